// The page works without this: the words can be selected. With it, a button copies them.
(() => {
  for (const part of document.querySelectorAll("[data-copy]")) {
    const words = part.querySelector("[data-copy-words]");
    const button = part.querySelector("[data-copy-button]");
    const said = part.querySelector("[data-copy-said]");
    part.querySelector("[data-copy-do]").hidden = false;
    button.addEventListener("click", async () => {
      said.textContent = "";
      try {
        await navigator.clipboard.writeText(words.value);
        said.textContent = button.dataset.done;
      } catch {
        words.focus();
        words.select();
        said.textContent = button.dataset.failed;
      }
    });
  }
})();
