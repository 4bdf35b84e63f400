// The bench works without this. With it: a decision changes the page in place, words and themes
// light up together, and the list of themes can be searched.
(() => {
  "use strict";
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const reveal = (one) => {
    one.focus({ preventScroll: true });
    one.scrollIntoView({ block: "nearest" });
  };

  /* -- words and themes light up together */
  const light = (theme, on) => {
    all("mark[data-themes], [data-sentence-of], [data-pointed]").forEach((run) => {
      const { themes, sentenceOf, pointed } = run.dataset;
      if ((themes || sentenceOf || pointed).split(" ").includes(theme)) run.classList.toggle("is-lit", on);
    });
  };
  [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]].forEach(
    ([event, on]) => document.addEventListener(event, ({ target }) => {
      const row = target instanceof Element && target.closest("[data-theme]");
      if (row) light(row.dataset.theme, on);
    }),
  );

  /* -- the list of themes can be searched; Enter takes the best that is found */
  const rank = (name, words) => {
    const whole = words.join(" ");
    if (name.startsWith(whole)) return 0;
    if (name.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(words[0]))) return 1;
    return name.includes(whole) ? 2 : 3;
  };
  const search = (field) => {
    const said = document.getElementById("find-said");
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let best = null;
    let found = 0;
    all(".add__theme[data-find]").forEach((theme) => {
      const text = theme.dataset.find.toLowerCase();
      theme.hidden = !words.every((word) => text.includes(word));
      theme.classList.remove("is-first");
      if (theme.hidden || !words.length) return;
      found += 1;
      const place = rank(theme.dataset.name.toLowerCase(), words);
      if (!best || place < best.place) best = { theme, place };
    });
    all(".add__list fieldset").forEach((axis) => {
      axis.hidden = !axis.querySelector(".add__theme:not([hidden])");
    });
    if (best) {
      best.theme.classList.add("is-first");
      best.theme.scrollIntoView({ block: "nearest" });
    }
    said.textContent = words.length ? `${found} ${said.dataset.found}` : "";
    if (best) said.textContent += `. ${said.dataset.enter} “${best.theme.dataset.name}”.`;
  };
  const boxes = () => all(".add__theme[data-find]:not([hidden]) input");
  const prepare = () => all(".add__search").forEach((one) => { one.hidden = false; });
  prepare();
  document.addEventListener("input", ({ target }) => {
    if (target.id === "find-theme") search(target);
  });
  document.addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (!(target instanceof Element)) return;
    if (target.id === "find-theme" && key === "Enter") {
      event.preventDefault();
      const best = document.querySelector(".add__theme.is-first input");
      if (!best) return;
      best.checked = true;
      best.form.requestSubmit();
    }
    const at = boxes().indexOf(target);
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (!step || (at < 0 && target.id !== "find-theme")) return;
    event.preventDefault();
    const next = at + step;
    reveal(next < 0 ? document.getElementById("find-theme") : boxes()[Math.min(next, boxes().length - 1)] || target);
  });
  // The change page is for finding another theme: she begins there.
  const change = document.querySelector("[data-recode] #find-theme");
  if (change && !document.querySelector("[data-recode] [role=alert]")) change.focus();

  /* -- decisions change the page in place */
  const bench = document.querySelector("[data-bench]");
  if (!bench) return;
  const goTo = (place) => {
    const row = place && document.getElementById(place);
    const fold = row && row.closest("details:not([open])");
    if (fold) fold.open = true;
    const there = row || document.getElementById("suggestions");
    if (there) reveal(there);
  };
  if (bench.dataset.at) goTo(bench.dataset.at);
  else if (location.hash) goTo(location.hash.slice(1));

  const takeOver = (page) => {
    const open = all("details[open][id]").map((one) => one.id);
    const memo = document.getElementById("memo-text");
    const typed = memo && memo.value;
    all("[data-swap]").forEach((part) => {
      const now = page.querySelector(`[data-swap="${part.dataset.swap}"]`);
      if (now) part.replaceChildren(...now.childNodes);
    });
    open.forEach((id) => { const one = document.getElementById(id); if (one) one.open = true; });
    if (typed) document.getElementById("memo-text").value = typed;
    const [said, now] = [document.querySelector(".messages"), page.querySelector(".messages")];
    if (said && now) said.replaceChildren(...now.childNodes);
    prepare();
    if (window.benchKeys) window.benchKeys.tidy();
  };

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (event.defaultPrevented || !bench.contains(form) || form.matches("[data-whole], [method=dialog]")) return;
    event.preventDefault();
    if (bench.dataset.state) return;
    bench.dataset.state = "busy";
    if (document.activeElement.id === "find-theme") document.activeElement.blur();
    const button = event.submitter;
    const to = button && button.hasAttribute("formaction") ? button.formAction : form.action;
    try {
      const answer = await fetch(to, {
        method: "POST",
        body: new URLSearchParams(new FormData(form, button)),
        headers: { "X-Bench": "1" },
        credentials: "same-origin",
      });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page.querySelector("[data-bench]");
      if (!answer.ok || !now) throw new Error("Not the bench");
      takeOver(page);
      bench.dataset.state = "";
      goTo(now.dataset.at);
      document.dispatchEvent(new CustomEvent("bench-new"));
    } catch {
      location.reload(); // as it stands now: what was sent may have been taken
    }
  });
})();
