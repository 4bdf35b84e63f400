// Staff screens, beside what Wagtail's own script does. The words are on the script's own element.
(function () {
  "use strict";
  const words = document.currentScript.dataset;
  const said = document.createElement("p");
  said.className = "w-sr-only";
  said.setAttribute("role", "status");

  // -- A table that is wider than the screen scrolls in a part of its own, which the keyboard reaches:
  // Wagtail cuts off what goes over the edge.
  const sizes = new ResizeObserver((entries) => entries.forEach((entry) => fit(entry.target.closest(".staff-scrolls"))));

  function fit(part) {
    const wide = part.scrollWidth > part.clientWidth + 1;
    part.classList.toggle("staff-scrolls--wide", wide);
    part.firstElementChild.hidden = !wide;
    if (wide) {
      part.tabIndex = 0;
      part.setAttribute("role", "region");
      part.setAttribute("aria-label", words.table.replace("{}", nameOf(part)));
    } else {
      ["tabindex", "role", "aria-label"].forEach((name) => part.removeAttribute(name));
    }
  }

  function nameOf(part) {
    const caption = part.querySelector("caption")?.textContent.trim();
    if (caption) return caption;
    const headings = [...document.querySelectorAll("h1, h2, h3")];
    const above = headings.filter(
      (heading) => heading.compareDocumentPosition(part) & Node.DOCUMENT_POSITION_FOLLOWING
    );
    return (above.pop() || headings[0])?.textContent.trim().replace(/\s+/g, " ") || "";
  }

  function wrapTables() {
    document.querySelectorAll("main table").forEach((table) => {
      if (table.closest(".staff-scrolls, .Draftail-Editor")) return;
      const part = document.createElement("div");
      part.className = "staff-scrolls";
      const hint = document.createElement("p"); // for who sees it; the part has a name for who hears it
      hint.className = "staff-scrolls__hint";
      hint.setAttribute("aria-hidden", "true");
      hint.hidden = true;
      hint.textContent = words.slide;
      part.append(hint);
      const focused = document.activeElement;
      const isIn = table.contains(focused);
      table.before(part);
      part.append(table);
      if (isIn) focused.focus(); // what moves in the page loses it
      sizes.observe(part);
      sizes.observe(table);
    });
  }

  // -- Wagtail gives the picture of somebody who has the same page open a tooltip and no name.
  function nameOthers() {
    document.querySelectorAll("button.w-editing-sessions__session:not([aria-label])").forEach((one) => {
      const told = one.querySelector("[data-w-tooltip-target], template");
      const said = (told?.content || told)?.textContent.trim().replace(/\s+/g, " ");
      one.setAttribute("aria-label", said || words.others);
    });
  }

  // -- wagtail-localize's page has fields without a label, and the title of the page as plain text.
  function nameTranslations() {
    const editor = document.querySelector(".js-translation-editor");
    if (!editor) return;
    editor.querySelectorAll("textarea:not([aria-label])").forEach((one) => {
      const part = one.closest("section > ul > li");
      const about = part?.querySelector("h3")?.textContent.trim();
      one.setAttribute("aria-label", about || one.closest("li").querySelector("p").textContent.trim());
    });
    editor.querySelectorAll("input[type=file]:not([aria-label])").forEach((one) => {
      one.setAttribute("aria-label", one.closest("form").parentElement.querySelector("p").textContent);
    });
    editor.querySelectorAll("h3:not([aria-level])").forEach((one) => one.setAttribute("aria-level", "2"));
    if (document.querySelector("h1")) return;
    const title = document.createElement("h1");
    title.className = "w-sr-only";
    title.textContent = document.title;
    editor.before(title);
  }

  // -- A row that an arrow moves keeps the focus, and its new place is said.
  function moved(button) {
    const row = button.closest("[data-inline-panel-child]");
    const rows = [...row.parentElement.children].filter((one) => !one.classList.contains("deleted"));
    const place = rows.indexOf(row) + 1;
    const way = button.hasAttribute("data-inline-panel-child-move-up") ? "down" : "up";
    const stays = button.disabled
      ? row.querySelector(`[data-inline-panel-child-move-${way}]`) : button;
    stays.focus({ preventScroll: true });
    setTimeout(() => row.scrollIntoView({ block: "nearest" }), 250); // Wagtail slides it for 200 ms
    said.textContent = words.moved
      .replace("{}", calledIn(row)).replace("{}", place).replace("{}", rows.length);
  }

  function calledIn(row) {
    return (
      row.querySelector("[data-chooser-title]")?.textContent.trim() ||
      row.querySelector("input[type=text]")?.value.trim() ||
      row.querySelector("h3")?.textContent.trim().replace(/\s+/g, " ") || ""
    );
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(
      "[data-inline-panel-child-move-up], [data-inline-panel-child-move-down]"
    );
    if (button) setTimeout(() => moved(button), 0); // after Wagtail has moved it
  });

  document.addEventListener("DOMContentLoaded", () => {
    document.body.append(said);
    const main = document.querySelector("main");
    if (!main) return;
    const mend = () => { wrapTables(); nameOthers(); nameTranslations(); };
    mend();
    new MutationObserver(mend).observe(main, { childList: true, subtree: true });
  });
})();
