// Foothold's service worker: the shell, and one person's own pages, for when there is no network. `/sw.js` sets `SETTINGS`
// and loads the outbox and this file (webapp/offline/worker.py).
const SHELL = `shell-${SETTINGS.version}`;
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const UNSEEN = 7 * DAY; // without any contact, pages are thrown away after this
const AGES = { often: 10 * MINUTE, daily: DAY / 2, weekly: 5 * DAY };
const NOBODY = "-";

// Sign-outs and changes of person since the worker started: what was asked for before is not kept.
let epoch = 0;
let record;
let changed = new Set();
let filling;
let slowUntil = 0;
let sentAt = 0;

const pause = (time) => new Promise((done) => { setTimeout(done, time); });
const pagesOf = (account) => caches.open(`pages-${account}`);

// Whose pages are kept, when the server was last seen, and in which language: {account, contact, language}.
const device = async () => {
  record ??= await (await (await caches.open("device")).match("/device"))?.json() ?? {};
  return record;
};
const remember = async (values) => {
  record = { ...(await device()), ...values };
  // On a full phone known only for now: what the server answers is shown all the same.
  await (await caches.open("device")).put("/device", new Response(JSON.stringify(record))).catch(() => {});
};

// Throw away all personal pages. The outbox is not touched.
const forget = async () => {
  epoch += 1;
  const language = (await device()).language;
  record = {};
  changed = new Set();
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("pages-") || name === "device").map((name) => caches.delete(name)));
  if (language) await remember({ language });
};

const tell = async (message) => {
  for (const client of await self.clients.matchAll({ type: "window" })) client.postMessage(message);
};

// Who is signed in, as an answer says. Another person's, or nobody's: the pages kept until now go first. Answers whether
// this is an answer to the person whose pages are kept; `at` is the epoch in which it was asked for.
const note = async (answer, at) => {
  const account = answer.headers.get("FH-User");
  const { account: former, contact } = await device();
  if (!account || at !== epoch) return false;
  if (account === former) {
    if (Math.abs(Date.now() - contact) > 60 * MINUTE) await remember({ contact: Date.now() });
    return true;
  }
  if (!former && account === NOBODY) return false;
  await forget();
  if (former) {
    self.registration.pushManager?.getSubscription().then((one) => one?.unsubscribe()).catch(() => {}); // it was for who left
    await self.Outbox.leave(former);
  }
  await tell({ type: "account", account });
  if (account === NOBODY) return false;
  await remember({ account, contact: Date.now() });
  return true;
};

const mayBeKept = (answer) =>
  answer.status === 200 && !answer.redirected && answer.headers.get("FH-Keep") === "1" &&
  answer.headers.get("FH-Page") === "full" && /^text\/html/.test(answer.headers.get("Content-Type") ?? "");

const keep = async (key, answer) => {
  const account = answer.headers.get("FH-User");
  const at = epoch;
  const headers = new Headers(answer.headers);
  headers.delete("Content-Encoding");
  headers.set("FH-Kept", String(Date.now()));
  const html = await answer.text();
  const { account: active, language } = await device();
  if (at !== epoch || account !== active) return;
  const { body, iv } = (await self.Outbox.pageToKeep(account, new URL(key, location.origin).pathname, html)) ?? {};
  if (!body) return;
  if (iv) headers.set("FH-Lock", iv);
  const spoken = /<html lang="(\w+)/.exec(html)?.[1];
  if (spoken && spoken !== language) await remember({ language: spoken });
  try {
    await (await pagesOf(account)).put(key, new Response(body, { headers }));
  } catch {
    await makeRoom();
  }
  if (at !== epoch) await caches.delete(`pages-${account}`);
};

// The disk is full: entries that wait to be sent need it more than pages that are seldom read.
const makeRoom = async () => {
  const { account, rest = [] } = await device();
  if (!account) return;
  const pages = await pagesOf(account);
  for (const path of rest) await pages.delete(path);
};

// A page from this phone, which says so; nothing when there is none.
const kept = async (url) => {
  const { account, contact } = await device();
  if (!account) return undefined;
  if (Math.abs(Date.now() - contact) > UNSEEN) {
    await forget();
    return void await remember({ account, contact: Date.now() }); // who may have locked the app
  }
  const pages = await pagesOf(account);
  const exact = await pages.match(url.pathname + url.search, { ignoreVary: true });
  const found = exact ?? (url.searchParams.has("before") ? undefined : await pages.match(url.pathname, { ignoreVary: true }));
  if (!found) return undefined;
  const html = await self.Outbox.pageKept(account, url.pathname, found).catch(() => undefined); // its key is gone
  return html && new Response(html.replace("<html", `<html data-kept="${found.headers.get("FH-Kept")}"`), { headers: found.headers });
};

