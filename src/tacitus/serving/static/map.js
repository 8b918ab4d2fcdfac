// The map. Points only for towns and sites; vaguer places as areas of their true extent; contested ones hatched. The view is in the URL.
import * as maplibre from "/static/vendor/maplibre-gl.mjs";
const gl = maplibre.default ?? maplibre;
(gl.setWorkerUrl ?? maplibre.setWorkerUrl)?.("/static/vendor/maplibre-gl-worker.mjs");
const $ = (id) => document.getElementById(id);
const dark = matchMedia("(prefers-color-scheme: dark)").matches;
const tone = dark ? { sea: "#14191d", land: "#23292e", line: "#59626b", fine: "#363e45", label: "#b9bdc1", halo: "#14191d", ring: "#8cc3da", ink: "#10222b" }
  : { sea: "#e9eef0", land: "#fbfaf7", line: "#9a968b", fine: "#dcd8cd", label: "#4a4f54", halo: "#fbfaf7", ring: "#1d5570", ink: "#ffffff" };
const kinds = { triangle: dark ? "#f0a878" : "#b4531a", square: dark ? "#8cb9f0" : "#1f4fa3", diamond: dark ? "#e59ac4" : "#8c2a63", circle: dark ? "#b9bdc1" : "#565b60" };
const held = { full: dark ? "#93cfa1" : "#2b7a4b", contested: kinds.triangle, besieged: kinds.triangle, lost: tone.line };
const disputed = new Set(["W. Sahara", "Kosovo", "N. Cyprus", "Somaliland", "Siachen Glacier", "Palestine", "Taiwan", "Falkland Is."]);

// --- Pictures for points and for contested areas
const canvas = (size) => { const c = document.createElement("canvas"); c.width = c.height = size; return [c.getContext("2d", { willReadFrequently: true }), size]; };
function icon(shape, contested) {
  const [x, size] = canvas(26), m = size / 2, r = shape === "circle" || shape === "square" ? 8 : 9.5;
  x.beginPath();
  if (shape === "triangle") { x.moveTo(m, m - r); x.lineTo(m + r, m + r * 0.8); x.lineTo(m - r, m + r * 0.8); x.closePath(); }
  else if (shape === "square") x.rect(m - r, m - r, 2 * r, 2 * r);
  else if (shape === "diamond") { x.moveTo(m, m - r); x.lineTo(m + r, m); x.lineTo(m, m + r); x.lineTo(m - r, m); x.closePath(); }
  else x.arc(m, m, r, 0, 7);
  x.save(); x.clip(); x.fillStyle = contested ? tone.halo : kinds[shape]; x.fillRect(0, 0, size, size);
  if (contested) { x.strokeStyle = kinds[shape]; x.lineWidth = 2.2; for (let i = -size; i < size * 2; i += 5) { x.beginPath(); x.moveTo(i, size); x.lineTo(i + size, 0); x.stroke(); } }
  x.restore(); x.strokeStyle = contested ? kinds[shape] : tone.halo; x.lineWidth = contested ? 2 : 1.6; x.stroke();
  return x.getImageData(0, 0, size, size);
}
function hatch() {
  const [x, size] = canvas(12);
  x.strokeStyle = kinds.triangle; x.lineWidth = 1.6; for (const i of [-12, -6, 0, 6, 12]) { x.beginPath(); x.moveTo(i, size); x.lineTo(i + size, 0); x.stroke(); }
  return x.getImageData(0, 0, size, size);
}
function ring([lon, lat], km) {
  const points = [];
  for (let i = 0; i <= 64; i++) { const a = (i / 64) * 2 * Math.PI; points.push([lon + (km / (111.32 * Math.max(0.1, Math.cos((lat * Math.PI) / 180)))) * Math.cos(a), lat + (km / 110.57) * Math.sin(a)]); }
  return { type: "Polygon", coordinates: [points] };
}

