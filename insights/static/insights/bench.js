// The bench works without this. With it: one key accepts, words and themes light up together,
// and the list of themes can be searched.
(() => {
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));

  // What is folded is not decided on by a key that was meant for what is in view.
  const firstOpen = () => all("[data-accept]").find((button) => !button.closest("details:not([open])"));

  const accept = document.getElementById("accept-focused");
  if (accept) {
    accept.addEventListener("click", () => {
      const row = document.activeElement && document.activeElement.closest("[data-theme]");
      const button = (row && row.querySelector("[data-accept]")) || firstOpen();
      if (button) button.click();
    });
  }

  // After a decision the page comes back at the suggestions: go on with the next open one.
  if (location.hash === "#suggestions") {
    const next = firstOpen() || document.getElementById("suggestions");
    if (next) next.focus({ preventScroll: true });
  }

  const light = (theme, on) => {
    all("mark[data-themes]").forEach((mark) => {
      if (mark.dataset.themes.split(" ").includes(theme)) mark.classList.toggle("is-lit", on);
    });
    all("[data-sentence-of]").forEach((run) => {
      if (run.dataset.sentenceOf.split(" ").includes(theme)) run.classList.toggle("is-lit", on);
    });
  };
  all("[data-theme]").forEach((row) => {
    const theme = row.dataset.theme;
    [["mouseenter", true], ["mouseleave", false], ["focusin", true], ["focusout", false]].forEach(
      ([event, on]) => row.addEventListener(event, () => light(theme, on)),
    );
  });

  const search = document.querySelector(".add__search");
  if (search) {
    search.hidden = false;
    const field = search.querySelector("input");
    const status = search.querySelector("[data-found]");
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
    field.addEventListener("input", () => {
      const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      let found = 0;
      all(".add__theme").forEach((theme) => {
        const text = theme.dataset.find.toLowerCase();
        theme.hidden = !words.every((word) => text.includes(word));
        if (!theme.hidden) found += 1;
      });
      all(".add__list fieldset").forEach((axis) => {
        axis.hidden = !axis.querySelector(".add__theme:not([hidden])");
      });
      status.textContent = words.length ? `${found} ${status.dataset.found}` : "";
    });
  }
})();
