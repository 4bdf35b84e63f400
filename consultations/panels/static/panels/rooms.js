// Asks every 15 seconds what is new, in 2 KB at most, and puts it below everything that she may be
// writing in: nothing above ever moves. Waits while the tab is away and after half an hour without a
// key; stops, and says so, once the page can't keep what she writes.
const room = document.querySelector("[data-news]");
const box = document.querySelector(".news");
const gone = document.querySelector(".gone-on");
if (room && box) {
  const every = 15_000, longest = 30 * 60_000;
  let { mark, after } = room.dataset, lively = Date.now(), told = false;
  for (const name of ["keydown", "pointerdown"]) addEventListener(name, () => (lively = Date.now()));
  const line = (words) => {
    const p = document.createElement("p");
    p.textContent = words;
    box.append(p);
    return p;
  };
  const show = (news) => {
    if (!told && (news.cards.length || news.more)) line(box.dataset.label).classList.add("big");
    told = true;
    for (const [words, who] of news.cards) {
      line(words || box.dataset.hard);
      line(who).classList.add("hint");
    }
    if (news.more) line(box.dataset.more);
  };
  const stop = (why) => {
    clearInterval(timer);
    gone.textContent = gone.dataset[why];
  };
  const ask = async () => {
    if (document.hidden || Date.now() - lively > longest) return;
    const query = new URLSearchParams({ mark, after });
    const answer = await fetch(`${room.dataset.news}?${query}`, { redirect: "manual" }).catch(() => null);
    if (answer?.status === 404 || answer?.type === "opaqueredirect") return stop("gone");
    if (answer?.status !== 200 || !answer.headers.get("Content-Type").startsWith("application/json")) return;
    const news = await answer.json();
    if (news.rests) return stop("rests");
    mark = news.mark ?? mark;
    after = news.after ?? after;
    show(news);
    if (news.changed) stop("changed");
  };
  const timer = setInterval(ask, every);
}
