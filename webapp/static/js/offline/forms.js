// Forms marked data-offline go through the outbox: on the phone first, then sent, then on to where the server says. Without
// this script, or where the browser keeps nothing, each is a plain form.
(() => {
  "use strict";
  const { Outbox } = self, root = document.documentElement, uid = root.dataset.account;
  if (!uid || !Outbox) return;
  const NOBODY_ID = "00000000-0000-0000-0000-000000000000";
  const UNSAFE = { safe: ["no", "not-sure"], harm_thoughts: ["yes", "not-sure", "rather-not-say"] };
  const words = document.getElementById("outbox-words");
  const part = (selector) => words.content.querySelector(selector).cloneNode(true);
  const all = (selector, place = document) => [...place.querySelectorAll(selector)];
  const actionOf = (form) => new URL(form.getAttribute("action"), location.href).pathname;

  // Whether this browser keeps things: known after a moment.
  let isKeeping;
  const ready = (self.indexedDB ? Outbox.open(uid) : Promise.reject(new Error())).then(() => true, () => false);
  ready.then((answer) => {
    isKeeping = answer;
    if (!answer && document.querySelector("form[data-offline]")) trouble(words.dataset.unkept).classList.remove("banner-error");
  });

  const trouble = (text) => {
    const main = document.getElementById("main"), box = part("[data-trouble]");
    all("[data-trouble]", main).forEach((old) => old.remove());
    box.querySelector("p").textContent = text;
    main.prepend(box);
    return box;
  };

  // ---- ids and times of this moment: a page may be of yesterday, or used again
  const wallClock = (zone, moment = new Date()) =>
    moment.toLocaleString("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" }).replace(" ", "T");
  const setClocks = (place, moment) => {
    for (const box of all("input[data-now]", place)) {
      if (!moment && box.value !== box.defaultValue) continue;
      if (box.max) box.max = wallClock(box.dataset.now);
      box.value = box.dataset.filled = wallClock(box.dataset.now, moment);
    }
  };
  const prepare = (place) => {
    for (const form of all("form[data-offline]", place)) {
      const id = form.elements.namedItem("id");
      // Back shows the same form: what is sent from it is a change, and not a second entry.
      if (id) id.value = history.state?.ids?.[actionOf(form)] ?? Outbox.uuid7();
    }
    setClocks(place);
  };
  const remember = (form) => {
    const id = form.elements.namedItem("id")?.value;
    if (id && !("anew" in form.dataset)) history.replaceState({ ...history.state, ids: { ...history.state?.ids, [actionOf(form)]: id } }, "");
  };

  const fieldsOf = (form, submitter) => {
    const fields = [...new FormData(form)];
    if (submitter?.name) fields.push([submitter.name, submitter.value]);
    return fields.filter(([name, value]) => !all(`input[data-now][name="${name}"]`, form).some((box) => box.dataset.filled === value));
  };

  // ---- what comes back is shown in place of this page
  let isPresenting = false;
  const refused = new Map(); // by address: the operation that was refused last and is being put right
  const held = new WeakMap(); // by form: the operation whose answers stand in it
  const show = (page, title) => {
    const main = document.getElementById("main");
    if (!isPresenting) history.pushState({ presented: true }, "");
    isPresenting = true;
    if (title) document.title = title;
    main.replaceChildren(...page);
    self.htmx?.process(main);
    scrollTo(0, 0);
    (main.querySelector(".banner-error[tabindex]") ?? main).focus();
  };
  const present = (html) => {
    const page = new DOMParser().parseFromString(html, "text/html"), main = page.getElementById("main");
    if (main) show(main.childNodes, page.title);
    return Boolean(main);
  };
  addEventListener("popstate", () => { if (isPresenting) location.reload(); });
  const go = (address) => {
    const to = new URL(address, location.href);
    if (to.pathname + to.search !== location.pathname + location.search) return location.assign(to);
    if (to.hash) location.hash = to.hash;
    return location.reload();
  };

  const isKept = async (path) => Boolean(navigator.serviceWorker?.controller && await self.caches?.match(path, { ignoreSearch: true, ignoreVary: true }));

  // Where an entry is shown that is still on the phone; '' for one that has no page of its own.
  const waitingPage = (kind, entry, strength) => {
    const page = { urge: strength >= 8 ? "/urges/waiting-strong" : "/urges/waiting", lapse: "/lapses/waiting", "check-in": "/check-ins/waiting" }[kind];
    return page ? `${page}#${entry}` : "";
  };

  const noteOn = (form) => {
    all(".waiting-note", form).forEach((old) => old.remove());
    const last = all("button", form).at(-1), note = part(".waiting-note");
    if (last?.closest("form") === form && !last.closest(".scale, .weather")) last.before(note);
    else form.append(note);
  };

  // It is on the phone and could not be sent: the same kind of page as if it had been.
  const showWaiting = async (form, { op, answer }) => {
    self.navigator.storage?.persist?.().catch(() => {});
    navigator.serviceWorker?.ready.then((registration) => registration.sync?.register("fh-outbox")).catch(() => {});
    const urge = Outbox.valueOf(op.fields, "urge_id");
    const waits = urge && op.kind === "practice" && (await Outbox.all(uid)).find((other) => other.entry === urge && other.creates && Outbox.isUnsent(other));
    const page = waits ? waitingPage("urge", urge, waits.shown.strength) : waitingPage(op.kind, op.entry, op.shown.strength);
    const isForeign = answer && !answer.headers.has("FH-User"); // a portal: it would answer the next page too
    if (page && !isForeign && await isKept(page.split("#")[0])) return location.assign(page);
    const isStep = form && !op.creates && op.kind !== "plan" && op.kind !== "deletion" && document.contains(form);
    if (isStep) return noteOn(form);
    return show([part(`[data-part=${op.kind === "deletion" ? "deleted" : "saved"}]`)]);
  };

  const isOtherAccount = (said) => said.kind === "locked" && said.reason === "other-account";
  const operationOf = (form, fields) => {
    const op = Outbox.operation(uid, form.getAttribute("action"), fields, { kind: form.dataset.offline, holds: held.get(form) });
    held.set(form, op.id);
    return { ...op, replaces: refused.get(form.dataset.for ?? op.url) };
  };

  // Keep it; when the phone is full, make room and try once more; else try to send it without keeping it.
  const keep = async (op, headers) => {
    try {
      return await Outbox.submit(op, headers);
    } catch (error) {
      if (error.name === "TimeoutError") return Outbox.direct(op, headers, "stuck");
      navigator.serviceWorker?.controller?.postMessage({ type: "make-room" });
      await new Promise((done) => { setTimeout(done, 300); });
      return Outbox.submit(op, headers).catch(() => Outbox.direct(op, headers, "full"));
    }
  };

  const note = ({ kind, op }) => {
    if (kind === "refused") refused.set(op.url, op.id);
    if (kind === "sent") refused.delete(op.url);
  };
  const settle = async (form, said) => {
    const { kind, answer, op } = said;
    note(said);
    if (kind === "sent") {
      const address = answer.headers.get("HX-Redirect");
      return address ? go(address) : present(await answer.text());
    }
    if (kind === "refused") return present(await answer.text()) || show([part("[data-part=saved]")]);
    if (isOtherAccount(said)) return location.replace("/");
    if (kind === "locked") return show([part("[data-part=signed-out]")]);
    if (kind === "waiting") return showWaiting(form, said);
    return trouble(words.dataset[kind]);
  };

  const run = async (form, fields) => {
    const op = operationOf(form, fields);
    if (op.kind === "deletion" && await Outbox.undo(uid, op.entry)) return show([part("[data-part=deleted]")]);
    remember(form);
    return settle(form, await keep(op));
  };

  document.addEventListener("submit", async (event) => {
    const form = event.target, { submitter } = event;
    if (!form.matches("form[data-offline]") || form.hasAttribute("data-hx-post") || isKeeping === false) return;
    event.preventDefault();
    if (form.ariaBusy) return;
    form.ariaBusy = "true";
    try {
      const fields = fieldsOf(form, submitter);
      if (await ready) await run(form, fields);
      else form.requestSubmit(submitter); // as a plain form
    } catch {
      trouble(words.dataset.stuck);
    } finally {
      form.ariaBusy = null;
    }
  });

  // Forms of htmx: it swaps what the server answers; when there is no answer, the form says that it waits.
  self.htmx?.registerExtension("outbox", {
    htmx_before_request: (element, { ctx }) => {
      const form = ctx.request.form ?? element.closest?.("form");
      if (!form?.matches("form[data-offline]") || ctx.request.method !== "POST" || isKeeping === false) return;
      ctx.fetch = async (address, request) => {
        if (!(await ready)) return fetch(address, request);
        const op = operationOf(form, [...request.body]);
        const said = await keep(op, request.headers);
        note(said);
        if (isOtherAccount(said)) location.replace("/");
        if (said.answer && ["sent", "refused", "locked"].includes(said.kind)) {
          all(".waiting-note", form).forEach((old) => old.remove());
          return said.answer;
        }
        if (said.kind === "waiting") await showWaiting(form, said);
        else trouble(words.dataset[said.kind]);
        return new Response(null, { status: 204 });
      };
    },
  });

  // To a merge page: what is saved stays, so what was refused goes.
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-keep]"), ids = [...refused.values()];
    if (!link || !ids.length) return;
    event.preventDefault();
    for (const id of ids) await Outbox.discard(uid, id);
    go(link.href);
  });

  // ---- what this phone saved, and the page does not know of, is in its form again. Answers whether all of it has a place.
  const fill = (form, fields) => {
    const left = new Map();
    for (const [name, value] of fields) left.set(name, [...(left.get(name) ?? []), value]);
    for (const box of form.elements) {
      const values = left.get(box.name) ?? [], place = values.indexOf(box.value);
      if (["hidden", "submit", "button"].includes(box.type)) left.delete(box.name);
      else if (["checkbox", "radio"].includes(box.type)) {
        box.checked = place >= 0;
        if (box.checked) values.splice(place, 1);
      } else box.value = values.shift() ?? (box.dataset.now ? box.value : "");
    }
    return ![...left.values()].flat().length;
  };
  const refill = (ops) => {
    for (const form of all("form[data-offline]")) {
      const url = actionOf(form), version = ["version", "base"].map((name) => form.elements.namedItem(name)?.value).find(Boolean);
      const newer = ops.filter((op) => op.url === url && !op.creates && op.state !== "refused" && op.version >= version).at(-1);
      if (!newer?.fields.length) continue;
      if (fill(form, newer.fields)) held.set(form, newer.id);
      if (Outbox.isUnsent(newer)) noteOn(form);
    }
  };

  // ---- the page of an entry that is still on the phone: kept beforehand, for any
  const standIn = document.querySelector("[data-stand-in]");
  const here = location.hash.slice(1), isId = standIn && Outbox.isId(here);
  if (isId) {
    for (const element of all("*", standIn)) {
      for (const { name, value } of [...element.attributes]) if (value.includes(NOBODY_ID)) element.setAttribute(name, value.replaceAll(NOBODY_ID, here));
    }
  }
  const standInFor = (ops) => {
    const made = isId && ops.find((op) => op.entry === here && op.creates && Outbox.isUnsent(op));
    if (!made) return location.replace(isId ? standIn.dataset.standIn.replace(NOBODY_ID, here) : "/waiting");
    const at = new Date(made.made);
    const time = at.toLocaleTimeString(`${root.lang}-US`, { timeStyle: "short" });
    for (const line of all("[data-stand-text]", standIn)) line.textContent = line.dataset.standText.replace("#", made.shown.strength).replace("@", time);
    for (const box of all("[data-if-unsafe]", standIn)) box.hidden = !Object.entries(UNSAFE).some(([name, answers]) => answers.includes(Outbox.valueOf(made.fields, name)));
    setClocks(standIn, at);
    if (made.kind === "check-in") fill(document.getElementById("answers"), made.fields);
    return undefined;
  };
  addEventListener("hashchange", () => { if (standIn) location.reload(); });

  prepare(document);
  ready.then(async (answer) => {
    if (!answer) return standIn && location.replace("/");
    const ops = await Outbox.all(uid);
    if (standIn) standInFor(ops);
    return refill(ops);
  }).catch(() => {}); // a database that stopped to answer: what is on the page stays
  Object.assign(Outbox, { settle, part, waitingPage, uid, ready });
})();
