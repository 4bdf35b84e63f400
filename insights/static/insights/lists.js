// Enter in a list to choose from sends nothing where sending changes something: for that there is the
// button beside it. Some browsers open the list by Enter, and others send the form as it stands.
(() => {
  "use strict";
  let list = null; // in which Enter was pressed just now
  const forget = () => { list = null; };
  window.addEventListener("keydown", ({ key, target }) => {
    forget();
    if (key !== "Enter" || !(target instanceof HTMLSelectElement)) return;
    list = target;
    setTimeout(forget, 100); // the list that it opened may keep the keyup
  }, true);
  ["keyup", "focusout"].forEach((event) => window.addEventListener(event, forget, true));
  window.addEventListener("submit", (event) => {
    if (!list || list.form !== event.target || event.target.method !== "post") return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
})();
