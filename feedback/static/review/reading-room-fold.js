/* Words stay folded until a reader opens them: o opens and never closes, c closes. */
(() => {
  "use strict";
  const fold = document.querySelector("[data-fold]");
  const config = document.getElementById("wagtail-config");
  if (!fold) return;
  const keysAreOn = !config || JSON.parse(config.textContent).KEYBOARD_SHORTCUTS_ENABLED !== false;
  const summary = fold.querySelector("summary");
  const isOff = (event) => !keysAreOn || event.ctrlKey || event.metaKey || event.altKey
    || event.target.matches("select, textarea, input:not([type=checkbox], [type=radio])")
    || document.querySelector("[role=dialog][open], .w-dialog:not([aria-hidden])");

  document.addEventListener("keydown", (event) => {
    if (!"oc".includes(event.key) || isOff(event)) return;
    event.preventDefault();
    fold.open = event.key === "o";
    if (!fold.open) summary.focus();
  });
  summary.setAttribute("aria-keyshortcuts", "o");
})();