// What is shown in place of a page that was not kept, in the person's language.
const instead = async (request, url, other = SETTINGS.open[0]) => {
  if (request.mode !== "navigate") return Response.error();
  const wanted = (await device()).language ?? self.navigator.language.slice(0, 2);
  const language = SETTINGS.languages.includes(wanted) ? wanted : SETTINGS.languages[0];
  const path = SETTINGS.open.includes(url.pathname) ? url.pathname : other;
  return (await (await caches.open(SHELL)).match(`${path}?${language}`, { ignoreVary: true })) ?? Response.error();
};

// A form did not get through. With 204 the browser stays on the page, where everything that was typed still stands.
const unsent = async () => {
  await tell({ type: "unsent" });
  return new Response(null, { status: 204 });
};

const page = async (fresh, request, url) => {
  const now = Date.now();
  // What a form leads to is worth waiting for: the kept page does not have it yet.
  const patience = self.navigator.onLine === false ? 0 : now - sentAt < 9000 ? 9000 : now < slowUntil ? 1000 : 3000;
  const late = pause(patience).then(() => kept(url)).then((found) => {
    if (found && patience) slowUntil = Date.now() + MINUTE;
    return found ?? fresh;
  });
  try {
    const answer = await Promise.race([fresh, late]);
    return answer.status >= 500 ? (await kept(url)) ?? answer : answer;
  } catch {
    return (await kept(url)) ?? instead(request, url);
  }
};

// While the app is locked: Help now as it is for everybody, the safety plan if its owner wants that, and the page that asks
// for the PIN in place of every other. What leads in or out is not personal.
const FREE = /^\/(leave|sign-in|reset|join|s|shared)(\/|$)/;
const locked = async (request, url) => {
  const { account } = await device();
  if (!account || FREE.test(url.pathname)) return undefined;
  const isFresh = !(await self.clients.matchAll({ type: "window", includeUncontrolled: true })).length;
  const asked = self.Outbox.lockedBy(account, isFresh).catch(() => undefined);
  const pin = await (url.pathname === "/help" ? Promise.race([asked, pause(2000).then(() => true)]) : asked); // help does not wait
  if (!pin) return undefined;
  return (pin.safety && url.pathname === self.Outbox.SAFETY && (await kept(url))) || instead(request, url, "/locked");
};

const open = async (event, url) => (await locked(event.request, url)) ?? personal(event, url);
const personal = (event, url) => {
  const key = url.pathname + url.search;
  const at = epoch;
  let copy;
  // Awaited before the answer is shown: nobody sees the first page of theirs while another's are still kept.
  const fresh = fetch(event.request).then(async (answer) => {
    if (!(await note(answer, at))) return answer;
    if (mayBeKept(answer)) copy = answer.clone();
    if ([404, 410].includes(answer.status)) await (await pagesOf(answer.headers.get("FH-User"))).delete(key);
    slowUntil = 0;
    return answer;
  });
  event.waitUntil(fresh.then(() => copy && keep(key, copy)).catch(() => {}));
  return page(fresh, event.request, url);
};

