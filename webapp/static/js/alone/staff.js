// On pages of the staff: words that were not sent are not left behind by a slip, and a page that nobody uses is covered.
(() => {
  "use strict";
  const cover = document.getElementById("cover");

  // Leaving with words in a form that is not the one being sent: the browser asks.
  const typed = new Set();
  let sent;
  document.addEventListener("input", (event) => {
    const form = event.target.closest("main form[method=post]");
    if (form) typed.add(form);
    if (form === sent) sent = undefined;
  });
  document.addEventListener("submit", (event) => { sent = event.target; });
  addEventListener("click", (event) => { if (event.target.closest?.("[data-quick-exit]")) typed.clear(); }, { capture: true });
  addEventListener("beforeunload", (event) => { if ([...typed].some((form) => form !== sent)) event.preventDefault(); });

  // Nobody touched it for as long as a session lasts. The words stay in their forms, under the cover.
  let used = Date.now();
  for (const name of ["pointerdown", "pointermove", "keydown", "scroll", "touchstart"]) {
    addEventListener(name, () => { used = Date.now(); }, { capture: true, passive: true });
  }
  const setCovered = (isCovered) => {
    cover.hidden = !isCovered;
    document.body.classList.toggle("is-covered", isCovered);
  };
  const look = () => {
    if (!cover.hidden || Date.now() - used < Number(cover.dataset.after)) return;
    setCovered(true);
    cover.querySelector("button").focus();
  };
  setInterval(look, 5000);
  addEventListener("visibilitychange", look);

  // The server knows who is signed in by now. Under another name, this page is not theirs.
  const ask = async () => {
    const answer = await fetch(cover.dataset.ask, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (answer?.status === 401) {
      const panel = document.getElementById("sign-in-again");
      panel.innerHTML = await answer.text();
      panel.querySelector("input")?.focus();
    } else if (answer?.ok && answer.headers.get("FH-User") !== cover.dataset.account) {
      location.reload();
    } else if (answer?.ok) {
      used = Date.now();
      setCovered(false);
    } else {
      document.dispatchEvent(new Event("htmx:error"));  // says that there was no answer
    }
  };
  cover.querySelector("button").addEventListener("click", ask);
  document.addEventListener("fh:signed-in", () => { if (!cover.hidden) ask(); });
})();
