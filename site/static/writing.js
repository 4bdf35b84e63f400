// While she writes: how much room is left, spoken after a pause, and a quiet hint at details.
// Nothing leaves the page. Without this script the server says the same after Continue.
(function () {
  "use strict";
  var field = document.getElementById("text"), count = document.getElementById("count");
  if (!field || !count) { return; }
  var spoken = document.querySelector("[data-spoken]"), hint = document.querySelector("[data-details]");
  var longest = +count.dataset.longest, pause;
  var details = [
    /[\w.+-]+@[\w-]+\.\w+/, // e-mail
    /(?:\+44|\b0)[\d\s()-]{8,13}\d\b/, // telephone
    /\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b/i // postcode
  ];
  function say() {
    var left = longest - Array.from(field.value).length;
    count.hidden = "beside" in count.dataset && left > 1000;
    count.textContent = left < 0 ? count.dataset.over + " " + -left
      : count.dataset.left + " " + left.toLocaleString(document.documentElement.lang);
    var found = details.map(function (d) { return (field.value.match(d) || [""])[0]; }).filter(Boolean);
    hint.hidden = !found.length;
    hint.textContent = found.length ? hint.dataset.details + " " + found.join(", ") : "";
  }
  field.addEventListener("input", function () {
    say();
    clearTimeout(pause);
    pause = setTimeout(function () {
      spoken.textContent = [count, hint].filter(function (p) { return !p.hidden; })
        .map(function (p) { return p.textContent; }).join(". ");
    }, 1500);
  });
  if (field.value) { say(); }
})();
