// The page works without this: a link asks for it again. With it, how far looking for themes is
// changes by itself. What has the focus is never taken away, and few of the changes are spoken.
(() => {
  const EVERY = 2500;
  const MOST_FAILURES = 5;
  const LIVE = ["waiting", "running", "cancelling"];
  const live = (part) => LIVE.includes(part.dataset.run);
  const words = (part) => part.querySelector("[data-run-words]").textContent;

  let part = document.querySelector("[data-run]");
  const said = document.querySelector("[data-run-said]");
  if (!part || !said || !live(part)) return;

  // Spoken: another state, and each quarter of the way.
  const quarter = (one) => {
    const bar = one.querySelector("progress");
    return bar ? Math.floor(4 * bar.position) : 4;
  };
  let spoken = quarter(part);
  const speak = (now) => {
    spoken = quarter(now);
    said.textContent = words(now);
  };

  const showLink = (on) => {
    const link = part.querySelector("[data-run-reload]");
    if (link) link.hidden = !on;
  };

  const takeOver = (now) => {
    if (now.dataset.run !== part.dataset.run) {
      const focused = part.contains(document.activeElement);
      speak(now);
      part.replaceWith(now);
      part = now;
      if (focused) part.focus();
      showLink(false);
      return;
    }
    // The same state: only what moves is changed, so that "Stop" keeps the focus.
    part.querySelector("[data-run-words]").textContent = words(now);
    const [bar, next] = [part.querySelector("progress"), now.querySelector("progress")];
    if (bar && next) {
      bar.max = next.max;
      bar.value = next.value;
    }
    if (quarter(now) > spoken) speak(now);
    spoken = Math.min(spoken, quarter(now)); // begun again from the first
  };

  const ask = async () => {
    const answer = await fetch(part.dataset.runUrl, { credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.querySelector("[data-run]");
    if (!answer.ok || !now || !now.dataset.run) throw new Error("No answer that says how far it is");
    return now;
  };

  let failures = 0;
  const turn = async () => {
    if (!document.hidden) {
      try {
        takeOver(await ask());
        failures = 0;
      } catch {
        failures += 1;
      }
    }
    if (failures >= MOST_FAILURES) showLink(true);
    else if (live(part)) setTimeout(turn, EVERY);
  };
  showLink(false);
  setTimeout(turn, EVERY);
})();
