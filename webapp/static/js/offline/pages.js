// Pages for when there is no network: start the worker, say when a page comes from the phone, sign out cleanly, take a new
// version over. Without this script nothing is kept, and all else works.
(() => {
  "use strict";
  const root = document.documentElement;
  const workers = navigator.serviceWorker;
  const account = root.dataset.account;
  const notices = document.getElementById("notices");

  // Something typed and not sent: then nothing here reloads the page.
  let isDirty = false;
  document.addEventListener("input", (event) => { if (event.target.form?.method === "post") isDirty = true; });
  document.addEventListener("submit", () => {
    isDirty = false;
    notices?.querySelector(".notice-unsent")?.remove();
  });
  document.addEventListener("htmx:after:request", () => { isDirty = false; });
  // On the way to another page: a reload now would take the person back.
  let isLeaving = false;
  addEventListener("beforeunload", () => { isLeaving = true; setTimeout(() => { isLeaving = false; }, 5000); });

  if (root.dataset.kept && notices) {
    const when = new Date(Number(root.dataset.kept)).toLocaleString(`${root.lang}-US`, { dateStyle: "medium", timeStyle: "short" });
    const line = notices.appendChild(document.getElementById("kept-since").content.firstElementChild.cloneNode(true));
    line.textContent = line.textContent.replace("#", when);
  }
  // A kept page of a skill can be opened from an urge that it was not made for.
  const urge = root.dataset.kept && new URLSearchParams(location.search).get("urge");
  for (const box of urge ? document.querySelectorAll("input[type=hidden][name=urge_id]") : []) box.value ||= urge;

  // Ask the worker to do something, and wait until it is done, but not forever.
  const order = (type) => new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done;
    setTimeout(done, workers?.controller ? 3000 : 0);
    workers?.controller?.postMessage({ type }, [port2]);
  });

  // Whether nobody else left sealed entries in this browser. One that cannot tell is taken to hold some.
  const isAlone = async () =>
    (await indexedDB.databases?.())?.every(({ name }) => !name.startsWith("fh-outbox-") || name === `fh-outbox-${account}`);

  // Sign out: what waits is asked about, the pages go, and only then is the form sent.
  document.addEventListener("submit", async (event) => {
    const form = event.target.closest("form[data-sign-out]");
    if (!form || form.dataset.ready) return;
    event.preventDefault();
    const answer = self.Outbox?.beforeSignOut ? await self.Outbox.beforeSignOut(form).catch(() => ({})) : { empty: !account };
    if (!answer) return;
    await order("sign-out");
    for (const name of (await self.caches?.keys()) ?? []) if (name.startsWith("pages-")) await caches.delete(name);
    sessionStorage.clear();
    if (answer.empty && (await isAlone())) form.elements.wipe.value = "1";
    document.cookie = "fh-left=1;path=/;max-age=99999999"; // for a server that is not reached now
    form.dataset.ready = "yes";
    form.requestSubmit();
  });

  if (!workers || root.dataset.worker === "off") return;

  const TOLD = {
    // Somebody else signed in here: their phone shows nothing of this person. Nobody is signed in any more: a page from
    // the phone goes, but not one in which somebody types.
    account: (data) => {
      if (!account || data.account === account) return;
      if (data.account !== "-") document.body.replaceChildren();
      else if (isDirty || !root.dataset.kept) return;
      if (!isLeaving) location.reload();
    },
    // A form did not get through, and the page stayed.
    unsent: () => {
      if (document.cookie.includes("fh-left")) return location.replace("/");
      if (!isSending) return;
      isDirty = true;
      notices.append(document.getElementById("not-sent").content.cloneNode(true));
    },
  };
  let isSending = false;
  document.addEventListener("submit", (event) => { isSending = !event.defaultPrevented; });
  workers.addEventListener("message", ({ data }) => TOLD[data?.type]?.(data));

  // A new version waits until it is asked to take over; the page is not reloaded under somebody who types.
  let isAsked = false;
  workers.addEventListener("controllerchange", () => { if (isAsked && !isDirty && !root.dataset.kept) location.reload(); });
  const offer = (worker) => {
    if (worker?.state !== "installed" || !workers.controller || notices.querySelector(".notice-new")) return;
    const notice = notices.appendChild(document.getElementById("new-version").content.firstElementChild.cloneNode(true));
    notice.querySelector("button").onclick = () => {
      isAsked = true;
      notice.remove();
      worker.postMessage({ type: "take-over" });
    };
  };
  const watch = (worker) => {
    offer(worker);
    worker?.addEventListener("statechange", () => offer(worker));
  };

  const start = async () => {
    const registration = await workers.register("/sw.js");
    watch(registration.waiting ?? registration.installing);
    registration.addEventListener("updatefound", () => watch(registration.installing));
    const { active } = await workers.ready;
    if (!workers.controller) {
      // Claiming misses a page that is on its way while the worker starts.
      const claimed = new Promise((done) => { workers.addEventListener("controllerchange", done, { once: true }); });
      active.postMessage({ type: "claim" });
      await claimed;
    }
    if (account) await order("hello");
    root.dataset.ready = "yes";
  };
  // The page first: what comes now is for another day.
  const begin = () => start().catch(() => {});
  if (document.readyState === "complete") begin();
  else addEventListener("load", begin);
})();
