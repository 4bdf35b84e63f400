// A shared device: no history grows; a page left alone asks, then clears itself.
const $ = (what, page = document) => page.querySelector(what);
const home = $("main").dataset.home;
let touched;
function forget() {
  const visit = $("[name=visit]")?.value;
  if (visit) navigator.sendBeacon(home, new URLSearchParams({ go: "finish", visit }));
  document.documentElement.innerHTML = "";
}
const clear = () => (forget(), location.replace(home));
async function load(then, address, body) {
  try {
    const reply = await fetch(address, body && { method: "POST", body });
    if (reply.status === 410) clear(); // its day is over
    else then(new DOMParser().parseFromString(await reply.text(), "text/html"));
  } catch {
    $("[data-trouble]")?.showModal();
  }
}
function show(page) {
  if (!$("[data-stay]", page)) throw page; // an error: her words stay
  const script = $("[src*=writing]", page);
  document.body.replaceWith(page.body);
  document.title = page.title;
  document.documentElement.lang = page.documentElement.lang;
  if (script) import(`${script.src}?${Date.now()}`);
  ($(".error-summary") || $("main")).focus();
  scrollTo(0, 0);
}
const touch = () => (touched = Date.now());
function stay(event) { // on click: a tap must not fall through
  touch();
  if (!$("[data-stay][open]")) return;
  if (event.key) event.preventDefault();
  $("[data-stay]").close();
}
function look() {
  if (!$("[data-stay]")) return;
  const left = ($("main").dataset.clears || 210) - (Date.now() - touched) / 1000;
  if (left <= 0) clear();
  else if (left <= 30) $("[data-stay]").showModal();
}
onsubmit = (event) => {
  const { target, submitter } = event;
  if (event.defaultPrevented || target.method === "dialog") return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(target, submitter));
  if (body.get("go") === "finish") clear();
  else load(show, submitter?.getAttribute("formaction") || target.action, body);
};
onclick = (event) => {
  stay(event);
  const link = event.target.closest("a[href]");
  if (!link) return;
  event.preventDefault();
  if (link.hash) $(link.hash).focus();
  else if (link.host === location.host) load((page) => {
    const box = $("[data-read]");
    page.querySelectorAll("[data-not-shared]").forEach((part) => part.remove());
    page.querySelectorAll("[data-shared]").forEach((part) => (part.hidden = false));
    box.lastElementChild.replaceChildren($("main", page).firstElementChild);
    box.showModal();
  }, link.href);
};
onkeydown = stay;
onpointerdown = oninput = touch;
onpagehide = forget;
setInterval(look, 500);
$("template").replaceWith($("template").content);
