// The lock of the app: the page is covered when it is left, and asks for the PIN once it is locked. What was typed stays under
// the cover.
(async () => {
  "use strict";
  const { Outbox } = self, root = document.documentElement, standIn = document.querySelector("[data-unlock]");
  if (!Outbox || !self.indexedDB || !(root.dataset.account || standIn)) return;
  const uid = root.dataset.account || (await Outbox.account().catch(() => ""));
  let pin, isKnown = false, screen, name = document.title;

  const cover = () => { root.dataset.covered = ""; };
  const uncover = () => {
    delete root.dataset.covered;
    for (const part of screen ? document.body.children : []) part.inert = false;
    if (screen) document.title = name;
    screen?.remove();
    screen = undefined;
  };
  const isOpen = () => pin.safety && root.dataset.kept && location.pathname === Outbox.SAFETY;

  const forgotten = async (error) => {
    const answer = await fetch("/sign-out", { method: "POST", body: new URLSearchParams({ wipe: "0" }) }).catch(() => null);
    if (!answer?.ok && answer?.status !== 401) { error.textContent = error.dataset.noNetwork; return; }
    await Outbox.seal(uid);
    location.replace("/sign-in");
  };
  const wire = (box) => {
    const form = box.querySelector("form"), field = form.querySelector("input"), error = box.querySelector("[role=alert]");
    let isBusy = false;
    box.querySelector("[data-safety]").hidden = !pin.safety;
    box.querySelector("[data-forgotten]").onclick = () => forgotten(error);
    form.onsubmit = async (event) => {
      event.preventDefault();
      if (isBusy) return;
      isBusy = true;
      error.textContent = "";
      const said = await Outbox.unlock(uid, field.value).catch(() => NaN).finally(() => { isBusy = false; });
      field.value = "";
      if (said === true) return;
      if (Number.isNaN(said)) error.textContent = error.dataset.stuck;
      else error.textContent = said ? error.dataset.wait.replace("#", said < 60_000 ? `${Math.ceil(said / 1000)} s` : `${Math.ceil(said / 60_000)} min`) : error.dataset.wrong;
      field.focus();
    };
    field.focus();
  };
  const ask = async () => {
    cover();
    if (screen) return;
    screen = document.createElement("div");
    const answer = await self.caches?.match(`/locked?${root.lang}`, { ignoreVary: true });
    if (!answer) { location.replace("/help"); return; }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    name = document.title;
    document.title = page.title;
    for (const part of document.body.children) part.inert = true;
    screen = document.body.appendChild(page.querySelector("[data-unlock]"));
    wire(screen);
  };

  // Locked, or not any more: by time, in another tab, by the PIN.
  const check = async () => {
    const by = await Outbox.lockedBy(uid);
    pin = by ?? (await Outbox.metaOf(uid)).pin;
    if (by && standIn) return wire(standIn);
    if (by && !isOpen()) return ask();
    if (standIn && location.pathname !== "/locked") return location.reload();
    if (standIn) return pin?.box && location.replace("/");
    const wasLocked = screen;
    if (!document.hidden) uncover();
    if (wasLocked && !screen) document.dispatchEvent(new Event("fh:signed-in")); // what waits can be sent again
    return undefined;
  };

  let touched = 0, left;
  const touch = () => {
    if (!pin?.box || Date.now() - touched < 10_000) return;
    touched = Date.now();
    Outbox.change(uid, async (_ops, meta) => {
      const kept = await Outbox.settled(meta.get("pin"));
      if (kept?.box && (await Outbox.settled(meta.get("lock")))) await Outbox.settled(meta.put({ ...kept, seen: touched }, "pin"));
    }).catch(() => {});
  };
  let isLeaving = false;
  addEventListener("pagehide", () => { isLeaving = true; });
  document.addEventListener("visibilitychange", async () => {
    if (isLeaving || standIn) return;
    if (document.hidden) {
      if (isKnown && !pin?.box) return;
      cover(); // also while it is not known yet whether there is a PIN
      if (pin?.leaving) left = Outbox.lock(uid);
    } else if ("covered" in root.dataset) {
      // Where nothing answers, a page without a PIN is shown again, and one with a PIN asks for it.
      await Promise.resolve(left).then(check).catch(() => (pin?.box ? ask() : uncover()));
    }
  });
  for (const kind of ["pointerdown", "keydown", "wheel"]) addEventListener(kind, touch, { passive: true });
  setInterval(() => { if (pin?.box && !screen && Date.now() - touched > pin.minutes * 60_000) check(); }, 5000);
  Outbox.listen(({ type, uid: whose }) => { if (type === "app" && whose === uid) check(); });
  if (!uid) return;
  isKnown = await check().then(() => true, () => false);
  if (document.hidden && pin?.leaving && !standIn) left = Outbox.lock(uid);
  touch();
})();
