// The map. Points only for towns and sites; vaguer places as areas of their true extent; contested ones hatched. The view is in the URL.
import * as maplibre from "/static/vendor/maplibre-gl.mjs";
const gl = maplibre.default ?? maplibre;
(gl.setWorkerUrl ?? maplibre.setWorkerUrl)?.("/static/vendor/maplibre-gl-worker.mjs");
const $ = (id) => document.getElementById(id);
const dark = matchMedia("(prefers-color-scheme: dark)").matches;
const tone = dark ? { sea: "#14191d", land: "#23292e", line: "#59626b", fine: "#363e45", label: "#b9bdc1", halo: "#14191d", ring: "#8cc3da" }
  : { sea: "#e9eef0", land: "#fbfaf7", line: "#9a968b", fine: "#dcd8cd", label: "#4a4f54", halo: "#fbfaf7", ring: "#1d5570" };
const kinds = { triangle: dark ? "#f0a878" : "#b4531a", square: dark ? "#8cb9f0" : "#1f4fa3", diamond: dark ? "#e59ac4" : "#8c2a63", circle: dark ? "#b9bdc1" : "#565b60" };
const disputed = new Set(["W. Sahara", "Kosovo", "N. Cyprus", "Somaliland", "Siachen Glacier", "Palestine", "Taiwan", "Falkland Is."]);

function icon(shape, contested) {
  const size = 26, c = document.createElement("canvas"); c.width = c.height = size;
  const x = c.getContext("2d"), m = size / 2, r = shape === "circle" ? 8 : shape === "square" ? 8 : 9.5;
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
  const c = document.createElement("canvas"); c.width = c.height = 12; const x = c.getContext("2d");
  x.strokeStyle = kinds.triangle; x.lineWidth = 1.6; for (const i of [-12, -6, 0, 6, 12]) { x.beginPath(); x.moveTo(i, 12); x.lineTo(i + 12, 0); x.stroke(); }
  return x.getImageData(0, 0, 12, 12);
}
function ring([lon, lat], km) {
  const points = [];
  for (let i = 0; i <= 48; i++) { const a = (i / 48) * 2 * Math.PI; points.push([lon + (km / (111.32 * Math.max(0.1, Math.cos((lat * Math.PI) / 180)))) * Math.cos(a), lat + (km / 110.57) * Math.sin(a)]); }
  return { type: "Polygon", coordinates: [points] };
}
const numeric = (day) => Number(day.toISOString().slice(0, 10).replaceAll("-", ""));
const state = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
const view = (state.view ?? "").split("/").map(Number);
const read = async (url) => { const r = await fetch(url, { credentials: "same-origin" }); if (!r.ok) throw new Error(`${url}: ${r.status}`); return r.json(); };

