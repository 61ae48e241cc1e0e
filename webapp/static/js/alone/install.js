// On the page that says how to put the app on the home screen: this device's way first, and a button where there is one.
(() => {
  "use strict";
  const place = document.querySelector("[data-install]");
  if (!place) return;
  const isApple = /iPhone|iPad|iPod/.test(navigator.userAgent) || (/Mac/.test(navigator.userAgent) && navigator.maxTouchPoints > 1);
  const kind = isApple ? "ios" : /Android/.test(navigator.userAgent) ? "android" : "desktop";
  const mine = place.querySelector(`[data-device=${kind}]`);
  for (const fold of place.querySelectorAll("details")) fold.open = fold === mine;
  mine.parentElement.prepend(mine);
  if (matchMedia("(display-mode: standalone)").matches) place.querySelector("[data-installed]").hidden = false;

  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    const button = place.querySelector("[data-action=install]");
    button.hidden = false;
    button.onclick = () => { button.hidden = true; event.prompt(); };
  });
})();
