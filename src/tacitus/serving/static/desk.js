// What the pages do beyond links and forms: words ↔ fields, keys, dropped files. Everything readable works without it.
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const typing = (element) => element?.closest?.("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]");
const visible = (element) => element.offsetParent !== null || element.closest("[data-keys]");
const refsOf = (mark) => mark.dataset.refs.split(" ");

// --- A report: values light their words, words their value, an account its sentences
function light(refs, account = "") {
  all(".on").forEach((e) => e.classList.remove("on"));
  if (account) all(".s[data-accounts]").forEach((s) => s.classList.toggle("on", s.dataset.accounts.split(" ").includes(account)));
  if (!refs.length) return;
  all("mark[data-refs]").forEach((m) => m.classList.toggle("on", refsOf(m).some((r) => refs.includes(r))));
  all(".field[data-ref]").forEach((f) => f.classList.toggle("on", refs.includes(f.dataset.ref)));
}
const fieldsOf = (account) => all(`.field[data-ref^="${account}-"]`).map((f) => f.dataset.ref);
function lightAt(target) {
  const mark = target.closest("mark[data-refs]"), field = target.closest(".field[data-ref]"), head = target.closest("a.n, .account > h3, .account");
  if (mark) light(refsOf(mark));
  else if (field) light([field.dataset.ref]);
  else if (head) { const n = head.closest("[data-account]")?.dataset.account ?? head.textContent.trim(); light(fieldsOf(n), n); }
  else light([]);
}
const reading = (target) => target.closest?.("[data-reading]");
document.addEventListener("mouseover", (e) => { if (reading(e.target)) lightAt(e.target); });
document.addEventListener("focusin", (e) => { if (reading(e.target) && !e.target.closest(".s")?.isSameNode(e.target)) lightAt(e.target); });
document.addEventListener("click", (e) => {
  const root = reading(e.target), words = root && e.target.closest("a.words"), mark = root && e.target.closest("mark[data-refs]");
  if (words) {
    const ref = words.closest("[data-ref]").dataset.ref, found = all("mark[data-refs]").find((m) => refsOf(m).includes(ref));
    if (found) { e.preventDefault(); found.scrollIntoView({ block: "center" }); light([ref]); }
  } else if (mark) {
    const field = all(`.field[data-ref="${CSS.escape(refsOf(mark)[0])}"]`)[0];
    field?.scrollIntoView({ block: "nearest" }); light(refsOf(mark));
  }
});
let sentence = -1, word = -1, account = -1;
const step = (list, at, by) => Math.max(0, Math.min(list.length - 1, at + by));
const goto = (element, block) => { element.tabIndex = -1; element.focus({ preventScroll: true }); element.scrollIntoView({ block }); };
function walk(key) {
  if (!document.querySelector("[data-reading]")) return false;
  if (key === "j" || key === "k") {
    const list = all(".s"); sentence = step(list, sentence, key === "j" ? 1 : -1); word = -1;
    goto(list[sentence], "center"); light(all("mark[data-refs]", list[sentence]).flatMap(refsOf)); return true;
  }
  if (key === "h" || key === "l") {
    const list = all("mark[data-refs]", all(".s")[sentence] ?? document); if (!list.length) return true;
    word = step(list, word, key === "l" ? 1 : -1); goto(list[word], "center");
    all(".field.on").at(0)?.scrollIntoView({ block: "nearest" }); return true;
  }
  if (key === "n" || key === "p") {
    const list = all(".account"); if (!list.length) return false;
    account = step(list, account, key === "n" ? 1 : -1);
    goto(list[account], "nearest"); light(fieldsOf(list[account].dataset.account), list[account].dataset.account);
    all("mark.on").at(0)?.scrollIntoView({ block: "center" }); list[account].classList.add("on"); return true;
  }
  return false;
}