// Files have their content in their names. A page kept since an older version finds today's file of the same name.
const plain = (path) => path.replace(/^\/static\/[^/]+\//, "").replace(/\.[0-9a-f]{10}(?=\.\w+$)/, "");
const file = async (asked) => {
  const answer = await fetch(asked);
  if (!answer.ok || /html/.test(answer.headers.get("Content-Type"))) throw new TypeError(); // a portal's page
  return answer;
};
const asset = async (event, url) => {
  const found = await caches.match(url.pathname, { ignoreVary: true });
  if (found) return found;
  const shell = await caches.open(SHELL);
  try {
    const answer = await file(event.request);
    event.waitUntil(shell.put(url.pathname, answer.clone()).catch(() => {}));
    return answer;
  } catch (error) {
    const like = SETTINGS.shell.find((path) => plain(path) === plain(url.pathname));
    const instead = like && (await shell.match(like));
    if (instead) return instead;
    throw error;
  }
};

// What is the same for everybody, in each language: help, and what stands in for a page that was not kept.
const keepOpen = async () => {
  const shell = await caches.open(SHELL);
  for (const language of SETTINGS.languages) {
    for (const path of SETTINGS.open) {
      const answer = await fetch(path, { credentials: "omit", cache: "reload", headers: { "Accept-Language": language } });
      if (!answer.ok || answer.headers.get("FH-User") !== NOBODY) throw new Error();
      await shell.put(`${path}?${language}`, answer);
    }
  }
};

// Fetch what the server's list names and is missing or old, the most needed first, one at a time. Ends early when something
// was saved meanwhile, and fails without a network.
const fill = async () => {
  const { filled = 0, account } = await device();
  if (account && await self.Outbox.lockedBy(account)) throw new Error();
  if (!changed.size && Date.now() - filled < AGES.often) return;
  const before = epoch;
  const answer = await fetch("/offline/list");
  if (!(await note(answer, before)) || !answer.ok) throw answer;
  const at = epoch;
  const list = await answer.json();
  const pages = await pagesOf(answer.headers.get("FH-User"));
  // What is no longer on the list goes: entries that were deleted, the log of long ago.
  const listed = Object.values(list).flat();
  for (const { url } of await pages.keys()) if (!listed.includes(url.replace(location.origin, ""))) await pages.delete(url);
  const touched = changed;
  changed = new Set();
  for (const [group, age] of Object.entries(AGES)) {
    if (group === "weekly" && self.navigator.connection?.saveData) continue;
    const isOld = group !== "weekly" && [...touched].some((part) => group === "often" || !SETTINGS.entries.includes(part));
    for (const path of list[group] ?? []) {
      const old = await pages.match(path, { ignoreVary: true });
      if (old && !isOld && Date.now() - old.headers.get("FH-Kept") < age) continue;
      const got = await fetch(path);
      if (got.status === 429 || got.status === 503) throw got;
      if ((await note(got, at)) && mayBeKept(got)) await keep(path, got);
      if (at !== epoch || changed.size) return;
    }
  }
  const { opened = 0 } = await device();
  if (Date.now() - opened > DAY) {
    await keepOpen();
    await remember({ opened: Date.now() });
  }
  await remember({ filled: Date.now(), rest: list.weekly });
};
const refill = () => (filling ??= (async () => {
  do await fill(); while (changed.size);
})().catch(() => { changed.add("log"); }).finally(() => { filling = undefined; }));

// For the outbox: something was sent, so what is kept of Today and the log is old.
self.pagesChanged = async () => {
  changed.add("log");
  await refill();
};

self.addEventListener("install", (event) => event.waitUntil((async () => {
  const shell = await caches.open(SHELL);
  await Promise.all(SETTINGS.shell.map(async (path) => shell.put(path, await file(path))));
  await keepOpen();
})()));

self.addEventListener("activate", (event) => event.waitUntil((async () => {
  // Pages kept under the version before still find their own files.
  const old = (await caches.keys()).filter((name) => name.startsWith("shell-") && name !== SHELL);
  await Promise.all(old.slice(0, -1).map((name) => caches.delete(name)));
  await self.clients.claim();
})()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.method !== "GET") {
    changed.add(url.pathname.split("/")[1]);
    if (request.mode === "navigate") sentAt = Date.now();
    if (!self.Outbox.rescue(event, unsent) && request.mode === "navigate") event.respondWith(fetch(request).catch(unsent));
  } else if (url.pathname.startsWith("/static/")) {
    event.respondWith(asset(event, url));
  } else if (request.mode === "navigate" || request.headers.has("HX-Request")) {
    event.respondWith(open(event, url));
  }
});

// The lock of the app was set: what is kept from here on is not readable while it is locked. Page by page: a cache that is
// deleted as a whole stays on the disk for as long as somebody holds it.
const keepAnew = async () => {
  epoch += 1;
  const pages = await pagesOf((await device()).account);
  for (const key of await pages.keys()) await pages.delete(key);
  await remember({ filled: 0 });
  await self.pagesChanged();
};

const ORDERS = {
  anew: keepAnew,
  "take-over": () => self.skipWaiting(),
  claim: () => self.clients.claim(),
  hello: refill,
  "sign-out": forget,
  "make-room": makeRoom,
  "outbox-sent": self.pagesChanged,
};
self.addEventListener("message", (event) => {
  const order = ORDERS[event.data?.type];
  if (order) event.waitUntil(order().then(() => event.ports[0]?.postMessage("done")));
});

// A reminder. Each has to be shown, or browsers take the permission back; a tap opens Today.
self.addEventListener("push", (event) => {
  const { title, body } = event.data.json().notification;
  event.waitUntil(self.registration.showNotification(title, { body, tag: "reminder" }));
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow("/"));
});

self.addEventListener("sync", (event) => self.Outbox.onSync(event));
