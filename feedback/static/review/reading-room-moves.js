/* Moving in her words by keyboard: a word, a line, a sentence, several lines; and finding a word by
   its letters. What is selected this way is what T takes out. */
(() => {
  "use strict";
  const form = document.querySelector("[data-review]");
  if (!form) return;
  const MANY_LINES = 5;
  const texts = [...form.querySelectorAll("[data-words]")];
  const known = new Map(); // what is worked out about an answer, whose words never change

  /* Start and end of each word, by the rules of Unicode where the browser knows them. */
  function wordsIn(text) {
    if (!Intl.Segmenter) return [...text.matchAll(/\S+/gu)].map((m) => [m.index, m.index + m[0].length]);
    return [...new Intl.Segmenter("en", { granularity: "word" }).segment(text)]
      .filter((piece) => piece.isWordLike)
      .map((piece) => [piece.index, piece.index + piece.segment.length]);
  }
  /* Where sentences start. Unicode knows them by capitals, and many women write without. */
  const sentencesIn = (text) => [...text.matchAll(/.+?(?:[.!?…]+(?=\s)|[\n。؟۔।]|$)/gsu)].map((m) => m.index);
  const plain = (word) => word.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const within = (value, length) => Math.min(Math.max(value, 0), length - 1);

  function learn(box) {
    if (known.has(box)) return known.get(box);
    const text = box.textContent;
    const words = wordsIn(text);
    const starts = sentencesIn(text);
    const sentence = words.map(([start]) => starts.filter((one) => one <= start).length);
    const folded = words.map(([start, end]) => plain(text.slice(start, end)));
    known.set(box, { words, sentence, folded });
    return known.get(box);
  }

  /* -- between places in the text and places in the page */
  function pointAt(box, place) {
    const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
    let left = place;
    while (walker.nextNode()) {
      if (left <= walker.currentNode.length) return [walker.currentNode, left];
      left -= walker.currentNode.length;
    }
    return [box, box.childNodes.length];
  }

  function placeAt(box, node, offset) {
    const range = document.createRange();
    range.setStart(box, 0);
    range.setEnd(node, offset);
    return range.toString().length;
  }

  function frameOf(box, number) {
    const [start, end] = learn(box).words[number];
    const range = document.createRange();
    range.setStart(...pointAt(box, start));
    range.setEnd(...pointAt(box, end));
    return range.getClientRects()[0] || range.getBoundingClientRect();
  }

  /* The words at both ends of what is selected; `gap`: nothing is, and she stands before `last`. */
  function whereIn(box) {
    const { words } = learn(box);
    const { anchorNode, anchorOffset, focusNode, focusOffset, isCollapsed } = document.getSelection();
    if (!box.contains(anchorNode) || !box.contains(focusNode)) return { first: 0, last: 0, gap: true };
    const [from, to] = [placeAt(box, anchorNode, anchorOffset), placeAt(box, focusNode, focusOffset)];
    const after = (place) => words.filter(([, end]) => end <= place).length;
    const before = (place) => words.filter(([start]) => start < place).length - 1;
    const ends = from <= to ? [after(from), isCollapsed ? after(to) : before(to)] : [before(from), after(to)];
    const [first, last] = ends.map((end) => within(end, words.length));
    return { first, last, gap: isCollapsed };
  }

  function select(box, first, last) {
    const { words } = learn(box);
    const [from, to] = first <= last ? [words[first][0], words[last][1]] : [words[first][1], words[last][0]];
    document.getSelection().setBaseAndExtent(...pointAt(box, from), ...pointAt(box, to));
    const frame = frameOf(box, last);
    const floor = Math.min(form.querySelector("footer").getBoundingClientRect().top, window.innerHeight);
    if (frame.top < 90 || frame.bottom > floor - 10) window.scrollBy(0, frame.top - floor / 3);
  }

  /* -- moving */
  function byLine(box, at, step) {
    const { words } = learn(box);
    const frames = words.map((_, number) => frameOf(box, number));
    const line = [];
    frames.forEach((frame, n) => {
      line.push(n && frame.top > frames[n - 1].top + frame.height / 2 ? line[n - 1] + 1 : line[n - 1] || 0);
    });
    const wanted = line[at] + step;
    if (wanted < 0) return 0;
    if (wanted > line[words.length - 1]) return words.length - 1;
    const far = (n) => Math.abs(frames[n].left + frames[n].width / 2 - frames[at].left - frames[at].width / 2);
    const there = words.map((_, n) => n).filter((n) => line[n] === wanted);
    return there.reduce((best, n) => (far(n) < far(best) ? n : best));
  }

  function bySentence(box, at, step) {
    const { sentence } = learn(box);
    const start = sentence.indexOf(sentence[at]);
    if (step < 0) return start < at ? start : sentence.indexOf(sentence[Math.max(at - 1, 0)]);
    const next = sentence.findIndex((one) => one > sentence[at]);
    return next < 0 ? sentence.length - 1 : next;
  }

  const moves = {
    ArrowRight: (box, { last, gap }) => last + (gap ? 0 : 1),
    ArrowLeft: (box, { last }) => last - 1,
    ArrowDown: (box, { last, gap }) => (gap ? last : byLine(box, last, 1)),
    ArrowUp: (box, { last }) => byLine(box, last, -1),
    PageDown: (box, { last }) => byLine(box, last, MANY_LINES),
    PageUp: (box, { last }) => byLine(box, last, -MANY_LINES),
    Home: () => 0,
    End: (box) => learn(box).words.length - 1,
    "Ctrl ArrowRight": (box, { last }) => bySentence(box, last, 1),
    "Ctrl ArrowLeft": (box, { last }) => bySentence(box, last, -1),
  };

  function press(event) {
    if (event.key === "Enter") return nextMatch(event.shiftKey ? -1 : 1);
    if (event.altKey) return;
    const box = event.currentTarget;
    const move = moves[event.ctrlKey || event.metaKey ? `Ctrl ${event.key}` : event.key];
    const { words } = learn(box);
    if (!move || !words.length) return;
    event.preventDefault();
    const where = whereIn(box);
    const last = within(move(box, where), words.length);
    select(box, event.shiftKey ? where.first : last, last);
  }

  /* -- finding: words that begin with her letters first, then those that have them inside */
  const find = form.querySelector("[data-find]");
  const told = form.querySelector("[data-find-said]");
  let matches = [];
  let match = 0;

  function matchesOf(letters) {
    const wanted = wordsIn(letters).map(([start, end]) => plain(letters.slice(start, end)));
    const [begin, inside] = [[], []];
    if (!wanted.length) return begin;
    const ending = wanted.length - 1;
    texts.forEach((box) => learn(box).folded.forEach((word, n, all) => {
      const fits = wanted.every((part, i) => (i < ending ? all[n + i] === part : all[n + i]?.startsWith(part)));
      if (fits) begin.push([box, n, n + ending]);
      else if (!ending && word.includes(wanted[0])) inside.push([box, n, n]);
    }));
    return [...begin, ...inside];
  }

  function show() {
    told.textContent = matches.length ? `${match + 1}/${matches.length}` : told.dataset.none;
    if (!matches.length) return;
    const [box, first, last] = matches[match];
    box.focus({ preventScroll: true });
    select(box, first, last);
  }

  function nextMatch(step) {
    if (!matches.length) return;
    match = (match + step + matches.length) % matches.length;
    show();
  }

  find.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // or it would press the first button of the form
    matches = matchesOf(find.value);
    match = 0;
    show();
  });
  texts.forEach((box) => box.addEventListener("keydown", press));
})();
