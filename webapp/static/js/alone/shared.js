// The pages of a family link, on any phone: an old browser reads this too, and none of it is needed.
(function () {
  "use strict";

  // The secret stands after the #, which no server sees. A tap posts it; nothing is sent before.
  var box = document.querySelector("[data-secret]");
  function fill() {
    if (!box || location.hash.length < 21) { return; }
    box.value = location.hash.slice(1);
    document.querySelector("[data-typed]").hidden = true;
    document.querySelector("[data-tap]").hidden = false;
  }
  fill();
  window.addEventListener("hashchange", fill);

  // Back to a page that the browser kept: ask the server, which knows whether the link still works.
  window.addEventListener("pageshow", function (event) { if (event.persisted) { location.reload(); } });

  document.addEventListener("click", function (event) {
    if (event.target.closest && event.target.closest("[data-action=print]")) { window.print(); }
  });
})();
