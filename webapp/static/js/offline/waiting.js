// What waits on this phone: how many, on every page; which, on Today, in the log and on a page of their own. And when to try.
(() => {
  "use strict";
  const { Outbox } = self, uid = Outbox?.uid;
  if (!uid) return;
  const root = document.documentElement, made = Number(root.dataset.made) || 0;
  const words = document.getElementById("outbox-words");
  const section = document.querySelector("[data-waiting]"), isWhole = section?.dataset.waiting === "whole";
  const parts = section?.querySelector("[data-kinds]")?.content;
  const copy = (selector, other) => (parts.querySelector(selector) ?? parts.querySelector(other)).cloneNode(true);
  const nothing = document.querySelector("[data-nothing-waits]");

  const howMany = (count) => (count === 1 ? words.dataset.one : words.dataset.many.replace("#", count));

  // ---- the count, in the top bar and on the icon
  const showCount = (count) => {
    const bar = document.querySelector(".topbar");
    let badge = bar?.querySelector(".waiting-badge");
    if (!count) badge?.remove();
    if (count && bar && !badge) {
      badge = words.content.querySelector(".waiting-badge").cloneNode(true);
      bar.insertBefore(badge, bar.lastElementChild);
    }
    if (count && badge) {
      badge.querySelector("span").textContent = count;
      badge.setAttribute("aria-label", howMany(count));
    }
    navigator.setAppBadge?.(count).catch(() => {});
  };

  // ---- the list
  const when = (made) => {
    const at = new Date(made), isToday = at.toDateString() === new Date().toDateString();
    return at.toLocaleString(`${root.lang}-US`, isToday ? { timeStyle: "short" } : { month: "short", day: "numeric", hour: "numeric", minute: "2-digit" });
  };
  const level = (strength) => [2, 4, 6, 8].filter((most) => strength > most).length;
  const badgeOf = (strength) => {
    const badge = document.createElement("span");
    badge.className = "badge badge-strength";
    badge.dataset.level = level(Number(strength));
    badge.textContent = strength;
    return badge;
  };
  const strengths = (ops) => {
    const first = ops.map(({ shown }) => shown?.strength).find((value) => value !== undefined);
    const last = ops.map(({ shown }) => shown?.later).filter((value) => value !== undefined).at(-1);
    const line = document.createElement("p");
    if (first !== undefined) line.append(badgeOf(first));
    if (last !== undefined) line.append(first === undefined ? "" : ` ${section.querySelector("[data-kinds]").dataset.then} `, badgeOf(last));
    return line.childNodes.length ? line : "";
  };
  const title = (item, op) => {
    const strong = item.querySelector("strong"), mood = section.querySelector("[data-kinds]").dataset.moods.split("|")[Number(op.shown?.mood) - 1];
    if (op.kind === "check-in" && mood) {
      strong.append(`: ${mood}`);
      const use = item.querySelector("use");
      use.setAttribute("href", use.getAttribute("href").replace(/mood-\d/, `mood-${op.shown.mood}`));
    }
    const page = "page" in item.dataset && op.state === "waiting" && op.creates ? Outbox.waitingPage(op.kind, op.entry, op.shown?.strength) : "";
    if (!page) return;
    const link = document.createElement("a");
    link.href = page;
    link.className = "stretch";
    link.append(...strong.childNodes);
    strong.append(link);
  };
  const PLAIN = new Set(["id", "operation", "version", "base", "occurred", "urge_id", "was_told"]);
  const textOf = (ops) => ops.flatMap(({ fields = [] }) => fields).filter(([name, value]) => !PLAIN.has(name) && value.trim() && !/^(true|false|\d+|[0-9a-f-]{36})$/.test(value)).map(([, value]) => value).join("\n");
  const rowOf = (ops) => {
    const [op] = ops;
    const item = copy(`[data-kind="${op.kind}"]`, "[data-kind=change]"), body = item.lastElementChild;
    const worst = ops.find(({ state }) => state === "refused") ?? ops.find(({ state }) => state !== "sent") ?? op;
    item.classList.toggle("entry-waiting", worst.state !== "sent");
    item.dataset.entry = op.entry;
    title(item, op);
    const time = item.querySelector("time");
    if (op.made) { time.dateTime = new Date(op.made).toISOString(); time.textContent = when(op.made); } else time.remove();
    body.append(strengths(ops));
    if (op.state === "sealed") item.querySelector("strong").textContent = "";
    body.append(copy(`[data-state="${worst.state === "refused" ? worst.reason : worst.state}"]`, "[data-state=form]"));
    if (isWhole && worst.state !== "sent") body.append(actionsOf(worst, ops));
    return item;
  };
  const actionsOf = (op, ops) => {
    const actions = copy("[data-actions]"), isRefused = op.state === "refused";
    if (!isRefused || op.reason === "gone") actions.querySelector("[data-do=fix]").remove();
    if (op.state === "sealed" || !textOf(ops)) actions.querySelector("[data-do=copy]")?.remove();
    actions.dataset.id = op.id;
    return actions;
  };

  const groups = (ops) => {
    const found = new Map();
    for (const op of ops) found.set(op.entry, [...(found.get(op.entry) ?? []), op]);
    return [...found.values()];
  };
  let shown = [];
  const render = async () => {
    const ops = await Outbox.all(uid), unsent = ops.filter(Outbox.isUnsent);
    showCount(groups(unsent).length);
    if (!section) return;
    // Sent, and not yet on a page as old as this one.
    const isHere = ({ entry }) => document.querySelector(`main a[href$="${CSS.escape(entry)}"]`)?.closest("[data-waiting]") === null;
    const fresh = ops.filter((op) => op.state === "sent" && op.at > made && made && op.creates && !isWhole && !isHere(op));
    if (isWhole && section.querySelector("[data-question]")) return;
    shown = groups([...unsent, ...fresh]).sort((one, other) => (other[0].made ?? 0) - (one[0].made ?? 0));
    section.querySelector("[data-waiting-list]").replaceChildren(...shown.slice(0, isWhole ? 500 : 20).map(rowOf));
    section.hidden = !shown.length;
    section.querySelector("[data-send-now]").hidden = !unsent.some(({ state }) => state !== "refused");
    if (nothing) nothing.hidden = shown.length > 0;
    const locked = unsent.length && (await Outbox.noted(uid, "locked"));
    if (locked) say(locked === "signed-out" ? "signedOut" : "otherAccount");
    else if (!unsent.length) say();
  };
  const line = section?.querySelector("[data-waiting-state]");
  const say = (key) => { if (line) line.textContent = line.dataset[key] ?? ""; };
  let isAsked = false;
  const renderSoon = () => {
    if (isAsked) return;
    isAsked = true;
    setTimeout(() => { isAsked = false; render().catch(() => {}); }, 60);
  };

  // ---- when to try
  let tries = 0, timer, isBusy = false;
  const attempt = async (reason) => {
    if (isBusy || !(await Outbox.ready) || !(await Outbox.count(uid))) return;
    isBusy = true;
    try {
      if (reason === "now") say("sending");
      const { left, stopped } = await Outbox.flush(uid, reason);
      tries = left && stopped ? tries + 1 : 0;
      await render();
      if (left && stopped !== "locked") say(stopped);
      clearTimeout(timer);
      if (left && stopped !== "locked") timer = setTimeout(() => kick("timer"), Math.min(300_000, 4000 * 2 ** tries) * (0.75 + Math.random() / 2));
    } finally {
      isBusy = false;
    }
  };
  const kick = (reason) => attempt(reason).catch(() => {}); // another time comes
  for (const event of ["online", "focus"]) addEventListener(event, () => kick(event));
  document.addEventListener("visibilitychange", () => { if (!document.hidden) kick("focus"); });
  document.addEventListener("fh:signed-in", () => kick("signed-in"));
  Outbox.listen(({ type, uid: whose }) => {
    if (whose !== uid) return;
    renderSoon();
    if (type === "changed") { clearTimeout(timer); timer = setTimeout(() => kick("timer"), 5000); }
  });

  // ---- what a person can do about one
  const ask = (button) => {
    const actions = button.closest("[data-actions]"), question = copy("[data-question]");
    question.dataset.id = actions.dataset.id;
    actions.hidden = true;
    actions.after(question);
    question.querySelector("[data-do=keep]").focus();
  };
  const DO = {
    ask,
    keep: (button) => { const question = button.closest("[data-question]"); question.previousElementSibling.hidden = false; question.remove(); },
    discard: async (button, id) => { button.closest("[data-question]").remove(); await Outbox.discard(uid, id); },
    copy: async (button, id) => {
      await navigator.clipboard?.writeText(textOf(shown.find((ops) => ops.some((op) => op.id === id)) ?? []));
      button.textContent = button.dataset.done;
    },
    fix: async (_button, id) => {
      const said = await Outbox.again(uid, id);
      if (["sent", "refused"].includes(said.kind)) await Outbox.settle(null, said);
      else say(said.kind === "locked" ? "signedOut" : "offline");
    },
  };
  section?.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) DO[button.dataset.do](button, button.closest("[data-id]").dataset.id);
    if (event.target.closest("[data-send-now]")) kick("now");
  });

  // ---- signing out with something unsent: sent first, kept locked, or discarded. Answers what pages.js has to know.
  Outbox.beforeSignOut = async (form) => {
    if (form.dataset.sealed) return { sealed: true };
    if (!(await Outbox.ready)) return {}; // what it holds, if anything, stays
    if (await Outbox.count(uid)) await Promise.race([Outbox.flush(uid, "now"), new Promise((done) => { setTimeout(done, 4000); })]);
    const count = await Outbox.count(uid);
    if (!count) { await Outbox.wipe(uid); return { empty: true }; }
    askBeforeSignOut(form, count);
    return false;
  };
  const askBeforeSignOut = (form, count) => {
    document.querySelector("[data-part=sign-out]")?.remove();
    const box = Outbox.part("[data-part=sign-out]");
    box.querySelector("[data-how-many]").textContent = howMany(count);
    form.after(box);
    box.focus();
    box.addEventListener("click", async (event) => {
      const choice = event.target.closest("[data-choose]")?.dataset.choose;
      if (choice === "send") {
        const { left } = await Outbox.flush(uid, "now");
        box.querySelector("[data-not-sent]").hidden = !left;
      } else if (choice === "seal") {
        if (await Outbox.seal(uid).then(() => true, () => false)) form.dataset.sealed = "yes";
        else box.querySelector("[data-not-sent]").hidden = false;
      } else if (choice === "ask") {
        box.querySelector("[data-sure]").hidden = false;
      } else if (choice === "discard") {
        await Outbox.wipe(uid);
      } else return;
      if (form.dataset.sealed || choice === "discard" || !(await Outbox.count(uid))) form.requestSubmit();
    });
  };

  // ---- start: others' entries are sealed, the key to seal with is at hand, and what waits is tried
  Outbox.ready.then(async (isKeeping) => {
    if (!isKeeping) return;
    for (const other of await Outbox.others(uid)) await Outbox.leave(other);
    await render();
    await kick("start");
    if (!root.dataset.kept) await Outbox.publicKey(uid).catch(() => {});
  }).catch(() => {});
})();
