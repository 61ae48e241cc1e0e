// The phone's own share sheet, where there is one. What is shared is on the page as well.
(() => {
  "use strict";
  const button = document.querySelector("[data-share-resource]");
  if (!button || !navigator.share) return;
  button.hidden = false;
  button.addEventListener("click", () => navigator.share({ text: button.dataset.shareResource }).catch(() => {}));
})();
