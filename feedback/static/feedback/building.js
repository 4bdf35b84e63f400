// "Ask only if she chose …": draws tick boxes over the rule of each question of a form, from the
// questions that stand above it, and again whenever a question is added, moved or taken out.
(function () {
  "use strict";
  const known = new Map(); // question → {text, options}, or null while it is being read
  let drawn = "";
  let failed = false;

  function rows() {
    const all = document.querySelectorAll("#id_questions-FORMS > [data-inline-panel-child]");
    return [...all].filter((row) => !row.classList.contains("deleted"));
  }

  function questionOf(row) {
    return row.querySelector("input[name$='-question']").value;
  }

  function element(name, text, parent) {
    const made = document.createElement(name);
    made.textContent = text;
    if (parent) parent.append(made);
    return made;
  }

  async function learn() {
    const asked = [...new Set(rows().map(questionOf))].filter((id) => id && !known.has(id));
    if (!asked.length) return;
    asked.forEach((id) => known.set(id, null));
    const address = document.querySelector("[data-rule]").dataset.choicesUrl;
    const query = new URLSearchParams(asked.map((id) => ["question", id]));
    try {
      const answer = await fetch(`${address}?${query}`, { headers: { Accept: "application/json" } });
      const read = await answer.json();
      asked.forEach((id) => known.set(id, read[id] || { text: "", options: [] }));
      failed = false;
    } catch {
      asked.forEach((id) => known.delete(id));
      failed = true;
    }
    draw(true);
  }

  function draw(again) {
    const now = rows().map((row) => `${row.id}:${questionOf(row)}`).join(" ");
    if (now === drawn && !again) return;
    drawn = now;
    const above = [];
    rows().forEach((row) => {
      drawRow(row, above.slice());
      const question = known.get(questionOf(row));
      if (question) above.push(question);
    });
    if (!failed) learn();
  }

  function drawRow(row, above) {
    const rule = row.querySelector("[data-rule]");
    const field = rule.querySelector("textarea");
    const boxes = rule.querySelector("[data-rule-boxes]");
    const chosen = new Set(JSON.parse(field.value || "[]"));
    const groups = above.filter((question) => question.options.length);
    const offered = new Set(groups.flatMap((g) => g.options.map((option) => option.key)));
    const unfit = [...chosen].filter((key) => !offered.has(key));
    const open = boxes.querySelector("details")?.open ?? false;
    boxes.replaceChildren();
    if (failed) element("p", rule.dataset.waiting, boxes);
    if (!groups.length && !unfit.length) {
      if (!failed) element("p", rule.dataset.nothing, boxes).className = "help";
      return;
    }
    const details = document.createElement("details");
    const summary = element("summary", "", details);
    details.open = open || unfit.length > 0;
    element("p", rule.dataset.any, details).className = "help";
    groups.forEach((group) => drawGroup(details, group.text, group.options, chosen));
    if (unfit.length) {
      const named = unfit.map((key) => ({ key, text: wordsOf(key) || rule.dataset.gone }));
      drawGroup(details, rule.dataset.unfit, named, chosen);
    }
    boxes.append(details);
    say(rule, summary, details);
    details.addEventListener("change", (event) => {
      event.stopPropagation();
      const ticked = [...details.querySelectorAll("input:checked")].map((box) => box.value);
      field.value = JSON.stringify(ticked);
      field.dispatchEvent(new Event("change", { bubbles: true }));
      say(rule, summary, details);
    });
  }

  function drawGroup(parent, title, options, chosen) {
    const group = document.createElement("fieldset");
    element("legend", title, group);
    options.forEach((option) => {
      const label = element("label", "", group);
      const box = document.createElement("input");
      box.type = "checkbox";
      box.value = option.key;
      box.checked = chosen.has(option.key);
      label.append(box, element("span", option.text));
    });
    parent.append(group);
  }

  function say(rule, summary, details) {
    const ticked = [...details.querySelectorAll("input:checked")];
    const words = ticked.map((box) => `“${box.nextElementSibling.textContent}”`).join(", ");
    summary.textContent = words
      ? `${rule.dataset.only}: ${words}`
      : `${rule.dataset.always}. ${rule.dataset.open}`;
  }

  function wordsOf(key) {
    for (const question of known.values()) {
      const found = question?.options.find((option) => option.key === key);
      if (found) return `${found.text} (${question.text})`;
    }
    return "";
  }

  // Wagtail gives its dialog no name: its heading is one.
  function nameDialogs() {
    document.querySelectorAll("body > .modal[role=dialog]").forEach((dialog) => {
      const heading = dialog.querySelector("h1, h2");
      if (heading) dialog.setAttribute("aria-label", heading.textContent.trim());
    });
  }

  // -- What she typed for a new question stays when the dialog closes (Esc, a click beside it), and
  // when the form is saved in between, until the question is added. In this tab alone.
  const KEPT = "new-question";
  const NEW = "form[data-chooser-modal-creation-form]";
  const met = new WeakSet();
  let blank = "";
  let sent = false;

  function typedIn(form) {
    const fields = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
    return JSON.stringify(fields);
  }

  function meetNewQuestion() {
    const form = document.querySelector(NEW);
    if (!form || met.has(form)) return;
    met.add(form);
    if (sent) { // it came back with what is wrong: her words are in it
      sent = false;
      setTimeout(() => (form.querySelector("[aria-invalid='true']") || form.elements.text).focus(), 50);
      return;
    }
    blank = typedIn(form);
    const kept = sessionStorage.getItem(KEPT);
    if (!kept) return;
    JSON.parse(kept).forEach(([name, value]) => {
      if (form.elements[name]) form.elements[name].value = value;
    });
    const said = element("p", form.dataset.stillHere);
    said.setAttribute("role", "status");
    form.prepend(said);
    setTimeout(() => { // after Wagtail's own script has met it too
      form.elements.kind.dispatchEvent(new Event("change", { bubbles: true }));
      const panel = form.closest("[role=tabpanel]");
      document.getElementById(panel.getAttribute("aria-labelledby"))?.click();
    }, 50);
  }

  function keepNewQuestion() {
    const form = document.querySelector(NEW);
    if (!form) return;
    const typed = typedIn(form);
    if (sent || typed === blank) sessionStorage.removeItem(KEPT);
    else sessionStorage.setItem(KEPT, typed);
    sent = false;
  }

  function watchNewQuestion() {
    const inIt = (event) => event.target.closest?.(NEW);
    document.addEventListener("submit", (event) => { if (inIt(event)) sent = true; }, true);
    document.addEventListener("input", (event) => { if (inIt(event)) sent = false; });
    window.jQuery(document).on("hide.bs.modal", keepNewQuestion);
    // Wagtail says "server error" when a login has ended; what helps is another thing.
    window.jQuery(document).on("ajaxError", (_event, answer) => {
      const form = document.querySelector(NEW);
      if (!form || ![401, 403].includes(answer.status)) return;
      sent = false;
      const said = element("p", form.dataset.loggedOut);
      said.setAttribute("role", "alert");
      said.className = "error-message";
      form.prepend(said);
      said.scrollIntoView({ block: "center" });
    });
  }

  document.addEventListener("DOMContentLoaded", () => {
    const forms = document.getElementById("id_questions-FORMS");
    if (!forms) return;
    const watch = () => { failed = false; draw(false); };
    forms.addEventListener("change", watch);
    new MutationObserver(watch).observe(forms, { childList: true });
    forms.addEventListener("w-formset:removed", watch);
    watchNewQuestion();
    const meet = () => { nameDialogs(); meetNewQuestion(); };
    new MutationObserver(meet).observe(document.body, { childList: true, subtree: true });
    draw(true);
  });
})();
