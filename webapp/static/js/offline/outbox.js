// The outbox: what a participant saves is on the phone before it is sent, and stays until the server says that it has it.
// One script for pages and the service worker. What waits is an operation: a form with its fields and an id of its own.
// docs/offline.md says why each step is as it is.
((scope) => {
  "use strict";
  const FORMAT = 1; // of a kept operation; one of a later version of this script is left alone
  const TRY_FOR = 15_000;
  const ANSWERS_IN = 5000; // the database; in some browsers it may never answer
  const SHOWN_AFTER = 4000; // a form that has no answer by then is shown as waiting
  const MINUTE = 60_000, DAY = 1440 * MINUTE;
  const KEEP_SENT = 8 * DAY;
  const MOST_SENT = 400;
  const WAITING = "waiting", REFUSED = "refused", SENT = "sent", SEALED = "sealed";
  const LOCKED_UNTIL = new Set(["start", "now", "signed-in"]); // who tries again while nobody is signed in
  const IMPATIENT = new Set(["now", "online", "signed-in", "sync", "submit"]); // who does not wait for the back-off
  const DOUBTING = new Set(["now", "timer", "sync"]); // who tries even if the browser says that there is no network
  const FREE_TRIES = 4; // of a PIN
  const MOST_WAIT = 15 * MINUTE; // for the next try; a later time was written by a clock that was wrong
  const SAFETY = "/safety-plan";
  const UUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g;

  const channel = scope.BroadcastChannel ? new BroadcastChannel("fh-outbox") : null;
  const listeners = new Set();
  const tell = (type, uid) => {
    const message = { type, uid };
    channel?.postMessage(message);
    for (const listener of listeners) listener(message);
  };
  if (channel) channel.onmessage = ({ data }) => { for (const listener of listeners) listener(data); };
  const pause = (time) => new Promise((done) => { setTimeout(done, time); });

  // ---- ids: time first, and in one script always rising
  let last = 0;
  const uuid7 = () => {
    last = Math.max(Date.now(), last + 1);
    const time = last.toString(16).padStart(12, "0");
    const random = [...crypto.getRandomValues(new Uint8Array(10))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-${"89ab"[parseInt(random[3], 16) & 3]}${random.slice(4, 7)}-${random.slice(8)}`;
  };

  // ---- the database, one a person, opened for each step: a phone closes what is held open
  const PREFIX = "fh-outbox-", SEALED_PREFIX = `${PREFIX}sealed-`;
  const plainOf = (uid) => PREFIX + uid, sealedOf = (uid) => SEALED_PREFIX + uid;
  const settled = (request) => new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  const soon = (answer, giveUp = () => {}) => new Promise((done, failed) => {
    const timer = setTimeout(() => { failed(new DOMException("no answer", "TimeoutError")); giveUp(); }, ANSWERS_IN);
    answer.then(done, failed).finally(() => clearTimeout(timer));
  });
  const connect = (name) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("operations", { keyPath: "seq", autoIncrement: true });
      request.result.createObjectStore("meta");
    };
    return soon(settled(request), () => { request.onsuccess = () => request.result.close(); });
  };
  const within = async (name, mode, work) => {
    const base = await connect(name).catch((error) => { if (error.name === "TimeoutError") throw error; return connect(name); });
    base.onversionchange = () => base.close();
    try {
      const transaction = base.transaction(["operations", "meta"], mode, { durability: "strict" });
      const finished = new Promise((done, failed) => {
        transaction.oncomplete = done;
        transaction.onabort = () => failed(transaction.error ?? new Error());
      });
      finished.catch(() => {});
      const abort = () => { try { transaction.abort(); } catch { /* it ended by itself */ } };
      const result = work(transaction.objectStore("operations"), transaction.objectStore("meta")).catch((error) => {
        abort();
        throw transaction.error ?? error;
      });
      return await soon(result.then(() => finished).then(() => result), abort);
    } finally {
      base.close();
    }
  };
  const read = (uid, work) => within(plainOf(uid), "readonly", work);
  const change = (uid, work) => within(plainOf(uid), "readwrite", work);
  const drop = (name) => soon(settled(indexedDB.deleteDatabase(name))).catch(() => {});
  const note = (uid, key, value) => change(uid, (_ops, meta) => settled(value === undefined ? meta.delete(key) : meta.put(value, key)));
  const noted = (uid, key) => read(uid, (_ops, meta) => settled(meta.get(key)));

  // What a person wrote is not readable in the files of the browser, which keep for a while what was deleted: the fields are
  // locked with a key that no script can read out, and that goes with the database.
  const { subtle } = crypto;
  const text = new TextEncoder();
  const AES = { name: "AES-GCM", length: 256 }, BOTH = ["encrypt", "decrypt"];
  const metaOf = (uid) => read(uid, async (_ops, meta) => ({ lock: await settled(meta.get("lock")), pin: await settled(meta.get("pin")) }));
  const lockOf = async (uid) => {
    const { lock: known, pin } = await metaOf(uid);
    if (known || !subtle) return known;
    if (pin?.box) throw new Error();
    const key = await subtle.generateKey(AES, false, BOTH);
    return change(uid, async (_ops, meta) => {
      const first = await settled(meta.get("lock")); // another tab may have been faster
      if (!first) await settled(meta.put({ id: uuid7(), key }, "lock"));
      return first ?? settled(meta.get("lock"));
    }).catch((error) => { if (error.name !== "DataCloneError") throw error; });
  };
  const closed = async ({ fields, ...op }, lock) => {
    if (!lock) return { ...op, fields };
    return { ...op, lock: lock.id, ...await shut(lock.key, op.id, JSON.stringify(fields)) };
  };
  const shut = async (key, about, content) => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    return { iv, box: await subtle.encrypt({ name: "AES-GCM", iv, additionalData: text.encode(about) }, key, text.encode(content)) };
  };
  const unshut = async (key, about, { iv, box }) =>
    new TextDecoder().decode(await subtle.decrypt({ name: "AES-GCM", iv, additionalData: text.encode(about) }, key, box));
  // Whether its key is at hand. While the app is locked by a PIN it is not.
  const isShut = (op, lock) => op.box && op.lock !== lock?.id;
  const opened = async ({ lock: by, iv, box, ...op }, lock) => {
    if (!box) return op;
    if (isShut({ lock: by, box }, lock)) return { ...op, fields: [], state: isUnsent(op) ? SEALED : SENT };
    return { ...op, fields: JSON.parse(await unshut(lock.key, op.id, { iv, box })) };
  };
  const raw = (uid) => read(uid, (ops) => settled(ops.getAll()));
  const every = async (uid) => {
    const [kept, lock] = await read(uid, async (ops, meta) => [await settled(ops.getAll()), await settled(meta.get("lock"))]);
    return Promise.all(kept.map((op) => opened(op, lock)));
  };

  // Names of the databases that are there; null where the browser cannot tell.
  const names = async () => (indexedDB.databases ? (await soon(indexedDB.databases())).map(({ name }) => name) : null);
  const isThere = async (name) => (await names())?.includes(name) ?? true;

  // ---- operations
  const isId = (text) => text && !text.replace(UUID, "");
  const valueOf = (fields, key) => fields.find(([name]) => name === key)?.[1];
  const VERSION = ["version", "base"];
  const versionOf = (fields) => {
    const value = VERSION.map((name) => valueOf(fields, name)).find((text) => /^\d+$/.test(text ?? ""));
    return value === undefined ? undefined : Number(value);
  };
  const withVersion = (fields, version) => version === undefined ? fields : fields.map(([name, text]) => [name, VERSION.includes(name) ? String(version) : text]);

  // The numbers that a list shows of it.
  const SHOWN = { strength: ["strength", "before"], later: ["strength_now", "after"], mood: ["mood"] };
  const shownOf = (fields) => Object.fromEntries(
    Object.entries(SHOWN).map(([name, from]) => [name, from.map((key) => valueOf(fields, key)).find(Boolean)]).filter(([, value]) => value !== undefined),
  );

  // A form as it is kept. `holds` is the id of the operation whose answers stand in it.
  const operation = (uid, address, fields, { kind = "", holds } = {}) => {
    const url = new URL(address, location.origin).pathname, id = uuid7(), own = valueOf(fields, "id");
    const known = url.match(UUID) ?? [];
    const entry = own ?? known[0] ?? url;
    const named = fields.filter(([name]) => name !== "operation").map(([, text]) => String(text)).filter(isId);
    return {
      format: FORMAT, id, uid, url, kind, entry, holds, shown: shownOf(fields),
      version: versionOf(fields), // of the entry, on which it goes
      fields: [...fields.filter(([name]) => name !== "operation").map(([name, text]) => [name, String(text)]), ["operation", id]],
      creates: Boolean(own),
      chain: own ? `${url} ${own}` : url, // what a later form of the same kind replaces or builds on
      needs: [...new Set([entry, ...known, ...named])], // entries that have to be on the server first
      made: Date.now(), offset: -new Date().getTimezoneOffset(),
      state: WAITING, attempted: false, tries: 0, next: 0,
    };
  };

  const isUnsent = ({ state }) => state !== SENT;

  // On top of the operation whose answers this form holds, and of no other: what it does not show it must not write over.
  const rebased = (op, held) => (held?.version === undefined ? op : { ...op, version: Math.max(op.version, held.version + (held.state === SENT)) });

  // Not while the readable database is about to go.
  const saving = (uid, work) => alone(`fh-put-${uid}`, { mode: "shared" }, work);

  // Keep an operation. Resolves when it is on the disk; fails when it could not be written.
  const put = (asked) => saving(asked.uid, async () => {
    const lock = await lockOf(asked.uid);
    const { seq, version, after } = await write(await closed(asked, lock), lock);
    tell("changed", asked.uid);
    const { replaces: _replaces, ...op } = asked;
    return { ...op, seq, version, after };
  });
  const write = (asked, lock) => change(asked.uid, async (ops, meta) => {
    if (((await settled(meta.get("lock"))) ?? (await settled(meta.get("pin"))))?.id !== lock?.id) throw new Error();
    const chain = (await settled(ops.getAll())).filter((other) => other.chain === asked.chain || other.id === asked.replaces);
    const { replaces, holds, ...op } = rebased(asked, chain.find(({ id }) => id === asked.holds));
    const { version } = op, isWhole = version !== undefined;
    for (const other of chain) {
      const isFormer = op.creates || (isWhole && other.id === holds);
      const isOld = other.id === replaces || (isFormer && other.state === REFUSED);
      const isSame = isFormer && other.state === WAITING;
      if (isOld || (isSame && !other.attempted)) {
        // The same form again, before it went out or after it came back: this one takes its place.
        if (op.seq === undefined && other.creates === op.creates) op.seq = other.seq;
        op.after = other.state === WAITING ? other.after : op.after;
        await settled(ops.delete(other.seq));
      } else if (isSame && isWhole) {
        op.after = other.id; // it may be on the server already: then this one builds on it
      }
    }
    op.seq = await settled(ops.put(op));
    return op;
  });

  const keptIn = async (name) => ((await isThere(name)) ? within(name, "readonly", (ops) => settled(ops.getAll())) : []);
  const all = async (uid) => [...(await every(uid)), ...(await keptIn(sealedOf(uid)))].sort((one, other) => one.seq - other.seq);
  const count = async (uid) => new Set([...await raw(uid), ...await keptIn(sealedOf(uid))].filter(isUnsent).map(({ entry }) => entry)).size; // entries

  // ---- what the server said
  const backOff = (tries) => Math.min(300_000, 1000 * 2 ** Math.min(tries, 9)) * (0.5 + Math.random() / 2);
  const VERDICTS = new Set([400, 404, 409, 410, 413, 422]);
  const verdict = (op, answer) => {
    const { status, headers } = answer;
    const isOurs = headers.get("FH-User") === op.uid;
    if (answer.ok && headers.get("FH-Ack") === op.id) return { kind: SENT, answer };
    if (status === 401) return { kind: "locked", reason: "signed-out", answer };
    if (headers.get("FH-Reason") === "other-account") return { kind: "locked", reason: "other-account", answer };
    if (isOurs && VERDICTS.has(status)) return { kind: REFUSED, reason: headers.get("FH-Reason") ?? "form", answer };
    return { kind: isOurs && status === 403 ? "stop" : "retry", after: Number(headers.get("Retry-After")) || 0, answer };
  };

  // Asks the server and reads its answer to the end, all of it for so long only: a network may answer nothing at all.
  const ask = async (path, options) => {
    const stopping = new AbortController(), timer = setTimeout(() => stopping.abort(), TRY_FOR);
    try {
      const answer = await fetch(path, { ...options, redirect: "manual", cache: "no-store", signal: stopping.signal });
      return new Response(await answer.text() || null, { status: answer.status || 599, headers: answer.headers });
    } finally {
      clearTimeout(timer);
    }
  };

  const deliver = async (op, headers) => {
    const isOff = scope.navigator.onLine === false;
    try {
      return verdict(op, await ask(op.url, {
        method: "POST", body: new URLSearchParams(withVersion(op.fields, op.version)),
        headers: { ...headers, "FH-Outbox-User": op.uid, "FH-Made": `${op.made} ${op.offset}`, "FH-Sent": String(Date.now()) },
      }));
    } catch {
      return { kind: "offline", never: isOff && scope.navigator.onLine === false }; // never: it cannot have arrived
    }
  };

  // What is left of an operation that was sent: enough to show it until a newer page does. Of a form that goes on top of
  // another, with its answers, locked as before: a page from before is filled in with them.
  const remains = ({ lock, iv, box, ...op }, at) => ({ ...op, ...(op.version === undefined ? {} : { lock, iv, box }), needs: [], fields: [], state: SENT, at });
  const settle = (op, said) => change(op.uid, async (ops, meta) => {
    const now = await settled(ops.get(op.seq));
    if (now?.id !== op.id) return; // discarded meanwhile
    const followers = (await settled(ops.getAll())).filter((other) => other.after === op.id);
    if (said.kind === SENT) {
      const at = (Date.parse(said.answer.headers.get("Date")) || Date.now()) + 999;
      await settled(ops.put(remains(now, at)));
      for (const other of followers) await settled(ops.put({ ...other, after: undefined, version: now.version + 1 }));
      await settled(meta.delete("locked"));
    } else if (said.kind === REFUSED) {
      if (followers.length) await settled(ops.delete(op.seq)); // the newer form holds all that this one held
      else await settled(ops.put({ ...now, state: REFUSED, reason: said.reason }));
      for (const other of followers) await settled(ops.put({ ...other, after: undefined }));
      await settled(meta.delete("locked"));
    } else if (said.kind === "locked") {
      await settled(meta.put(said.reason, "locked"));
    } else if (said.kind === "offline") {
      if (said.never && !op.attempted) await settled(ops.put({ ...now, attempted: false }));
    } else {
      await settled(ops.put({ ...now, tries: now.tries + 1, next: Date.now() + Math.min(MOST_WAIT, Math.max(said.after * 1000, backOff(now.tries))) }));
    }
  }).then(() => tell(said.kind === "locked" ? "locked" : "changed", op.uid));

  // ---- sending
  const locks = scope.navigator.locks;
  const alone = (name, options, work) => (locks ? locks.request(name, options, work) : work({}));
  const expected = new Map(); // by id: who waits for the answer to an operation, and with which headers

  // One operation, if it still waits. Whoever else sends for this person in this browser comes before or after.
  const sendOne = (uid, seq) => alone(`fh-send-${uid}`, {}, async () => {
    const [found, lock] = await change(uid, async (ops, meta) => {
      const kept = await settled(ops.get(seq));
      const lock = await settled(meta.get("lock"));
      if (kept?.state !== WAITING || kept.after || isShut(kept, lock)) return [];
      if (!kept.attempted) await settled(ops.put({ ...kept, attempted: true }));
      return [kept, lock];
    });
    if (!found) return { kind: "held" };
    const op = await opened(found, lock);
    const said = await deliver(op, expected.get(op.id)?.headers);
    await settle(op, said);
    expected.get(op.id)?.done(said);
    return said;
  });

  const isLater = (time) => time > Date.now() && time < Date.now() + MOST_WAIT;

  // In order, an entry's steps behind one another; other entries do not wait for one that has trouble.
  const pass = async (uid, reason, tried) => {
    const unsent = (await raw(uid)).filter(isUnsent), held = new Set(unsent.map(({ creates, entry }) => creates && entry));
    let sent = 0;
    for (const op of unsent) {
      if (op.creates) held.delete(op.entry); // what was opened again may stand behind its own steps
      const isFree = !op.needs.some((entry) => held.has(entry)) && !tried.has(op.id);
      const isDue = op.state === WAITING && op.format <= FORMAT && (!isLater(op.next) || IMPATIENT.has(reason));
      if (op.state === REFUSED && !op.creates) continue;
      if (!isFree || !isDue) { held.add(op.entry); continue; }
      tried.add(op.id);
      const { kind } = await sendOne(uid, op.seq);
      if (["offline", "locked", "stop"].includes(kind)) return { sent, stopped: kind };
      if (kind === SENT) sent += 1;
      else if (kind !== REFUSED || op.creates) held.add(op.entry);
    }
    return { sent, stopped: "" };
  };
  const work = async (uid, reason) => {
    if ((await noted(uid, "locked")) && !LOCKED_UNTIL.has(reason)) return { sent: 0, stopped: "locked" };
    if (await lockedBy(uid)) return { sent: 0, stopped: "locked" };
    if (scope.navigator.onLine === false && !DOUBTING.has(reason)) return { sent: 0, stopped: "offline" };
    if ((await unlockBySignIn(uid)) === "stopped" || (await unseal(uid)) === "stopped") return { sent: 0, stopped: "offline" };
    const tried = new Set();
    let sent = 0, stopped = "", before = -1;
    while (!stopped && tried.size > before) {
      before = tried.size;
      const passed = await pass(uid, reason, tried);
      sent += passed.sent;
      stopped = passed.stopped;
    }
    if (sent) {
      await tidy(uid);
      tell("sent", uid);
      scope.navigator.serviceWorker?.controller?.postMessage({ type: "outbox-sent" });
    }
    return { sent, stopped };
  };
  const flushing = new Map();
  // Send what can be sent: {sent, left, stopped}. `left` is what waits; what was refused waits for the person.
  const flush = (uid, reason = "timer") => {
    if (flushing.has(uid)) return flushing.get(uid);
    const run = alone(`fh-flush-${uid}`, { ifAvailable: reason !== "sync" }, (lock) => (lock ? work(uid, reason) : { sent: 0, stopped: "busy" }))
      .then(async (done) => ({ ...done, left: [...await raw(uid), ...await keptIn(sealedOf(uid))].filter(({ state }) => state !== SENT && state !== REFUSED).length }))
      .finally(() => flushing.delete(uid));
    flushing.set(uid, run);
    return run;
  };

  // What was sent long ago is forgotten.
  const tidy = (uid) => change(uid, async (ops) => {
    const sent = (await settled(ops.getAll())).filter(({ state }) => state === SENT);
    const old = sent.filter(({ at }, place) => Date.now() - at > KEEP_SENT || place < sent.length - MOST_SENT);
    for (const { seq } of old) await settled(ops.delete(seq));
  });

  // Keep a form and try it once, now. What it comes to: sent, refused, locked (with the answer), or waiting.
  // Fails when the phone cannot keep it.
  const submit = async (asked, headers = {}) => {
    const op = await put(asked);
    if (scope.navigator.onLine === false) return { kind: WAITING, op };
    const answered = new Promise((done) => { expected.set(op.id, { headers, done }); });
    const earlier = [...await raw(op.uid), ...await keptIn(sealedOf(op.uid))].some((other) => isUnsent(other) && other.id !== op.id && other.state !== REFUSED && op.needs.includes(other.entry));
    const trying = earlier || op.after ? flush(op.uid, "submit").then(() => pause(50)) : sendOne(op.uid, op.seq);
    trying.catch(() => {});
    const said = await Promise.race([answered, trying.then(() => ({ kind: WAITING })), pause(SHOWN_AFTER).then(() => ({ kind: WAITING }))]);
    expected.delete(op.id);
    return { ...said, kind: [SENT, REFUSED, "locked"].includes(said.kind) ? said.kind : WAITING, op };
  };

  // Try a refused one again as it is, for its answer.
  const again = async (uid, id) => {
    const op = (await every(uid)).find((other) => other.id === id);
    if (!op) return { kind: "gone" };
    const rewrite = (values) => change(uid, async (ops) => {
      const kept = await settled(ops.get(op.seq));
      if (kept) await settled(ops.put({ ...kept, ...values }));
    });
    await rewrite({ state: WAITING, next: 0 });
    const answered = new Promise((done) => { expected.set(id, { headers: {}, done }); });
    const said = await Promise.race([answered, sendOne(uid, op.seq)]);
    expected.delete(id);
    if (![SENT, REFUSED].includes(said.kind)) await rewrite({ state: REFUSED });
    tell("changed", uid);
    return { ...said, op };
  };

  // Take an operation out; with one that makes an entry go the steps that wait for it.
  const discard = async (uid, id) => {
    await change(uid, async (ops) => {
      const kept = await settled(ops.getAll()), found = kept.find((op) => op.id === id);
      for (const op of kept) {
        if (op.id === id || (found?.creates && op.entry === found.entry && isUnsent(op))) await settled(ops.delete(op.seq));
        else if (op.after === id) await settled(ops.put({ ...op, after: undefined }));
      }
    });
    if (await isThere(sealedOf(uid))) {
      await within(sealedOf(uid), "readwrite", async (ops) => {
        for (const op of await settled(ops.getAll())) if (op.id === id) await settled(ops.delete(op.seq));
      });
    }
    tell("changed", uid);
  };

  // Undo of an entry that was never tried: it is gone, and true. Else the server has to be told.
  const undo = async (uid, entry) => {
    const isUndone = await change(uid, async (ops) => {
      const steps = (await settled(ops.getAll())).filter((op) => op.entry === entry && isUnsent(op));
      if (!steps.some((op) => op.creates && op.state === WAITING && !op.attempted)) return false;
      for (const { seq } of steps) await settled(ops.delete(seq));
      return true;
    });
    if (isUndone) tell("changed", uid);
    return isUndone;
  };

  // ---- sealing: what waits, to be opened by the server only, for the same person
  const publicKey = async (uid) => {
    const kept = await noted(uid, "key");
    if (kept) return kept;
    const answer = await ask("/outbox/key"), key = await answer.text();
    if (!answer.ok || key.length !== 88) throw new Error();
    await note(uid, "key", key);
    return key;
  };
  const bytesOf = (base64) => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  const base64Of = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  const sealed = async (key, content, about) => {
    const curve = { name: "ECDH", namedCurve: "P-256" };
    const theirs = await subtle.importKey("raw", key, curve, false, []);
    const mine = await subtle.generateKey(curve, false, ["deriveBits"]);
    const point = new Uint8Array(await subtle.exportKey("raw", mine.publicKey));
    const bits = await subtle.deriveBits({ name: "ECDH", public: theirs }, mine.privateKey, 256);
    const salt = new Uint8Array([...point, ...key]);
    const secret = await subtle.deriveKey(
      { name: "HKDF", hash: "SHA-256", salt, info: text.encode("foothold-outbox-1") },
      await subtle.importKey("raw", bits, "HKDF", false, ["deriveKey"]), AES, false, ["encrypt"],
    );
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const box = await subtle.encrypt({ name: "AES-GCM", iv, additionalData: text.encode(about) }, secret, text.encode(content));
    return base64Of(new Uint8Array([...point, ...iv, ...new Uint8Array(box)]));
  };

  // Seal all that waits and forget the rest. The readable database goes only when the sealed one is written.
  const seal = (uid) => alone(`fh-send-${uid}`, {}, async () => {
    if (!(await isThere(plainOf(uid)))) return;
    const { pin, lock } = await metaOf(uid);
    if (pin && !lock && (await raw(uid)).some(isUnsent)) {
      // Locked: from here on only the server opens it, which has a sealed copy of the key.
      await change(uid, async (ops, meta) => {
        for (const op of await settled(ops.getAll())) if (!isUnsent(op)) await settled(ops.delete(op.seq));
        await settled(meta.put({ id: pin.id, sealed: pin.sealed }, "pin"));
      });
      return;
    }
    // Beside what was sealed before, in places of its own; and what is saved while this goes on is sealed as well.
    const rest = async () => {
      const there = (await keptIn(sealedOf(uid))).map(({ id }) => id);
      return (await every(uid)).filter((op) => isUnsent(op) && !there.includes(op.id));
    };
    while (await alone(`fh-put-${uid}`, {}, async () => (await rest()).length || drop(plainOf(uid)))) {
      const key = bytesOf(await publicKey(uid));
      for (const op of await rest()) {
        const { id, entry, creates } = op, blob = await sealed(key, JSON.stringify(op), `${uid}|${id}`);
        await within(sealedOf(uid), "readwrite", (ops) => settled(ops.put({ id, entry, creates, state: SEALED, blob })));
      }
    }
    tell("changed", uid);
  });

  // The server opens what is sealed, for whoever sealed it. 'damaged' when it cannot, 'stopped' when it cannot be asked now.
  const unsealed = async (uid, id, blob) => {
    const answer = await ask("/outbox/openings", {
      method: "POST", body: new URLSearchParams({ id, blob }), headers: { "FH-Outbox-User": uid },
    }).catch(() => null);
    const isOurs = answer?.headers.get("FH-User") === uid;
    if (isOurs && [409, 422].includes(answer.status)) return "damaged";
    if (answer?.ok && isOurs) return answer.json();
    if (answer?.status === 401) await note(uid, "locked", "signed-out");
    return "stopped";
  };
  // Not while somebody seals: the readable database, its key and the order of the steps stay as they are.
  const unseal = (uid) => alone(`fh-send-${uid}`, {}, async () => {
    for (const { id, seq, blob } of await keptIn(sealedOf(uid))) {
      const content = await unsealed(uid, id, blob);
      if (content === "damaged") continue; // it stays, and the others go on
      if (content === "stopped") return content;
      const kept = await closed({ ...content, seq: seq - 1e9 }, await lockOf(uid)); // before what was saved since
      await change(uid, async (ops) => {
        if (!(await settled(ops.getAll())).some((other) => other.id === id)) await settled(ops.put(kept));
      });
      await within(sealedOf(uid), "readwrite", (ops) => settled(ops.delete(seq)));
      tell("changed", uid);
    }
    return "";
  });

  // ---- the lock of the app. One key locks what waits and the pages: at hand while the app is open ("lock"), else only in
  // two forms: by the PIN, and sealed to the server for who forgot it (both in "pin").
  const keyByPin = async (digits, salt) => subtle.deriveKey(
    { name: "PBKDF2", hash: "SHA-256", salt, iterations: 600_000 },
    await subtle.importKey("raw", text.encode(digits), "PBKDF2", false, ["deriveKey"]), AES, false, ["wrapKey", "unwrapKey"],
  );
  const lock = async (uid) => {
    await change(uid, async (_ops, meta) => { if ((await settled(meta.get("pin")))?.box) await settled(meta.delete("lock")); });
    tell("app", uid);
  };
  // The PIN's record when the app is locked, or has to be by now: `isFresh` when no window was open before.
  const lockedBy = async (uid, isFresh = false) => {
    if (!(await isThere(plainOf(uid)))) return undefined;
    const { lock: isOpen, pin } = await metaOf(uid), idle = Date.now() - pin?.seen;
    if (!pin?.box) return undefined;
    if (isOpen && !(isFresh && pin.leaving) && idle > -MINUTE && idle < pin.minutes * MINUTE) return undefined;
    if (isOpen) await lock(uid);
    return pin;
  };
  // true, false for a wrong PIN, or for how many milliseconds none is tried.
  const unlock = async (uid, digits) => {
    // Counted first, in one step: a page that is closed meanwhile forgives nothing, and two tabs are two tries.
    const { pin, wait, until } = await change(uid, async (_ops, meta) => {
      const pin = await settled(meta.get("pin")), now = Date.now(), wait = Math.min(pin.until - now, MOST_WAIT);
      const tries = pin.tries + (wait > 0 ? 0 : 1);
      const until = wait > 0 ? now + wait : tries > FREE_TRIES ? now + Math.min(MOST_WAIT, 30_000 * 2 ** (tries - FREE_TRIES - 1)) : 0;
      await settled(meta.put({ ...pin, tries, until }, "pin"));
      return { pin, wait, until };
    });
    if (wait > 0) return wait;
    const key = await subtle.unwrapKey("raw", pin.box, await keyByPin(digits, pin.salt), { name: "AES-GCM", iv: pin.iv }, AES, false, BOTH).catch(() => null);
    if (!key) return until ? until - Date.now() : false;
    await change(uid, async (_ops, meta) => {
      await settled(meta.put({ id: pin.id, key }, "lock"));
      await settled(meta.put({ ...pin, tries: 0, until: 0, seen: Date.now() }, "pin"));
    });
    tell("app", uid);
    return true;
  };
  // After a forgotten PIN: whoever signed in with the password gets what waits back, and there is no PIN any more.
  const unlockBySignIn = async (uid) => {
    const { pin } = await metaOf(uid);
    if (!pin || pin.box) return "";
    const content = await unsealed(uid, pin.id, pin.sealed);
    if (content === "stopped") return content;
    const own = await lockOf(uid), found = [];
    if (content !== "damaged") {
      const former = { id: pin.id, key: await subtle.importKey("raw", bytesOf(content), AES, false, BOTH) };
      for (const op of await raw(uid)) if (op.lock === pin.id) found.push(await closed(await opened(op, former), own));
    }
    await change(uid, async (ops, meta) => {
      for (const op of found) if ((await settled(ops.get(op.seq)))?.id === op.id) await settled(ops.put(op));
      await settled(meta.delete("pin"));
    });
    tell("changed", uid);
    return "";
  };
  // A page as it is kept: as it is without a PIN, unreadable with one, and not at all while the app is locked.
  const pageToKeep = async (uid, path, html) => {
    const { lock: own, pin } = (await isThere(plainOf(uid))) ? await metaOf(uid) : {};
    if (!pin?.box || (pin.safety && path === SAFETY)) return { body: html };
    if (!own) return undefined;
    const { iv, box } = await shut(own.key, path, html);
    return { body: box, iv: base64Of(iv) };
  };
  const pageKept = async (uid, path, answer) => {
    const iv = answer.headers.get("FH-Lock");
    if (!iv) return answer.text();
    const { lock: own } = await metaOf(uid);
    return unshut(own.key, path, { iv: bytesOf(iv), box: await answer.arrayBuffer() });
  };

  // Everything of a person goes, sent or not.
  const wipe = async (uid) => { await drop(plainOf(uid)); await drop(sealedOf(uid)); }; // telling would open them again

  // Somebody else is here now: what the others left is sealed before anything is shown.
  const others = async (uid) => ((await names()) ?? []).filter((name) => name.startsWith(PREFIX) && !name.startsWith(SEALED_PREFIX) && name !== plainOf(uid)).map((name) => name.slice(PREFIX.length));
  const leave = (former) => seal(former).catch(() => {});

  // ---- in the worker
  const account = async () => (await (await (await caches.open("device")).match("/device"))?.json())?.account;

  // A form sent by the browser itself, because the page's script did not run: kept when it cannot be sent.
  const OWN = /^\/(sign-in|sign-out|join|reset|language|account|confirm|devices|counselor|admin|setup|consents|sharing|s|shared|outbox)(\/|$)/;
  const rescue = (event, fallback) => {
    const { request } = event, url = new URL(request.url);
    if (request.method !== "POST" || request.mode !== "navigate" || OWN.test(url.pathname)) return false;
    const copy = request.clone();
    event.respondWith(fetch(request).catch(async (error) => {
      const fields = [...await copy.formData()], uid = await account();
      if (!uid || !valueOf(fields, "operation")) throw error;
      await put({ ...operation(uid, url.pathname, fields), attempted: true });
      return Response.redirect("/waiting", 303);
    }).catch(fallback));
    return true;
  };

  const onSync = (event) => {
    if (event.tag !== "fh-outbox") return;
    event.waitUntil((async () => {
      const uid = await account();
      const done = uid && (await flush(uid, "sync"));
      if (done?.sent) await scope.pagesChanged();
      if (done?.left && done.stopped !== "locked") throw new Error(); // the browser comes again
    })());
  };

  // Where nothing can be kept: sent once, and kept by nobody. `why` when that did not work either.
  const direct = async (op, headers, why) => {
    const said = await deliver(op, headers);
    return { ...said, kind: [SENT, REFUSED].includes(said.kind) ? said.kind : why, op };
  };
  scope.Outbox = {
    SAFETY, tell, account, lock, lockedBy, unlock, metaOf, keyByPin, change, settled, note, seal, sealed, bytesOf, base64Of, pageToKeep, pageKept,
    open: raw, put, all, count, flush, discard, wipe, leave, others, undo, again, submit, direct, operation, rescue, onSync, noted, publicKey,
    uuid7, isId, valueOf, isUnsent,
    listen: (listener) => listeners.add(listener),
  };
})(self);
