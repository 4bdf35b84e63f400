// Buttons that copy a paragraph. Without script the paragraph is there to be marked and copied by hand.
"use strict";
for (const button of document.querySelectorAll("[data-copy]")) {
  const text = document.getElementById(button.dataset.copy);
  const said = document.querySelector("[data-copied]");
  const label = button.firstChild;
  const before = label.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    text.select();
    try {
      await navigator.clipboard.writeText(text.value);
    } catch {
      if (!document.execCommand("copy")) return; // it stays marked: Ctrl+C does the rest
    }
    said.textContent = label.textContent = said.dataset.copied;
    setTimeout(() => {
      label.textContent = before;
      said.textContent = "";
    }, 3000);
  });
}
