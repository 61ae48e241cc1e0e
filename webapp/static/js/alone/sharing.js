// Handing over a link: the phone's own share sheet where the page has a button for it, and copying. The link can be selected by
// hand without both.
(() => {
  "use strict";
  const box = document.querySelector("[data-handover]");
  if (!box) return;
  const link = box.querySelector("input");
  const share = box.querySelector("[data-share]"), copy = box.querySelector("[data-copy]"), said = box.querySelector("[data-copied]");

  if (share) {
    share.hidden = !navigator.share;
    share.addEventListener("click", () => navigator.share({ title: share.dataset.title, url: link.value }).catch(() => {}));
  }

  copy.hidden = false;
  copy.addEventListener("click", async () => {
    link.select();
    try {
      await navigator.clipboard.writeText(link.value);
      said.textContent = said.dataset.text;
    } catch {
      said.textContent = said.dataset.byHand;
    }
  });
})();
