/* Marks, selection and preview of the item page. Without script every part of it works too. */
(() => {
  "use strict";
  const form = document.querySelector("[data-review]");
  if (!form) return;
  const points = (text) => Array.from(text);
  const field = (row, name) => row.querySelector(`[name$="-${name}"]`);
  const token = (row) => field(row, "kind").selectedOptions[0].dataset.token;

  /* Places of words in a text, in code points, as the server counts them. */
  function placesOf(words, text, start) {
    const wanted = points(words);
    const at = (i) => wanted.every((sign, n) => text[i + n] === sign);
    if (start !== "" && at(Number(start))) return [[Number(start), Number(start) + wanted.length]];
    const lower = text.map((sign) => sign.toLowerCase());
    const low = points(words).map((sign) => sign.toLowerCase());
    const isWord = (sign) => sign !== undefined && /[\p{L}\p{N}_]/u.test(sign);
    const all = text.map((_, i) => i).filter((i) => low.every((sign, n) => lower[i + n] === sign));
    const whole = all.filter((i) => !isWord(text[i - 1]) && !isWord(text[i + low.length]));
    return (whole.length ? whole : all).map((i) => [i, i + low.length]);
  }

  function spansOf(part, text) {
    const spans = [];
    part.querySelectorAll("[data-found]").forEach((row) => {
      if (!field(row, "take_out").checked) return;
      field(row, "places").value.split(",").forEach((place) => {
        const [start, end] = place.split(":").map(Number);
        spans.push([start, end, token(row)]);
      });
    });
    part.querySelectorAll("[data-more]").forEach((row) => {
      const words = field(row, "words").value.trim();
      if (!words) return;
      placesOf(words, text, field(row, "start").value).forEach(([start, end]) =>
        spans.push([start, end, token(row)]));
    });
    return spans.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  }

  function merge(spans) {
    return spans.reduce((out, span) => {
      const last = out[out.length - 1];
      if (!last || span[0] >= last[1]) return [...out, span];
      const longest = last[1] - last[0] >= span[1] - span[0] ? last : span;
      return [...out.slice(0, -1), [last[0], Math.max(last[1], span[1]), longest[2]]];
    }, []);
  }

  function refresh(part) {
    const text = points(part.querySelector("[data-words]").textContent);
    let left = "";
    let done = 0;
    merge(spansOf(part, text)).forEach(([start, end, word]) => {
      left += text.slice(done, start).join("") + word;
      done = end;
    });
    part.querySelector("[data-preview]").textContent = left + text.slice(done).join("");
    part.querySelectorAll("[data-found]").forEach((row, number) => {
      part.querySelectorAll(`mark[data-row="${number}"]`).forEach((mark) =>
        mark.toggleAttribute("data-kept", !field(row, "take_out").checked));
    });
  }

  /* An empty row for more words: one that is there, or a new one made from the template. */
  function emptyRow(part) {
    const rows = [...part.querySelectorAll("[data-more]")];
    const free = rows.find((row) => !field(row, "words").value);
    if (free) return free;
    const total = part.querySelector('[name$="-more-TOTAL_FORMS"]');
    const html = part.querySelector("[data-more-empty]").innerHTML;
    const holder = part.querySelector("[data-more-rows]");
    holder.insertAdjacentHTML("beforeend", html.replaceAll("__prefix__", total.value));
    total.value = Number(total.value) + 1;
    return holder.lastElementChild;
  }

  function takeOut() {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    const words = range.startContainer.parentElement.closest("[data-words]");
    if (!words || !words.contains(range.endContainer)) return;
    const before = document.createRange();
    before.setStart(words, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const chosen = range.toString();
    const start = points(before.toString()).length +
      points(chosen).length - points(chosen.trimStart()).length;
    const row = emptyRow(words.closest("[data-part]"));
    field(row, "words").value = chosen.trim();
    field(row, "start").value = start;
    field(row, "kind").dispatchEvent(new Event("input", { bubbles: true }));
    field(row, "kind").focus();
  }

  /* Another kind mostly goes for another reason: it follows, until a reason was chosen by hand. */
  const came = (select) => [...select.options].find((option) => option.defaultSelected) || select.options[0];
  const isByHand = (row) => "byHand" in row.dataset
    || came(field(row, "reason")).value !== came(field(row, "kind")).dataset.reason;

  function followKind({ target }) {
    const row = target.closest("[data-found], [data-more]");
    if (!row) return;
    if (target === field(row, "reason")) row.dataset.byHand = "";
    if (target !== field(row, "kind") || isByHand(row)) return;
    field(row, "reason").value = target.selectedOptions[0].dataset.reason;
  }

  form.querySelectorAll("[data-part]").forEach((part) => {
    const words = part.querySelector("[data-words]");
    if (!words) return;
    part.addEventListener("input", (event) => {
      if (event.target.name.endsWith("-words")) {
        field(event.target.closest("[data-more]"), "start").value = "";
      }
      followKind(event);
      refresh(part);
    });
    refresh(part);
  });
  /* The key for saving works while her words are folded: open them first, nothing is saved unread. */
  const fold = form.closest("[data-fold]");
  if (fold) {
    form.addEventListener("submit", (event) => {
      if (fold.open) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      fold.open = true;
    }, true);
  }
  const button = form.querySelector("[data-take-out]");
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", takeOut);
  button.hidden = false;
  form.querySelectorAll("[data-with-script]").forEach((note) => { note.hidden = false; });
  form.querySelectorAll("[data-without-script]").forEach((extra) => { extra.hidden = true; });
})();
