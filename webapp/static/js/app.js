// Foothold's own script: only what makes plain pages nicer. Every form and link works without it.
(() => {
  "use strict";

  // Back to a page that the browser kept: ask the server, which knows whether the person is still signed in.
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

  // Leave fast: the page is blank at once, and Back does not lead here.
  document.addEventListener("click", (event) => {
    const exit = event.target.closest("[data-quick-exit]");
    if (!exit) return;
    event.preventDefault();
    document.body.replaceChildren();
    document.title = "";
    location.replace(exit.href);
  });

  // How many characters are left, from 1,000 before the limit.
  const count = (box) => {
    const line = document.querySelector(`[data-counter="${box.id}"]`);
    const left = Number(box.dataset.limit) - [...box.value].length;
    if (!line) return;
    line.hidden = left > 1000;
    line.textContent = line.dataset[left < 0 ? "over" : "text"].replace("#", Math.abs(left).toLocaleString());
  };
  document.addEventListener("input", (event) => { if (event.target.matches?.("[data-limit]")) count(event.target); });

  // Print.
  document.addEventListener("click", (event) => { if (event.target.closest("[data-action=print]")) print(); });

  // The first thing to fix gets the focus.
  document.querySelector(".banner-error[tabindex]")?.focus();

  // An invite link carries its code after the #, which no server sees.
  const code = document.querySelector("[data-from-fragment]");
  if (code && location.hash.length > 8 && !code.value) code.value = decodeURIComponent(location.hash.slice(1));

  // Signed out while typing: a sign-in panel, and the page stays as it is.
  const panel = document.getElementById("sign-in-again");
  document.addEventListener("htmx:after:request", async (event) => {
    const response = event.detail?.ctx?.response;
    if (!response || response.status !== 401 || !panel) return;
    panel.innerHTML = event.detail.ctx.text ?? "";
    panel.querySelector("input")?.focus();
  });

  // No answer, or an answer that could not be shown: say so, and leave the page as it is.
  const trouble = document.getElementById("trouble");
  const tell = (text) => {
    const line = document.createElement("p");
    line.className = "toast";
    line.textContent = text;
    trouble.replaceChildren(line);
    setTimeout(() => line.remove(), 8000);
  };
  document.addEventListener("htmx:error", () => tell(trouble.dataset.offline));
  document.addEventListener("htmx:after:request", (event) => {
    const response = event.detail?.ctx?.response;
    if (response?.status >= 500 || response?.headers?.get("HX-Reswap") === "none") tell(trouble.dataset.refused);
  });

  document.addEventListener("submit", async (event) => {
    if (!event.target.matches("[data-sign-in-again]")) return;
    event.preventDefault();
    const form = event.target;
    const answer = await fetch(form.action, { method: "POST", headers: { "HX-Request": "true" }, body: new URLSearchParams(new FormData(form)), redirect: "manual" });
    if (answer.type === "opaqueredirect") { panel.replaceChildren(); document.dispatchEvent(new Event("fh:signed-in")); return; }
    if (answer.ok) { panel.innerHTML = await answer.text(); panel.querySelector("input")?.focus(); return; }  // the second step
    form.querySelector(".error-text").hidden = false;
  });
})();