const [world, provinces, events, control] = await Promise.all([read("/static/vendor/countries-50m.json"), read("/map/admin1.json"), read("/map/events.geojson"), read("/map/control.json")]);
// The source's rings run over the 180th meridian; unrolled, they may leave ±180 and are drawn whole. Antarctica runs round the pole and is left out.
const unroll = (line) => { let turn = 0; return line.map(([x, y], i) => { if (i) { const step = x - line[i - 1][0]; if (step > 180) turn -= 360; else if (step < -180) turn += 360; } return [x + turn, y]; }); };
const unrolled = (g) => g && (g.type === "Polygon" ? { ...g, coordinates: g.coordinates.map(unroll) } : g.type === "MultiPolygon" ? { ...g, coordinates: g.coordinates.map((q) => q.map(unroll)) } : { ...g, coordinates: g.coordinates.map(unroll) });
const whole = (topology, layer) => { const found = topojson.feature(topology, layer); found.features = found.features.filter((f) => f.geometry && f.properties.name !== "Antarctica").map((f) => ({ ...f, geometry: unrolled(f.geometry) })); return found; };
const countries = whole(world, world.objects.countries);
const admin1 = whole(provinces, Object.values(provinces.objects)[0]);
const byCode = new Map(admin1.features.map((f) => [f.properties.i, f]));
const byNumber = new Map(countries.features.map((f) => [String(f.id), f]));
const points = [], areas = new Map();
for (const f of events.features) {
  const p = f.properties;
  if (p.drawn === "point") { points.push(f); continue; }
  const key = p.area || `${f.geometry.coordinates.join()}/${p.km}`;
  if (!areas.has(key)) {
    const geometry = p.drawn === "province" ? byCode.get(p.area)?.geometry : p.drawn === "country" ? byNumber.get(p.area)?.geometry : ring(f.geometry.coordinates, p.km);
    areas.set(key, { key, geometry, members: [], wide: p.drawn === "country" || p.km > 100 });
  }
  areas.get(key).members.push(f);
}
const lines = (filter) => unrolled(topojson.mesh(world, world.objects.countries, (a, b) => a.properties.name !== "Antarctica" && filter(a, b)));
const isDisputed = (g) => disputed.has(g.properties.name);
const crimea = { type: "FeatureCollection", features: admin1.features.filter((f) => ["Crimea", "Sevastopol"].includes(f.properties.n)) };
const centre = (f) => { const rings = f.geometry.type === "Polygon" ? [f.geometry.coordinates[0]] : f.geometry.coordinates.map((q) => q[0]); const r = rings.sort((a, b) => b.length - a.length)[0]; const xs = r.map((q) => q[0]), ys = r.map((q) => q[1]); return [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2]; };
const labels = (features, name) => ({ type: "FeatureCollection", features: features.filter((f) => f.geometry).map((f) => ({ type: "Feature", properties: { name: f.properties[name] }, geometry: { type: "Point", coordinates: centre(f) } })) });
const source = (data, more) => ({ type: "geojson", data, ...more });

