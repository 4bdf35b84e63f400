// The Checks panel of the editor: asks the server how the text of the preview reads (core.editing).
(function () {
  "use strict";
  const part = document.querySelector("[data-plain-words]");
  const frame = () => document.getElementById("w-preview-iframe");
  const BLOCKS = "p, li, h1, h2, h3, h4, dt, dd, div, ul, ol, section, legend, label, button";
  let asked = "";

  // As a person reads it. (innerText knows no lines in a preview that is hidden.)
  function textOf(main) {
    const copy = main.cloneNode(true);
    copy.querySelectorAll("script, style, template, svg, [hidden]").forEach((one) => one.remove());
    copy.querySelectorAll("br").forEach((one) => one.replaceWith("\n"));
    copy.querySelectorAll(BLOCKS).forEach((one) => { one.append("\n"); one.prepend("\n"); });
    return copy.textContent.replace(/[^\S\n]+/g, " ").replace(/\s*\n\s*/g, "\n").trim();
  }

  async function look() {
    const shown = frame()?.contentDocument;
    const main = shown?.querySelector("main");
    const text = main ? textOf(main) : "";
    if (!text || text === asked) return;
    asked = text;
    const language = main.lang || shown.documentElement.lang;
    const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value || "";
    try {
      const answer = await fetch(part.dataset.address, {
        method: "POST",
        headers: { "X-CSRFToken": token },
        body: new URLSearchParams({ text: asked, language }),
      });
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      part.innerHTML = await answer.text();
    } catch {
      asked = "";
      part.textContent = part.dataset.failed;
    }
  }
  document.addEventListener("w-preview:loaded", look);
  addEventListener("message", (event) => {
    if (event.origin === location.origin && event.data?.wagtail?.type === "w-userbar:axe-ready") look();
  });
})();
