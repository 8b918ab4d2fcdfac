// What the pages do beyond links and forms: words ↔ fields, keys, dropped files. Everything readable works without it.
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const typing = (element) => element?.closest?.("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]");

function light(refs) {
  all(".on").forEach((e) => e.classList.remove("on"));
  if (!refs.length) return;
  all("mark[data-refs]").forEach((m) => m.classList.toggle("on", m.dataset.refs.split(" ").some((r) => refs.includes(r))));
  all(".field[data-ref]").forEach((f) => f.classList.toggle("on", refs.includes(f.dataset.ref)));
}
function refsAt(target) {
  const mark = target.closest?.("mark[data-refs]"), field = target.closest?.(".field[data-ref]"), account = target.closest?.("a.n, .account > h3");
  if (mark) return mark.dataset.refs.split(" ");
  if (field) return [field.dataset.ref];
  if (account) { const n = account.closest("[data-account]")?.dataset.account ?? account.textContent.trim(); return all(`.field[data-ref^="${n}-"]`).map((f) => f.dataset.ref); }
  return [];
}
function reading() {
  const root = document.querySelector("[data-reading]");
  if (!root) return;
  root.addEventListener("mouseover", (e) => light(refsAt(e.target)));
  root.addEventListener("mouseleave", () => light([]));
  root.addEventListener("focusin", (e) => light(refsAt(e.target)));
  root.addEventListener("click", (e) => {
    const words = e.target.closest("a.words"), mark = e.target.closest("mark[data-refs]");
    if (words) {
      const ref = words.closest("[data-ref]").dataset.ref, found = all("mark[data-refs]").find((m) => m.dataset.refs.split(" ").includes(ref));
      if (found) { e.preventDefault(); found.scrollIntoView({ block: "center" }); light([ref]); }
    } else if (mark) {
      const field = document.querySelector(`.field[data-ref="${CSS.escape(mark.dataset.refs.split(" ")[0])}"]`);
      field?.scrollIntoView({ block: "nearest" });
    }
  });
  document.addEventListener("selectionchange", () => {
    const words = document.getSelection()?.toString().trim(), anchor = document.getSelection()?.anchorNode;
    const input = document.querySelector("[data-selection]");
    if (input && words && words.length < 80 && anchor?.parentElement?.closest(".text")) input.value = words;
  });
}
let sentence = -1, account = -1;
function step(list, at, by) { return Math.max(0, Math.min(list.length - 1, at + by)); }
function walk(key) {
  if (!document.querySelector("[data-reading]")) return false;
  if ("jk".includes(key)) {
    const list = all(".s"); sentence = step(list, sentence, key === "j" ? 1 : -1);
    const s = list[sentence]; s.tabIndex = -1; s.focus({ preventScroll: true }); s.scrollIntoView({ block: "center" });
    light(all("mark[data-refs]", s).flatMap((m) => m.dataset.refs.split(" "))); return true;
  }
  if ("np".includes(key)) {
    const list = all(".account"); if (!list.length) return false;
    account = step(list, account, key === "n" ? 1 : -1);
    const a = list[account]; a.tabIndex = -1; a.focus({ preventScroll: true }); a.scrollIntoView({ block: "nearest" });
    light(all(".field", a).map((f) => f.dataset.ref)); all("mark.on").at(0)?.scrollIntoView({ block: "center" });
    a.classList.add("on"); return true;
  }
  return false;
}
function help() {
  const dialog = document.getElementById("keys"), list = dialog.querySelector("dl");
  list.replaceChildren(...all("[data-key]").filter((e) => e.dataset.key && (e.offsetParent || e.closest("[data-keys]"))).flatMap((e) => {
    const dt = document.createElement("dt"), dd = document.createElement("dd"), k = document.createElement("kbd");
    k.textContent = e.dataset.key; dt.append(k); dd.textContent = (e.dataset.says ?? e.textContent).replace(/\s+/g, " ").replace(new RegExp(`\\s${e.dataset.key}$`), "").trim(); return [dt, dd];
  }));
  dialog.showModal();
}
document.addEventListener("keydown", (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey) return;
  if (e.key === "Escape" && typing(document.activeElement)) { document.activeElement.blur(); return; }
  if (typing(e.target) || document.querySelector("dialog[open]")) return;
  if (e.key === "?") { e.preventDefault(); help(); return; }
  if (e.key === "/") { const find = document.getElementById("find"); if (find?.offsetParent) { e.preventDefault(); find.focus(); } return; }
  if (walk(e.key)) { e.preventDefault(); return; }
  const target = all("[data-key]").find((b) => b.dataset.key === e.key && !b.closest("[data-keys]"));
  if (target) { e.preventDefault(); typing(target) ? target.focus() : target.click(); }
});
function dropping() {
  const zone = document.querySelector("[data-drop]");
  if (!zone) return;
  const input = zone.querySelector("input[type=file]");
  zone.addEventListener("dragover", (e) => { e.preventDefault(); zone.classList.add("over"); });
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (e) => { e.preventDefault(); zone.classList.remove("over"); if (e.dataTransfer.files.length) { input.files = e.dataTransfer.files; zone.requestSubmit?.() ?? zone.submit(); } });
}
function start() {
  sentence = account = -1;
  reading(); dropping();
  all("[data-submit]").forEach((e) => e.addEventListener("change", () => e.form.requestSubmit()));
  document.documentElement.classList.add("js");
}
start();
document.addEventListener("htmx:afterSettle", start);