// --- What is drawn
const read = async (url) => { const r = await fetch(url, { credentials: "same-origin" }); if (!r.ok) throw new Error(`${url}: ${r.status}`); return r.json(); };
const [world, provinces, table, control] = await Promise.all([read("/static/vendor/countries-50m.json"), read("/map/admin1.json"), read("/map/events.json"), read("/map/control.json")]);
const events = table.rows.map((row) => { const e = {}; table.columns.forEach((name, i) => { e[name] = row[i]; }); e.shape = table.shapes[e.type] ?? "circle"; return e; });
// The source's rings run over the 180th meridian; unrolled, they may leave ±180 and are drawn whole. Antarctica runs round the pole and is left out.
const unroll = (line) => { let turn = 0; return line.map(([x, y], i) => { if (i) { const step = x - line[i - 1][0]; if (step > 180) turn -= 360; else if (step < -180) turn += 360; } return [x + turn, y]; }); };
const unrolled = (g) => g && (g.type === "MultiPolygon" ? { ...g, coordinates: g.coordinates.map((q) => q.map(unroll)) } : { ...g, coordinates: g.coordinates.map(unroll) });
const whole = (topology, layer) => { const found = topojson.feature(topology, layer); found.features = found.features.filter((f) => f.geometry && f.properties.name !== "Antarctica").map((f) => ({ ...f, geometry: unrolled(f.geometry) })); return found; };
const layer1 = Object.values(provinces.objects)[0], countries = whole(world, world.objects.countries), admin1 = whole(provinces, layer1);
const byCode = new Map(admin1.features.map((f) => [f.properties.i, f])), byNumber = new Map(countries.features.map((f) => [String(f.id), f]));
const collection = (features) => ({ type: "FeatureCollection", features });
const points = [], areas = new Map();
for (const e of events) {
  if (e.drawn === "point") { points.push(e); continue; }
  const key = e.area || `${e.lon},${e.lat}/${e.km}`;
  if (!areas.has(key)) {
    const geometry = e.drawn === "province" ? byCode.get(e.area)?.geometry : e.drawn === "country" ? byNumber.get(e.area)?.geometry : ring([e.lon, e.lat], e.km);
    areas.set(key, { key, geometry, members: [], wide: e.drawn === "country" || e.km > 100 });
  }
  areas.get(key).members.push(e);
}
const lines = (filter) => unrolled(topojson.mesh(world, world.objects.countries, (a, b) => a.properties.name !== "Antarctica" && filter(a, b)));
const isDisputed = (g) => disputed.has(g.properties.name);
const crimea = admin1.features.filter((f) => ["Crimea", "Sevastopol"].includes(f.properties.n));
const box = (g) => { const rings = g.type === "Polygon" ? [g.coordinates[0]] : g.coordinates.map((q) => q[0]); const r = rings.reduce((a, b) => (b.length > a.length ? b : a)); const xs = r.map((q) => q[0]), ys = r.map((q) => q[1]); return [[Math.min(...xs), Math.min(...ys)], [Math.max(...xs), Math.max(...ys)]]; };
const middle = ([[w, s], [e, n]]) => [(w + e) / 2, (s + n) / 2];
const labels = (features, name) => collection(features.map((f) => ({ type: "Feature", properties: { name: f.properties[name] }, geometry: { type: "Point", coordinates: middle(box(f.geometry)) } })));
const source = (data, more) => ({ type: "geojson", data, ...more });

// --- What is asked for, in the address
const state = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
const view = (state.view ?? "").split("/").map(Number), placed = view.length === 3 && view.every(Number.isFinite);
const slider = $("map-known"), first = slider ? new Date(`${slider.dataset.first}T00:00:00Z`) : null;
const NOW = 99999999, number = (text) => Number((text ?? "").replaceAll("-", "")) || 0, iso = (n) => String(n).replace(/(\d{4})(\d\d)(\d\d)/, "$1-$2-$3");
const asked = { type: "", contested: false, from: 0, to: 0, day: NOW };
const isContested = (e) => e.contested === 1 && (e.since === 0 || e.since <= asked.day);
const passes = (e) => e.known <= asked.day && (!asked.type || e.type === asked.type) && (!asked.from || (e.end || e.start) >= asked.from) && (!asked.to || (e.start || NOW) <= asked.to) && (!asked.contested || isContested(e));

