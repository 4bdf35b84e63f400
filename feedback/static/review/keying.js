// A button beside each field for her words: puts [illegible] where the cursor is. Typing it works too.
{
  const label = document.currentScript?.dataset.label || "[illegible]";
  const build = () => {
    for (const field of document.querySelectorAll("textarea[data-writing]")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button button-small button-secondary doors__insert";
      button.textContent = label;
      button.setAttribute("aria-controls", field.id);
      button.addEventListener("click", () => {
        field.setRangeText("[illegible]", field.selectionStart, field.selectionEnd, "end");
        field.dispatchEvent(new Event("input", { bubbles: true }));
        field.focus();
      });
      field.after(button);
    }
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", build);
  else build();
}
