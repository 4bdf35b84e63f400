// Point at words: choose them with the mouse, by touch, or with the arrow keys, then say for which
// theme. Without this, sentences are ticked on a page of their own.
(() => {
  "use strict";
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const texts = () => all("[data-words]");
  const bar = () => document.querySelector("[data-point]");
  if (!document.querySelector("[data-bench]")) return;
  const ASIDE = "[data-aside]"; // names of themes that stand among her words

  /* -- her words, without what we put among them */
  const nodesOf = (box) => {
    const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT, (node) =>
      node.parentElement.closest(ASIDE) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    return nodes;
  };
  const textOf = (box) => nodesOf(box).map((node) => node.data).join("");
  const pointAt = (box, place) => {
    let left = place;
    const nodes = nodesOf(box);
    for (const node of nodes) {
      if (left <= node.length) return [node, left];
      left -= node.length;
    }
    const last = nodes[nodes.length - 1];
    return last ? [last, last.length] : [box, 0];
  };
  const placeAt = (box, container, offset) => {
    const end = document.createRange();
    end.setStart(container, offset);
    let place = 0;
    for (const node of nodesOf(box)) {
      if (node === container) return place + offset;
      const here = document.createRange();
      here.selectNodeContents(node);
      if (here.compareBoundaryPoints(Range.START_TO_START, end) >= 0) return place;
      place += node.length;
    }
    return place;
  };
  const wordsIn = (text) => {
    if (!Intl.Segmenter) return [...text.matchAll(/\S+/gu)].map((m) => [m.index, m.index + m[0].length]);
    return [...new Intl.Segmenter("en", { granularity: "word" }).segment(text)]
      .filter((piece) => piece.isWordLike)
      .map((piece) => [piece.index, piece.index + piece.segment.length]);
  };
  const sentencesIn = (text) => [...text.matchAll(/.+?(?:[.!?…]+(?=\s)|[\n。؟۔।]|$)/gsu)].map((m) => m.index);

  /* -- what is chosen */
  const chosen = () => {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const box = texts().find((one) => one.contains(range.startContainer) || one.contains(range.endContainer));
    if (!box) return null;
    // What reaches beyond her answer is cut off at it.
    const start = box.contains(range.startContainer) ? placeAt(box, range.startContainer, range.startOffset) : 0;
    const text = textOf(box);
    const end = box.contains(range.endContainer) ? placeAt(box, range.endContainer, range.endOffset) : text.length;
    return text.slice(start, end).trim() ? { box, text, start, end } : null;
  };
  let isPointing = false;
  const show = () => {
    const form = bar();
    if (!form || form.contains(document.activeElement)) return;
    const found = chosen();
    form.hidden = !found && !isPointing;
    const said = form.querySelector("[data-point-words]");
    form.querySelector("[type=submit]").disabled = !found;
    if (!found) { said.textContent = said.dataset.none; form.elements.places.value = ""; return; }
    const { box, text, start, end } = found;
    const points = (part) => Array.from(part).length; // the server counts characters, we halves
    const [answer, kind] = box.dataset.words.split("-");
    form.elements.places.value = `${answer}-${points(text.slice(0, start))}-${points(text.slice(0, end))}-${kind}`;
    said.textContent = `“${text.slice(start, end).trim()}”`;
  };
  document.addEventListener("selectionchange", show);

  /* -- choosing with the keyboard */
  const where = (box, words) => {
    const selection = document.getSelection();
    const { anchorNode, anchorOffset, focusNode, focusOffset, isCollapsed } = selection;
    if (!anchorNode || !box.contains(anchorNode) || !box.contains(focusNode)) return { first: 0, last: 0, none: true };
    const [from, to] = [placeAt(box, anchorNode, anchorOffset), placeAt(box, focusNode, focusOffset)];
    const within = (n) => Math.min(Math.max(n, 0), words.length - 1);
    const after = (place) => within(words.filter(([, end]) => end <= place).length);
    const before = (place) => within(words.filter(([start]) => start < place).length - 1);
    if (isCollapsed) return { first: after(from), last: after(from), none: true };
    return from <= to ? { first: after(from), last: before(to) } : { first: before(from), last: after(to) };
  };
  const frameOf = (box, [start, end]) => {
    const range = document.createRange();
    range.setStart(...pointAt(box, start));
    range.setEnd(...pointAt(box, end));
    return range.getBoundingClientRect();
  };
  const select = (box, words, first, last) => {
    const [from, to] = first <= last ? [words[first][0], words[last][1]] : [words[first][1], words[last][0]];
    document.getSelection().setBaseAndExtent(...pointAt(box, from), ...pointAt(box, to));
    const frame = frameOf(box, words[last]);
    const panel = box.closest(".bench__words").getBoundingClientRect();
    const floor = Math.min(panel.bottom, innerHeight - 140);
    const roof = Math.max(panel.top, 90);
    if (frame.bottom > floor || frame.top < roof) {
      const far = frame.top - (roof + floor) / 2;
      box.closest(".bench__words").scrollBy(0, far);
      if (frame.bottom > innerHeight - 140 || frame.top < 90) scrollBy(0, far);
    }
  };
  const byLine = (box, words, at, step) => {
    const frames = words.map((word) => frameOf(box, word));
    const middle = (frame) => frame.left + frame.width / 2;
    const far = (frame) => Math.abs(middle(frame) - middle(frames[at]));
    const half = frames[at].height / 2;
    const side = words.map((_, n) => n).filter((n) => step * (frames[n].top - frames[at].top) > half);
    if (!side.length) return step > 0 ? words.length - 1 : 0;
    const line = frames[step > 0 ? side[0] : side[side.length - 1]].top;
    const there = side.filter((n) => Math.abs(frames[n].top - line) < half);
    return there.reduce((best, n) => (far(frames[n]) < far(frames[best]) ? n : best));
  };
  const bySentence = (text, words, at, step) => {
    const starts = sentencesIn(text);
    const number = words.map(([start]) => starts.filter((one) => one <= start).length);
    const begin = number.indexOf(number[at]);
    if (step < 0) return begin < at ? begin : number.indexOf(number[Math.max(at - 1, 0)]);
    const next = number.findIndex((one) => one > number[at]);
    if (next < 0) return words.length - 1;
    return next;
  };
  const moves = {
    ArrowRight: (box, text, words, { last, none }) => last + (none ? 0 : 1),
    ArrowLeft: (box, text, words, { last }) => last - 1,
    ArrowDown: (box, text, words, { last, none }) => (none ? last : byLine(box, words, last, 1)),
    ArrowUp: (box, text, words, { last }) => byLine(box, words, last, -1),
    Home: () => 0,
    End: (box, text, words) => words.length - 1,
    "Ctrl ArrowRight": (box, text, words, { last }) => bySentence(text, words, last, 1),
    "Ctrl ArrowLeft": (box, text, words, { last }) => bySentence(text, words, last, -1),
  };

  let from = null; // the id of the row that she came from
  const begin = (coding) => {
    const form = bar();
    const boxes = texts().filter((box) => wordsIn(textOf(box)).length);
    if (!form || !boxes.length) return false;
    if (coding) form.elements.coding.value = coding;
    isPointing = true;
    const at = boxes.indexOf(document.activeElement);
    const box = boxes[(at + 1) % boxes.length];
    if (at < 0) from = document.activeElement.closest("[data-row]")?.id;
    document.getSelection().removeAllRanges();
    box.focus({ preventScroll: true });
    const words = wordsIn(textOf(box));
    select(box, words, 0, 0);
    show();
    return true;
  };
  const end = () => {
    isPointing = false;
    document.getSelection().removeAllRanges();
    const form = bar();
    if (form) form.hidden = true;
    const back = (from && document.getElementById(from)) || document.getElementById("words");
    if (back) back.focus();
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-coding]");
    const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
    if (link && plain && begin(link.dataset.coding)) event.preventDefault();
    if (event.target.closest("[data-point-cancel]")) end();
  });
  document.addEventListener("bench-key", (event) => {
    if (event.detail === "p" && event.target.matches("[data-words]") && begin()) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    const box = event.target;
    if (event.key === "Escape" && bar()?.contains(box)) { event.preventDefault(); end(); return; }
    if (!(box instanceof Element) || !box.matches("[data-words]") || event.altKey) return;
    if (event.key === "Escape") { event.preventDefault(); end(); return; }
    if (event.key === "Enter") {
      const form = bar();
      if (!form || !chosen()) return;
      event.preventDefault();
      show();
      if (event.shiftKey) form.elements.coding.focus(); // for another theme
      else form.requestSubmit();
      return;
    }
    const move = moves[event.ctrlKey || event.metaKey ? `Ctrl ${event.key}` : event.key];
    const text = textOf(box);
    const words = wordsIn(text);
    if (!move || !words.length) return;
    event.preventDefault();
    const now = where(box, words);
    const last = Math.min(Math.max(move(box, text, words, now), 0), words.length - 1);
    select(box, words, event.shiftKey ? now.first : last, last);
  });

  /* Her words take the focus once there is a theme that they can be for. */
  const prepare = () => {
    isPointing = false;
    texts().forEach((box) => {
      if (!bar()) return;
      box.tabIndex = 0;
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", box.closest(".answer").querySelector("h3").textContent);
    });
  };
  document.addEventListener("bench-new", prepare);
  prepare();
})();