const map = new gl.Map({
  container: "map", attributionControl: false, renderWorldCopies: false, dragRotate: false, pitchWithRotate: false, fadeDuration: 0,
  center: placed ? [view[2], view[1]] : [20, 20], zoom: placed ? view[0] : 1.4, minZoom: 1, maxZoom: 12,
  style: {
    version: 8,
    sources: {
      countries: source(countries), admin1: source(unrolled(topojson.mesh(provinces, layer1, (a, b) => a !== b && a.properties.c === b.properties.c))),
      borders: source(lines((a, b) => a !== b && !isDisputed(a) && !isDisputed(b))), coast: source(lines((a, b) => a === b)),
      dashed: source(collection([{ type: "Feature", properties: {}, geometry: lines((a, b) => a !== b && (isDisputed(a) || isDisputed(b))) }, ...crimea])),
      labels: source(labels(countries.features, "name")), names1: source(labels(admin1.features, "n")),
      areas: source(collection([])), control: source(collection([])),
      points: source(collection([]), { cluster: true, clusterRadius: 40, clusterMaxZoom: 8, clusterProperties: { hot: ["+", ["get", "hot"]] } }),
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": tone.sea } },
      { id: "land", type: "fill", source: "countries", paint: { "fill-color": tone.land } },
      { id: "admin1", type: "line", source: "admin1", minzoom: 3, paint: { "line-color": tone.fine, "line-width": 0.8 } },
      { id: "coast", type: "line", source: "coast", paint: { "line-color": tone.line, "line-width": 0.6 } },
      { id: "borders", type: "line", source: "borders", paint: { "line-color": tone.line, "line-width": 1 } },
      { id: "dashed", type: "line", source: "dashed", paint: { "line-color": tone.line, "line-width": 1.1, "line-dasharray": [3, 2.5] } },
    ],
  },
});
map.addControl(new gl.NavigationControl({ showCompass: false }), "top-right");
map.addControl(new gl.ScaleControl(), "bottom-left");
globalThis.deskMap = map;

// --- Drawing: one at a time; what is asked for meanwhile is drawn next
let drawing = false, again = false;
async function draw() {
  remember();
  if (drawing) { again = true; return; }
  drawing = true;
  do { again = false; await put(); } while (again);
  drawing = false;
}
async function put() {
  const found = [], vague = [];
  let inAreas = 0;
  for (let n = 0; n < points.length; n++) {
    const e = points[n];
    if (!passes(e)) continue;
    const hot = isContested(e) ? 1 : 0;
    found.push({ type: "Feature", geometry: { type: "Point", coordinates: [e.lon, e.lat] }, properties: { n, hot, icon: `${e.shape}-${hot ? "c" : "s"}` } });
  }
  for (const area of areas.values()) {
    const members = area.members.filter(passes);
    if (!members.length || !area.geometry) continue;
    inAreas += members.length;
    vague.push({ type: "Feature", geometry: area.geometry, properties: { key: area.key, count: members.length, wide: area.wide, hatched: members.some(isContested) } });
  }
  const owners = $("map-control").checked ? control.entries.filter((e) => e.lat != null && e.day <= asked.day) : [];
  await Promise.all([
    map.getSource("points").setData(collection(found)), map.getSource("areas").setData(collection(vague)),
    map.getSource("control").setData(collection(owners.map((e) => ({ type: "Feature", geometry: { type: "Point", coordinates: [e.lon, e.lat] }, properties: e })))),
  ]);
  globalThis.deskShown = found.length + inAreas;
  $("map-count").textContent = `${globalThis.deskShown.toLocaleString("en-GB")} of ${events.length.toLocaleString("en-GB")} events drawn${inAreas ? `, ${inAreas.toLocaleString("en-GB")} of them as areas` : ""}`;
}
function remember() {
  const c = map.getCenter(), told = new URLSearchParams();
  told.set("view", [map.getZoom().toFixed(2), c.lat.toFixed(3), c.lng.toFixed(3)].join("/"));
  if (asked.type) told.set("type", asked.type);
  for (const name of ["from", "to"]) if (asked[name]) told.set(name, iso(asked[name]));
  if (asked.contested) told.set("contested", "1");
  if ($("map-control").checked) told.set("control", "1");
  if (asked.day !== NOW) told.set("known", iso(asked.day));
  history.replaceState(null, "", `#${told.toString().replaceAll("%2F", "/")}`);
}