// --- A name is proposed: words are selected, one click opens the form filled in, the second stores it
function chosenWords() {
  const selection = document.getSelection(), words = selection?.toString().replace(/\s+/g, " ").trim();
  if (words && words.length < 80 && selection.anchorNode?.parentElement?.closest(".text .body")) return [words, selection.getRangeAt(0)];
  return null;
}
function offer() {
  const button = document.getElementById("propose-this");
  if (!button || document.querySelector("dialog[open]")) return;
  const chosen = chosenWords();
  button.hidden = !chosen;
  if (!chosen) return;
  const box = chosen[1].getBoundingClientRect();
  button.style.left = `${Math.max(8, Math.min(box.left, innerWidth - 230))}px`; button.style.top = `${Math.max(8, box.bottom + 8)}px`;
}
function propose() {
  const dialog = document.getElementById("propose"), form = dialog?.querySelector("form"), chosen = chosenWords();
  if (!form || dialog.open) return;
  const mark = document.activeElement?.closest?.("mark[data-refs]") ?? (chosen && chosen[1].startContainer.parentElement);
  const words = chosen?.[0] ?? (mark?.matches("mark") ? mark.textContent.trim() : "");
  form.elements.name.value = words;
  const place = mark?.closest(".f-where") !== null && mark?.matches?.(".f-where");
  if (mark?.matches?.("mark")) form.elements.what.value = place ? "place" : "actor";
  const near = mark?.closest(".s")?.dataset.accounts?.split(" ")[0] ?? "1", where = all(`.account[data-account="${near}"]`)[0]?.dataset;
  if (where?.lat && !form.elements.lat.value) { form.elements.lat.value = where.lat; form.elements.lon.value = where.lon; form.elements.country.value = where.country; all("[data-near]", form)[0].textContent = `Filled in with ${where.place}, where account ${near} is; write a better point if you know one.`; }
  document.getElementById("propose-this").hidden = true;
  dialog.showModal();
}
document.addEventListener("selectionchange", offer);
document.addEventListener("scroll", offer, { passive: true });
document.addEventListener("mousedown", (e) => { if (e.target.closest("#propose-this")) e.preventDefault(); });
document.addEventListener("click", (e) => {
  if (e.target.closest("#propose-this, [data-propose]")) propose();
  if (e.target.closest("[data-close]")) e.target.closest("dialog").close();
});

// --- Keys
function help() {
  const dialog = document.getElementById("keys"), list = dialog.querySelector("dl"), told = new Set();
  list.replaceChildren(...all("[data-key]").filter((e) => e.dataset.key && visible(e) && !told.has(e.dataset.key) && told.add(e.dataset.key)).flatMap((e) => {
    const dt = document.createElement("dt"), dd = document.createElement("dd"), k = document.createElement("kbd");
    k.textContent = e.dataset.key; dt.append(k); dd.textContent = (e.dataset.says ?? e.textContent).replace(/\s+/g, " ").trim(); return [dt, dd];
  }));
  if (!told.size) { const dd = document.createElement("dd"); dd.textContent = "This page has no keys of its own; / finds words in reports."; list.append(dd); }
  dialog.showModal();
}
function press(target) {
  if (typing(target)) { target.focus(); return; }
  target.click();
  if (target.tagName === "SUMMARY" && target.parentElement.open) target.parentElement.querySelector("[data-first]")?.focus();
}
document.addEventListener("keydown", (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey) return;
  if (e.key === "Escape" && typing(document.activeElement) && !document.activeElement.closest("dialog")) { document.activeElement.blur(); return; }
  if (typing(e.target) || document.querySelector("dialog[open]")) return;
  if (e.key === "?") { e.preventDefault(); help(); return; }
  if (e.key === "/") { const find = all('#find, main input[type="search"]').find(visible); if (find) { e.preventDefault(); find.focus(); } return; }
  if (walk(e.key)) { e.preventDefault(); return; }
  const target = all("[data-key]").find((b) => b.dataset.key === e.key && !b.closest("[data-keys]") && visible(b));
  if (target) { e.preventDefault(); press(target); }
});
document.addEventListener("click", (e) => { const to = e.target.closest("[data-goto]"); if (to) { const found = all(to.dataset.goto).find(visible); found?.focus(); found?.scrollIntoView({ block: "center" }); } });

// --- Files are dropped
document.addEventListener("dragover", (e) => { const zone = e.target.closest?.("[data-drop]"); if (zone) { e.preventDefault(); zone.classList.add("over"); } });
document.addEventListener("dragleave", (e) => e.target.closest?.("[data-drop]")?.classList.remove("over"));
document.addEventListener("drop", (e) => {
  const zone = e.target.closest?.("[data-drop]");
  if (!zone) return;
  e.preventDefault(); zone.classList.remove("over");
  if (e.dataTransfer.files.length) { zone.querySelector("input[type=file]").files = e.dataTransfer.files; zone.requestSubmit(); }
});

// --- Forms that go by themselves, and pages of which htmx swaps a part
document.addEventListener("change", (e) => { if (e.target.closest?.("[data-submit]")) e.target.form.requestSubmit(); });
document.addEventListener("htmx:configRequest", (e) => {
  if (e.detail.verb !== "get") return;
  for (const [name, value] of [...e.detail.formData.entries()]) if (value === "") e.detail.formData.delete(name);  // a short address to share
});
document.addEventListener("htmx:afterSettle", (e) => {
  sentence = word = account = -1;
  if (e.detail.target.id !== "main") return;
  const head = document.querySelector("#main [data-focus]");
  head?.focus({ preventScroll: true });
  if (head && head.getBoundingClientRect().top < 0) scrollTo(0, 0);
});
document.documentElement.classList.add("js");
document.querySelector(".top nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
