// On the page about the lock: set a PIN, change what it does, turn it off.
(async () => {
  "use strict";
  const place = document.querySelector("[data-app-lock]"), { Outbox } = self, uid = document.documentElement.dataset.account;
  if (!place) return;
  if (!Outbox?.ready || !(await Outbox.ready) || !self.crypto?.subtle || !navigator.serviceWorker) {
    place.querySelector("[data-cannot]").hidden = false;
    return;
  }
  const form = place.querySelector("form"), error = form.querySelector("[role=alert]");
  const pinBox = form.querySelector("#pin"), again = form.querySelector("#pin-again");
  const AES = { name: "AES-GCM", length: 256 }, BOTH = ["encrypt", "decrypt"];

  const choices = () => ({
    minutes: Number(form.elements.minutes.value), leaving: form.elements.leaving.checked, safety: form.elements.safety.checked, seen: Date.now(),
  });
  const show = async (isDone) => {
    const { pin } = await Outbox.metaOf(uid), isOn = Boolean(pin?.box);
    for (const part of form.querySelectorAll("[data-new]")) part.hidden = isOn;
    for (const part of form.querySelectorAll("[data-known], [data-off]")) part.hidden = !isOn;
    const on = place.querySelector("[data-is-on]"), off = place.querySelector("[data-is-off]");
    on.hidden = !isOn;
    off.hidden = isOn || !isDone;
    if (isOn) {
      form.elements.minutes.value = String(pin.minutes);
      form.elements.leaving.checked = pin.leaving;
      form.elements.safety.checked = pin.safety;
    }
    form.hidden = false;
    pinBox.value = again.value = error.textContent = "";
    if (isDone) (isOn ? on : off).focus();
  };
  const refuse = (why, time = 0) => {
    error.textContent = error.dataset[why].replace("#", `${Math.ceil(time / 1000)} s`);
    error.focus();
    return false;
  };
  const pagesAnew = () => navigator.serviceWorker.controller?.postMessage({ type: "anew" });

  // What waits is locked with another key: it has to be sent before.
  const turnOn = async (digits) => {
    if (!/^\d{4,8}$/.test(digits)) return refuse("digits");
    if (digits !== again.value) return refuse("differ");
    await Outbox.flush(uid, "now");
    const { subtle } = crypto, id = Outbox.uuid7(), salt = crypto.getRandomValues(new Uint8Array(16)), iv = crypto.getRandomValues(new Uint8Array(12));
    const made = await subtle.generateKey(AES, true, BOTH), raw = await subtle.exportKey("raw", made);
    const sealed = await Outbox.sealed(Outbox.bytesOf(await Outbox.publicKey(uid)), JSON.stringify(Outbox.base64Of(new Uint8Array(raw))), `${uid}|${id}`);
    const box = await subtle.wrapKey("raw", made, await Outbox.keyByPin(digits, salt), { name: "AES-GCM", iv });
    const key = await subtle.importKey("raw", raw, AES, false, BOTH);
    const isSet = await Outbox.change(uid, async (ops, meta) => {
      if ((await Outbox.settled(ops.getAll())).some(Outbox.isUnsent)) return false;
      await Outbox.settled(meta.put({ id, key }, "lock"));
      await Outbox.settled(meta.put({ id, salt, iv, box, sealed, tries: 0, until: 0, ...choices() }, "pin"));
      return true;
    });
    return isSet || refuse("waits");
  };
  // With the PIN only: who holds an open phone for a moment changes nothing.
  const isRight = async (digits) => {
    const said = await Outbox.unlock(uid, digits);
    return said === true || refuse(said ? "wait" : "wrong", said);
  };
  const alter = (work) => Outbox.change(uid, async (_ops, meta) => work(await Outbox.settled(meta.get("pin")), meta));
  const save = async (digits) => {
    const chosen = choices();
    return (await isRight(digits)) && alter((pin, meta) => Outbox.settled(meta.put({ ...pin, ...chosen }, "pin")));
  };
  const turnOff = async (digits) => (await isRight(digits)) && alter((_pin, meta) => Outbox.settled(meta.delete("pin")).then(() => true));

  const run = async (work) => {
    if (form.ariaBusy === "true") return;
    form.ariaBusy = "true";
    try {
      if (!(await work(pinBox.value))) return;
      Outbox.tell("app", uid);
      pagesAnew();
      await show(true);
    } catch {
      refuse("network");
    } finally {
      form.ariaBusy = "false";
    }
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    run((await Outbox.metaOf(uid)).pin?.box ? save : turnOn);
  });
  form.querySelector("[data-off]").addEventListener("click", () => run(turnOff));
  show();
})();