// --- What is under the pointer
const typeName = (code) => code.replaceAll("_", " ").replace(/^./, (c) => c.toUpperCase());
const days = (e) => { const d = (n) => new Date(`${iso(n)}T00:00:00Z`).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }); return !e.start ? "no date" : e.end && e.end !== e.start ? `${d(e.start)} – ${d(e.end)}` : d(e.start); };
function span(css, text) { const s = document.createElement("span"); s.className = css; s.textContent = text; return s; }
function pop(at, found) {
  const shown = document.createElement("div"); shown.className = "pop";
  for (const e of found.slice(0, 8)) {
    const a = document.createElement("a"); a.href = `/events/${e.id}`; a.textContent = `${typeName(e.type)}, ${e.place || "place not told"}`;
    shown.append(a, span("sub", [days(e), e.killed && `killed ${e.killed}`, e.status, isContested(e) && "contested", e.drawn !== "point" && `somewhere in the ${e.precision}`].filter(Boolean).join(" · ")));
  }
  if (found.length > 8) shown.append(span("sub", `and ${found.length - 8} more: zoom in, or filter`));
  new gl.Popup({ maxWidth: "320px", focusAfterOpen: true }).setLngLat(at).setDOMContent(shown).addTo(map);
}
function popHeld(at, entries) {
  const shown = document.createElement("div"); shown.className = "pop";
  for (const e of entries.slice(0, 6)) {
    const a = document.createElement("a"); a.href = `/reports/${e.document_id}`; a.textContent = `${e.place}: ${e.actor} (${e.state})`;
    shown.append(a, span("sub", `${e.as_of ?? "no date"} · says ${e.speaker}`));
  }
  new gl.Popup({ maxWidth: "320px", focusAfterOpen: true }).setLngLat(at).setDOMContent(shown).addTo(map);
}
async function clicked(e) {
  const cluster = map.queryRenderedFeatures(e.point, { layers: ["clusters"] })[0], points_ = map.getSource("points");
  if (cluster) {
    const zoom = await points_.getClusterExpansionZoom(cluster.properties.cluster_id);
    if (zoom > 8) pop(cluster.geometry.coordinates, (await points_.getClusterLeaves(cluster.properties.cluster_id, 50, 0)).map((f) => points[f.properties.n]));
    else map.easeTo({ center: cluster.geometry.coordinates, zoom });
    return;
  }
  const owners = map.queryRenderedFeatures(e.point, { layers: ["held"] });
  const at = map.queryRenderedFeatures(e.point, { layers: ["points"] }).map((f) => points[f.properties.n]);
  if (owners.length && !at.length) { popHeld(e.lngLat, owners.map((f) => f.properties)); return; }
  const inside = at.length ? [] : map.queryRenderedFeatures(e.point, { layers: ["areas"] }).flatMap((f) => areas.get(f.properties.key)?.members.filter(passes) ?? []);
  const unique = [...new Map([...at, ...inside].map((f) => [f.id, f])).values()];
  if (unique.length) pop(e.lngLat, unique);
}

// --- Layers
function layers() {
  for (const shape of Object.keys(kinds)) { map.addImage(`${shape}-s`, icon(shape, false)); map.addImage(`${shape}-c`, icon(shape, true)); }
  map.addImage("hatch", hatch());
  const text = { "text-font": ["sans-serif"] }, halo = { "text-color": tone.label, "text-halo-color": tone.halo, "text-halo-width": 1.4 }, clusters = ["has", "point_count"];
  map.addLayer({ id: "areas", type: "fill", source: "areas", paint: { "fill-color": tone.ring, "fill-opacity": ["*", ["case", ["get", "wide"], 0.5, 1], ["interpolate", ["linear"], ["get", "count"], 1, 0.1, 20, 0.3]] } });
  map.addLayer({ id: "hatched", type: "fill", source: "areas", filter: ["==", ["get", "hatched"], true], paint: { "fill-pattern": "hatch", "fill-opacity": ["case", ["get", "wide"], 0.16, 0.5] } });
  map.addLayer({ id: "area-edges", type: "line", source: "areas", paint: { "line-color": tone.ring, "line-width": 1.2, "line-dasharray": [2, 1.5] } });
  map.addLayer({ id: "country-names", type: "symbol", source: "labels", minzoom: 2.2, maxzoom: 7, layout: { "text-field": ["get", "name"], "text-size": 12, "text-max-width": 7, ...text }, paint: halo });
  map.addLayer({ id: "province-names", type: "symbol", source: "names1", minzoom: 5.5, layout: { "text-field": ["get", "name"], "text-size": 10.5, "text-max-width": 7, ...text }, paint: halo });
  map.addLayer({ id: "held", type: "circle", source: "control", paint: { "circle-radius": 15, "circle-color": "rgba(0,0,0,0)", "circle-stroke-width": 2.5, "circle-stroke-color": ["match", ["get", "state"], ...Object.entries(held).flat(), kinds.square] } });
  map.addLayer({ id: "held-names", type: "symbol", source: "control", layout: { "text-field": ["concat", ["get", "actor"], ": ", ["get", "state"]], "text-size": 11, "text-offset": [0, 2.2], ...text }, paint: halo });
  // a ring of the contested colour round a cluster, the wider the larger their part, and a star behind the number: not by colour alone
  map.addLayer({ id: "clusters-hot", type: "circle", source: "points", filter: ["all", clusters, [">", ["get", "hot"], 0]], paint: { "circle-color": kinds.triangle, "circle-radius": ["+", ["step", ["get", "point_count"], 12, 10, 15, 100, 19, 1000, 24], ["+", 3, ["*", 4, ["/", ["get", "hot"], ["get", "point_count"]]]]] } });
  map.addLayer({ id: "clusters", type: "circle", source: "points", filter: clusters, paint: { "circle-color": tone.ring, "circle-radius": ["step", ["get", "point_count"], 12, 10, 15, 100, 19, 1000, 24], "circle-stroke-width": 2, "circle-stroke-color": tone.halo } });
  map.addLayer({ id: "cluster-counts", type: "symbol", source: "points", filter: clusters, layout: { "text-field": ["concat", ["get", "point_count_abbreviated"], ["case", [">", ["get", "hot"], 0], "*", ""]], "text-size": 12, "text-allow-overlap": true, ...text }, paint: { "text-color": tone.ink } });
  map.addLayer({ id: "points", type: "symbol", source: "points", filter: ["!", clusters], layout: { "icon-image": ["get", "icon"], "icon-allow-overlap": true, "icon-size": ["interpolate", ["linear"], ["zoom"], 2, 0.7, 8, 1] } });
}