const map = new gl.Map({
  container: "map", attributionControl: false, renderWorldCopies: false, dragRotate: false, pitchWithRotate: false,
  center: view.length === 3 ? [view[2], view[1]] : [20, 20], zoom: view.length === 3 ? view[0] : 1.4, minZoom: 1, maxZoom: 12,
  style: {
    version: 8,
    sources: {
      countries: source(countries), admin1: source(unrolled(topojson.mesh(provinces, Object.values(provinces.objects)[0], (a, b) => a !== b && a.properties.c === b.properties.c))),
      borders: source(lines((a, b) => a !== b && !isDisputed(a) && !isDisputed(b))), coast: source(lines((a, b) => a === b)),
      dashed: source({ type: "FeatureCollection", features: [{ type: "Feature", properties: {}, geometry: lines((a, b) => a !== b && (isDisputed(a) || isDisputed(b))) }, ...crimea.features] }),
      labels: source(labels(countries.features, "name")), names1: source(labels(admin1.features, "n")),
      areas: source({ type: "FeatureCollection", features: [] }),
      points: source({ type: "FeatureCollection", features: points }, { cluster: true, clusterRadius: 44, clusterMaxZoom: 8, clusterProperties: { hot: ["max", ["case", ["get", "hatched"], 1, 0]] } }),
      control: source({ type: "FeatureCollection", features: [] }),
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

const first = $("map-known") ? new Date(`${$("map-known").dataset.first}T00:00:00Z`) : null;
const dayAt = (n) => new Date(first.getTime() + n * 86400000);
let day = 99999999, filter = { type: "", contested: false };
const passes = (p) => p.known <= day && (!filter.type || p.type === filter.type) && (!filter.contested || isContested(p));
const isContested = (p) => p.contested === 1 && (p.since === 0 || p.since <= day);
function shown(features) { return { type: "FeatureCollection", features: features.filter((f) => passes(f.properties)).map((f) => ({ ...f, properties: { ...f.properties, icon: `${f.properties.shape}-${isContested(f.properties) ? "c" : "s"}`, hatched: isContested(f.properties) } })) }; }
function draw() {
  const visible = shown(points), vague = [];
  let inAreas = 0;
  for (const area of areas.values()) {
    const members = area.members.filter((f) => passes(f.properties));
    if (!members.length || !area.geometry) continue;
    inAreas += members.length;
    vague.push({ type: "Feature", geometry: area.geometry, properties: { key: area.key, count: members.length, wide: area.wide, hatched: members.some((f) => isContested(f.properties)) } });
  }
  map.getSource("points").setData(visible); map.getSource("areas").setData({ type: "FeatureCollection", features: vague });
  const held = control.entries.filter((e) => $("map-control")?.checked && e.lat != null && e.day <= day);
  map.getSource("control").setData({ type: "FeatureCollection", features: held.map((e) => ({ type: "Feature", geometry: { type: "Point", coordinates: [e.lon, e.lat] }, properties: e })) });
  $("map-count").textContent = `${visible.features.length + inAreas} drawn of ${events.features.length} events`;
  globalThis.deskShown = visible.features.length + inAreas;
  remember();
}
function remember() {
  const c = map.getCenter(), told = new URLSearchParams();
  told.set("view", [map.getZoom().toFixed(2), c.lat.toFixed(3), c.lng.toFixed(3)].join("/"));
  if (filter.type) told.set("type", filter.type); if (filter.contested) told.set("contested", "1"); if ($("map-control").checked) told.set("control", "1");
  if (day !== 99999999) told.set("known", String(day));
  history.replaceState(null, "", `#${told.toString().replaceAll("%2F", "/")}`);
}
function pop(at, features) {
  const box = document.createElement("div"); box.className = "pop";
  for (const { properties: p } of features.slice(0, 8)) {
    const a = document.createElement("a"); a.href = `/events/${p.id}`; a.textContent = p.title;
    const s = document.createElement("span"); s.className = "sub"; s.textContent = [p.days, p.killed && `killed ${p.killed}`, p.status, p.precision !== "town" && p.precision !== "site" ? `somewhere in the ${p.precision}` : ""].filter(Boolean).join(" · ");
    box.append(a, s);
  }
  if (features.length > 8) { const s = document.createElement("span"); s.className = "sub"; s.textContent = `and ${features.length - 8} more`; box.append(s); }
  new gl.Popup({ maxWidth: "300px", focusAfterOpen: true }).setLngLat(at).setDOMContent(box).addTo(map);
}
map.on("load", () => {
  for (const shape of Object.keys(kinds)) { map.addImage(`${shape}-s`, icon(shape, false)); map.addImage(`${shape}-c`, icon(shape, true)); }
  map.addImage("hatch", hatch());
  const text = { "text-font": ["sans-serif"] };
  map.addLayer({ id: "areas", type: "fill", source: "areas", paint: { "fill-color": tone.ring, "fill-opacity": ["interpolate", ["linear"], ["get", "count"], 1, 0.1, 20, 0.3] } });
  map.addLayer({ id: "hatched", type: "fill", source: "areas", filter: ["==", ["get", "hatched"], true], paint: { "fill-pattern": "hatch", "fill-opacity": ["case", ["get", "wide"], 0.16, 0.5] } });
  map.addLayer({ id: "area-edges", type: "line", source: "areas", paint: { "line-color": tone.ring, "line-width": 1.2, "line-dasharray": [2, 1.5] } });
  map.addLayer({ id: "held", type: "circle", source: "control", paint: { "circle-radius": 15, "circle-color": "rgba(0,0,0,0)", "circle-stroke-width": 2, "circle-stroke-color": ["match", ["get", "state"], "full", "#2b7a4b", "contested", "#b4531a", "besieged", "#b4531a", "lost", "#8d887b", "#1f4fa3"] } });
  map.addLayer({ id: "held-names", type: "symbol", source: "control", layout: { "text-field": ["concat", ["get", "actor"], ": ", ["get", "state"]], "text-size": 11, "text-offset": [0, 2], ...text }, paint: { "text-color": tone.label, "text-halo-color": tone.halo, "text-halo-width": 1.4 } });
  map.addLayer({ id: "clusters", type: "circle", source: "points", filter: ["has", "point_count"], paint: { "circle-color": tone.ring, "circle-radius": ["step", ["get", "point_count"], 12, 10, 15, 100, 19, 1000, 24], "circle-stroke-width": 2, "circle-stroke-color": tone.halo } });
  map.addLayer({ id: "cluster-counts", type: "symbol", source: "points", filter: ["has", "point_count"], layout: { "text-field": ["concat", ["get", "point_count_abbreviated"], ["case", ["==", ["get", "hot"], 1], "*", ""]], "text-size": 12, "text-allow-overlap": true, ...text }, paint: { "text-color": dark ? "#10222b" : "#ffffff" } });
  map.addLayer({ id: "points", type: "symbol", source: "points", filter: ["!", ["has", "point_count"]], layout: { "icon-image": ["get", "icon"], "icon-allow-overlap": true, "icon-size": ["interpolate", ["linear"], ["zoom"], 2, 0.7, 8, 1] } });
  map.addLayer({ id: "country-names", type: "symbol", source: "labels", minzoom: 2.2, maxzoom: 7, layout: { "text-field": ["get", "name"], "text-size": 12, "text-max-width": 7, ...text }, paint: { "text-color": tone.label, "text-halo-color": tone.halo, "text-halo-width": 1.4 } }, "clusters");
  map.addLayer({ id: "province-names", type: "symbol", source: "names1", minzoom: 5.5, layout: { "text-field": ["get", "name"], "text-size": 10.5, "text-max-width": 7, ...text }, paint: { "text-color": tone.label, "text-halo-color": tone.halo, "text-halo-width": 1.2 } }, "clusters");
  map.on("click", async (e) => {
    const cluster = map.queryRenderedFeatures(e.point, { layers: ["clusters"] })[0];
    if (cluster) {
      const zoom = await map.getSource("points").getClusterExpansionZoom(cluster.properties.cluster_id);
      if (zoom > 8) pop(cluster.geometry.coordinates, await map.getSource("points").getClusterLeaves(cluster.properties.cluster_id, 50, 0));
      else map.easeTo({ center: cluster.geometry.coordinates, zoom });
      return;
    }
    const found = map.queryRenderedFeatures(e.point, { layers: ["points"] }), vague = found.length ? [] : map.queryRenderedFeatures(e.point, { layers: ["areas"] });
    const inside = vague.flatMap((f) => areas.get(f.properties.key)?.members.filter((m) => passes(m.properties)) ?? []);
    const unique = [...new Map([...found, ...inside].map((f) => [f.properties.id, f])).values()];
    if (unique.length) pop(e.lngLat, unique);
  });
  for (const layer of ["clusters", "points", "areas"]) { map.on("mouseenter", layer, () => { map.getCanvas().style.cursor = "pointer"; }); map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; }); }
  if (state.type) { $("map-type").value = state.type; filter.type = state.type; }
  if (state.contested) { $("map-contested").checked = true; filter.contested = true; }
  if (state.control) $("map-control").checked = true;
  if (state.known && first) { day = Number(state.known); const s = state.known; $("map-known").value = String(Math.round((Date.UTC(+s.slice(0, 4), +s.slice(4, 6) - 1, +s.slice(6)) - first) / 86400000)); label(); }
  const wanted = state.event && events.features.find((f) => f.properties.id === state.event);
  if (wanted?.geometry) { map.jumpTo({ center: wanted.geometry.coordinates, zoom: 7 }); pop(wanted.geometry.coordinates, [wanted]); }
  else if (view.length !== 3) {
    const b = new gl.LngLatBounds(); const near = events.features.filter((f) => f.geometry && f.properties.drawn !== "country"); for (const f of near.length ? near : events.features) if (f.geometry) b.extend(f.geometry.coordinates);
    if (!b.isEmpty()) map.fitBounds(b, { padding: 60, maxZoom: 7, animate: false });
  }
  draw(); map.on("moveend", remember); document.documentElement.dataset.map = "ready";
});
function label() { const d = dayAt(Number($("map-known").value)); $("map-day").textContent = d.toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }); return numeric(d); }
$("map-type").addEventListener("change", (e) => { filter.type = e.target.value; draw(); });
$("map-contested").addEventListener("change", (e) => { filter.contested = e.target.checked; draw(); });
$("map-control").addEventListener("change", draw);
$("map-known")?.addEventListener("input", (e) => { day = label(); if (e.target.value === e.target.max) day = 99999999; draw(); });
addEventListener("hashchange", () => location.reload());
