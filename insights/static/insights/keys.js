// Keys of one letter. An element says by data-key which key presses it (a button or link), opens it
// (a summary) or leads to it (a field). Elements in a row (data-row) are those of the row in focus,
// or else of the next one that has the key. All of it can be done without.
(() => {
  "use strict";
  const STORE = "alongside-bench-keys";
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const seen = (one) => one && one.checkVisibility() && !one.closest("details:not([open]) > :not(summary)");
  const config = document.getElementById("wagtail-config");
  const inAccount = !config || JSON.parse(config.textContent).KEYBOARD_SHORTCUTS_ENABLED !== false;
  const kept = () => { try { return localStorage.getItem(STORE); } catch { return null; } };
  let on = kept() !== "off";
  const isOn = () => inAccount && on;

  /* -- the list of keys, as a dialog */
  const dialog = document.querySelector("[data-keys-dialog]");
  const folded = document.querySelector("[data-keys]");
  const opener = document.querySelector("[data-keys-open]");
  const list = document.querySelector("[data-keys-list]");
  if (!dialog || !folded || !list) return;
  document.body.append(dialog); // the bar that it stood in is made anew after each decision
  dialog.querySelector("[data-keys-here]").append(list);
  list.querySelector("[data-keys-note]").hidden = true;
  list.querySelector("[data-keys-choice]").hidden = !inAccount;
  list.querySelector("[data-keys-account]").hidden = inAccount;
  const tidy = () => {
    all("[data-keys]").forEach((one) => { one.hidden = true; });
    all("[data-keys-open]").forEach((one) => { one.hidden = false; });
    all("dialog[data-keys-dialog]").forEach((one) => { if (one !== dialog) one.remove(); });
  };
  tidy();
  const choice = list.querySelector("[data-keys-on]");
  choice.checked = on;
  choice.addEventListener("change", () => {
    on = choice.checked;
    try { localStorage.setItem(STORE, on ? "on" : "off"); } catch { /* for this page, then */ }
  });
  const show = () => {
    if (!dialog.open) dialog.showModal();
    document.getElementById("keys-title").focus();
  };
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-keys-open]")) show();
  });
  if (opener) opener.hidden = false;

  /* -- rows */
  const rows = () => all("[data-row]").filter(seen);
  const here = () => document.activeElement && document.activeElement.closest("[data-row]");
  const reveal = (one) => {
    one.focus({ preventScroll: true });
    one.scrollIntoView({ block: "nearest" });
  };
  const move = (step) => {
    const [list_, now] = [rows(), here()];
    if (!list_.length) return;
    const at = list_.indexOf(now);
    const next = at < 0 ? (step > 0 ? 0 : list_.length - 1) : at + step;
    reveal(list_[Math.min(Math.max(next, 0), list_.length - 1)]);
  };

  /* -- what a key presses */
  const find = (key) => {
    const fits = all(`[data-key="${CSS.escape(key)}"]`).filter(seen);
    const inRows = fits.filter((one) => one.closest("[data-row]"));
    if (!inRows.length) return fits[0];
    const now = here();
    const after = now && inRows.find((one) => one.closest("[data-row]") === now
      || now.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
    return after || inRows[0];
  };
  const press = (one) => {
    if (one.matches("input, textarea, select")) { reveal(one); if (one.select) one.select(); return; }
    if (one.matches("summary")) {
      const box = one.parentElement;
      box.open = true;
      reveal(box.querySelector("textarea, [data-row]") || one);
      return;
    }
    one.click();
  };

  const isTyping = (one) => one.isContentEditable
    || one.matches("select, textarea, input:not([type=checkbox], [type=radio])");
  const otherDialog = () => document.querySelector(".w-dialog:not([aria-hidden]), [role=dialog][open]");

  /* -- what she presses while a decision is on its way waits for it; while another response is, it
     is let go: she hasn't seen what it would be about */
  const bench = document.querySelector("[data-bench]");
  let waiting = [];
  const state = () => (bench ? bench.dataset.state : "");
  document.addEventListener("bench-new", () => {
    const [next, ...rest] = waiting;
    waiting = rest;
    if (!next) return;
    const one = document.activeElement;
    if (next === "Enter") { if (one.matches("button, a")) one.click(); } else handle(next, one);
    if (state() !== "busy") document.dispatchEvent(new CustomEvent("bench-new"));
  });
  const leave = () => {
    if (!bench) return;
    bench.dataset.state = "leaving";
    setTimeout(() => { bench.dataset.state = ""; }, 8000); // it didn't come: the keys are hers again
  };
  window.addEventListener("pageshow", () => { if (bench) bench.dataset.state = ""; });
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-whole]:not([method=dialog])")) leave();
  });

  const handle = (key, target) => {
    const inRow = target.closest("[data-row]");
    if (key === "?") return show();
    if (key === "j" || (inRow && key === "ArrowDown")) return move(1);
    if (key === "k" || (inRow && key === "ArrowUp")) return move(-1);
    const ask = new CustomEvent("bench-key", { detail: key, cancelable: true, bubbles: true });
    if (!target.dispatchEvent(ask)) return undefined; // somebody took it
    const one = find(key);
    if (!one) return undefined;
    press(one);
    if (one.matches("a[href]") && !one.dataset.coding) leave();
    return undefined;
  };
  const isOurs = (key, target) => /^[a-z/?]$/.test(key)
    && (/^[jk?]$/.test(key) || Boolean(find(key)) || target.matches("[data-words]"))
    || (/^Arrow(Up|Down)$/.test(key) && target.closest("[data-row]"));

  window.addEventListener("keydown", (event) => {
    const target = event.target instanceof Element ? event.target : document.body;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (dialog.open || otherDialog()) return;
    if (event.key === "Escape" && isTyping(target) && target.closest("main")) {
      const back = document.querySelector('a[data-key="Escape"]');
      if (back && !target.value) return back.click();
      event.preventDefault();
      return reveal(rows()[0] || document.getElementById("words") || document.body);
    }
    if (isTyping(target) || !isOn()) return;
    const waits = state() === "busy" && (event.key === "Enter" || /^[a-z/]$/.test(event.key));
    if (!waits && !isOurs(event.key, target)) return;
    // Before the admin's own keys hear of it: / is its search, ? its list.
    event.preventDefault();
    event.stopImmediatePropagation();
    if (waits) waiting.push(event.key);
    else if (state() !== "leaving") handle(event.key, target);
  }, true);

  window.benchKeys = { tidy };
})();