// --- Controls
const shownDay = () => new Date(first.getTime() + Number(slider.value) * 86400000);
function label() { const d = shownDay(); $("map-day").textContent = d.toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }); slider.setAttribute("aria-valuetext", $("map-day").textContent); return number(d.toISOString().slice(0, 10)); }
function slid() { asked.day = slider.value === slider.max ? NOW : label(); if (asked.day === NOW) label(); draw(); }
const days_ = ["from", "to"];
function restore() {
  asked.type = $("map-type").value = [...$("map-type").options].some((o) => o.value === state.type) ? state.type : "";
  asked.contested = $("map-contested").checked = Boolean(state.contested);
  $("map-control").checked = Boolean(state.control);
  for (const name of days_) { const text = /^\d{4}-\d\d-\d\d$/.test(state[name] ?? "") ? state[name] : ""; $(`map-${name}`).value = text; asked[name] = number(text); }
  const day = Date.parse(`${iso(number(state.known))}T00:00:00Z`);
  if (slider && Number.isFinite(day) && first) { slider.value = String(Math.round((day - first) / 86400000)); if (slider.value !== slider.max) asked.day = label(); }
}
$("map-type").addEventListener("change", (e) => { asked.type = e.target.value; draw(); });
$("map-contested").addEventListener("change", (e) => { asked.contested = e.target.checked; draw(); });
$("map-control").addEventListener("change", draw);
for (const name of days_) $(`map-${name}`).addEventListener("change", (e) => { asked[name] = number(e.target.value); draw(); });
slider?.addEventListener("input", slid);
for (const button of document.querySelectorAll("[data-slide]")) button.addEventListener("click", () => { slider.value = String(Number(slider.value) + Number(button.dataset.slide)); slid(); });
addEventListener("hashchange", () => location.reload());

map.on("load", async () => {
  layers();
  map.on("click", clicked);
  for (const layer of ["clusters", "points", "areas", "held"]) { map.on("mouseenter", layer, () => { map.getCanvas().style.cursor = "pointer"; }); map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; }); }
  restore();
  const wanted = state.event && events.find((e) => e.id === state.event), extent = new gl.LngLatBounds();
  if (wanted) {
    const geometry = wanted.drawn === "province" ? byCode.get(wanted.area)?.geometry : wanted.drawn === "country" ? byNumber.get(wanted.area)?.geometry : null;
    const at = geometry ? middle(box(geometry)) : [wanted.lon, wanted.lat];
    if (geometry) map.fitBounds(box(geometry), { padding: 60, maxZoom: 7, animate: false }); else map.jumpTo({ center: at, zoom: 7 });
    pop(at, [wanted]);
  } else if (!placed) {
    const near = events.filter((e) => e.lat != null && e.drawn !== "country");
    for (const e of near.length ? near : events) if (e.lat != null) extent.extend([e.lon, e.lat]);
    if (!extent.isEmpty()) map.fitBounds(extent, { padding: 60, maxZoom: 7, animate: false });
  }
  if (state.event && !wanted) $("map-missing").hidden = false;
  await draw();
  map.on("moveend", remember); document.documentElement.dataset.map = "ready";
});
