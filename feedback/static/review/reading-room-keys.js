/* Keys of the pages with unsealed words, and undo within the page. All of it can be done without. */
(() => {
  "use strict";
  const form = document.querySelector("[data-review]");
  const config = document.getElementById("wagtail-config");
  if (!form) return;
  const keysAreOn = !config || JSON.parse(config.textContent).KEYBOARD_SHORTCUTS_ENABLED !== false;
  const parts = [...form.querySelectorAll("[data-part]")].filter((part) => part.querySelector("[data-words]"));
  const rows = () => [...form.querySelectorAll("[data-found]")];
  const field = (row, name) => row.querySelector(`[name$="-${name}"]`);
  const said = form.querySelector("[data-said]");
  const find = form.querySelector("[data-find]");
  let current = null; // the row of something found that she is at

  /* -- undo within the page: all fields as they were before each change */
  /* no buttons: many share a name, and what they say belongs to the row that they stand in */
  const kept = () => [...form.elements].filter((control) => control.type !== "submit"
    && control.closest("[data-part]") && control.name && !/_FORMS$/.test(control.name));
  const snapshot = () => new Map(kept().map((control) =>
    [control.name, control.type === "checkbox" ? control.checked : control.value]));
  const history = [];
  let last = snapshot();
  let isRestoring = false;

  form.addEventListener("input", (event) => {
    if (isRestoring || !event.target.closest("[data-part]")) return;
    history.push(last);
    last = snapshot();
  });

  function undo() {
    const before = history.pop();
    if (!before) return;
    isRestoring = true;
    kept().forEach((control) => {
      const value = before.get(control.name);
      if (control.type === "checkbox") control.checked = Boolean(value);
      else if (value !== undefined) control.value = value;
      else if (/-(words|start)$/.test(control.name)) control.value = "";
    });
    parts.forEach((part) => part.querySelector('[name$="-TOTAL_FORMS"]')
      .dispatchEvent(new Event("input", { bubbles: true })));
    isRestoring = false;
    last = snapshot();
    say(said.dataset.undone);
  }

  function say(words) {
    said.textContent = "";
    said.textContent = words;
  }

  /* -- moving */
  const partOf = (element) => element && element.closest("[data-part]");
  const here = () => partOf(document.activeElement) || partOf(current) || parts[0];

  function move(step) {
    const all = rows();
    if (!all.length) return focusWords(0);
    const at = all.indexOf(current);
    const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step;
    current = all[Math.min(Math.max(next, 0), all.length - 1)];
    current.focus();
    markHere();
  }

  function markHere() {
    form.querySelectorAll("mark[data-here]").forEach((mark) => mark.removeAttribute("data-here"));
    const part = partOf(current);
    const number = [...part.querySelectorAll("[data-found]")].indexOf(current);
    part.querySelectorAll(`mark[data-row="${number}"]`).forEach((mark) => mark.setAttribute("data-here", ""));
  }

  function focusWords(step) {
    const at = parts.indexOf(partOf(document.activeElement));
    const isThere = document.activeElement.matches("[data-words]");
    const part = parts[(Math.max(at, 0) + (isThere ? step : 0)) % parts.length];
    if (part) part.querySelector("[data-words]").focus();
  }

  /* Where she starts once the words are open: at what is wrong, or else at the words themselves. */
  const fold = form.closest("details");
  let isFresh = false; // she has just come to her first words, so W does not go on to the next

  function begin() {
    if (form.contains(document.activeElement)) return;
    const error = form.querySelector(".error-message");
    const wrong = error && error.parentElement.querySelector("input:not([type=hidden]), select, textarea");
    const first = parts[0] && parts[0].querySelector("[data-words]");
    (wrong || first || form.querySelector("[name=level]") || form.querySelector("footer button")).focus();
    isFresh = !wrong;
  }

  function chooseLevel(number) {
    const radio = form.querySelector(`[name=level][value="${number}"]`);
    if (!radio) return;
    radio.click();
    say(radio.closest("label").textContent.trim());
  }

  /* The line beside the button for saving says what she chose, or that she has yet to. */
  const level = form.querySelector("[data-level]");
  function showLevel() {
    const radio = form.querySelector("[name=level]:checked");
    if (level && radio) level.textContent = radio.closest("label").textContent.trim().split(":")[0];
  }

  function toggle() {
    if (!current) return;
    const box = field(current, "take_out");
    box.click();
    say(`${field(current, "words").value}: ${box.checked ? said.dataset.out : said.dataset.kept}`);
  }

  const focusIn = (what) => here() && here().querySelector(what).focus();

  function exactWords() {
    if (!here()) return;
    const all = [...here().querySelectorAll("[data-more]")];
    field(all.find((row) => !field(row, "words").value) || all[all.length - 1], "words").focus();
  }

  function always() {
    if (!here()) return;
    const filled = [...here().querySelectorAll("[data-more]")].filter((row) => field(row, "words").value);
    if (filled.length) filled[filled.length - 1].querySelector("[data-always]").click();
  }

  const keys = {
    j: () => move(1),
    k: () => move(-1),
    x: toggle,
    e: () => current && field(current, "kind").focus(),
    r: () => current && field(current, "reason").focus(),
    n: () => current && current.querySelector("[data-never]").click(),
    w: () => focusWords(isFresh ? 0 : 1),
    m: exactWords,
    "/": () => { find.focus(); find.select(); },
    a: always,
    v: () => focusIn("[data-preview]"),
    l: () => focusIn('[name$="-language"]'),
    0: () => chooseLevel(0),
    1: () => chooseLevel(1),
    2: () => chooseLevel(2),
    z: undo,
  };

  const isTyping = (element) => element.matches("select, textarea, input:not([type=checkbox], [type=radio])");

  /* Where she says what words are, no answer begins with these: they do what they do elsewhere. */
  const isFree = (control, key) => control.matches('select[name$="-kind"], select[name$="-reason"]') && /^[012z]$/.test(key);

  document.addEventListener("keydown", (event) => {
    const control = event.target;
    if (event.key === "Escape" && control === find) return focusWords(0);
    if (event.key === "Escape" && isTyping(control) && partOf(control)) {
      const row = control.closest("[data-found]");
      (row || partOf(control).querySelector("[data-words]")).focus();
      return;
    }
    if (event.key === "Enter" && control.matches("[data-more] input")) event.preventDefault();
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!keysAreOn || !isPlain || (isTyping(control) && !isFree(control, event.key)) || document.querySelector("[role=dialog][open], .w-dialog:not([aria-hidden])")) return;
    if (fold && !fold.open) return; // nothing is moved or decided in what she doesn't see
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
    isFresh = false;
  });
  form.addEventListener("change", showLevel);
  showLevel();
  if (fold && fold.open) begin();
  if (fold) fold.addEventListener("toggle", () => fold.open && begin());
  form.addEventListener("focusin", (event) => {
    const row = event.target.closest("[data-found]");
    if (row) { current = row; markHere(); }
  });
})();
