// Leaving in an instant (design §11.1). Without this script the button still works.
(function () {
  "use strict";
  var form = document.querySelector(".leave form");
  function blank() {
    document.title = "";
    document.documentElement.replaceChildren(document.createElement("body"));
  }
  if (form && form.action) {
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var address = form.action;
      // Closes the visit on the server even when this page is gone a moment later.
      navigator.sendBeacon(address, new URLSearchParams(new FormData(form)));
      blank();
      location.replace(address);
    });
  }
  // A page that a browser kept whole must not come back with words in it.
  addEventListener("pagehide", function () {
    document.querySelectorAll("main form").forEach(function (f) { f.reset(); });
  });
  addEventListener("pageshow", function (event) {
    if (event.persisted) { blank(); location.replace(location.pathname); }
  });
})();
