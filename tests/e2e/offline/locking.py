"""The app lock, in the hands of a test."""

from playwright.sync_api import Page, expect

from tests.e2e.offline.phone import Phone

PIN = "270419"
NOTE = "What a locked phone does not tell 4417"
STORED = """async () => {
  const found = [];
  const isBytes = (value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value);
  const plain = (_key, value) => (isBytes(value) ? new TextDecoder("latin1").decode(value) : value);
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const answer = await cache.match(request);
      found.push([name, request.url, ...answer.headers.entries(), await answer.text()].join(" "));
    }
  }
  for (const { name } of await indexedDB.databases()) {
    const open = indexedDB.open(name);
    const base = await new Promise((done) => { open.onsuccess = () => done(open.result); });
    for (const store of base.objectStoreNames) {
      const all = base.transaction(store).objectStore(store).getAll();
      found.push(JSON.stringify(await new Promise((done) => { all.onsuccess = () => done(all.result); }), plain));
    }
    base.close();
  }
  return [...found, JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
}"""
"""All that a script of ours could read: caches, databases, storage."""
KEY_AT_HAND = "async (uid) => Boolean((await Outbox.metaOf(uid)).lock)"
HIDE = """(hidden) => {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
  Object.defineProperty(document, "visibilityState", { configurable: true, get: () => hidden ? "hidden" : "visible" });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
AGO = """([uid, minutes]) => Outbox.change(uid, async (_ops, meta) => {
  const pin = await Outbox.settled(meta.get("pin"));
  await Outbox.settled(meta.put({ ...pin, seen: pin.seen - minutes * 60_000 }, "pin"));
})"""
FILLED = "async () => !!(await (await caches.match('/device')).json()).filled"
"""All pages of the list were fetched."""
SHOWN = "() => document.body.innerText"


def set_pin(page: Page, *, safety: bool = False, leaving: bool = True) -> None:
    page.goto("/app-lock")
    turn_on(page, safety=safety, leaving=leaving)


def turn_on(page: Page, *, safety: bool = False, leaving: bool = True) -> None:
    page.locator("#pin").fill(PIN)
    page.locator("#pin-again").fill(PIN)
    page.locator("input[name=safety]").set_checked(safety, force=True)
    page.locator("input[name=leaving]").set_checked(leaving, force=True)
    page.get_by_role("button", name="Turn the lock on").tap()
    expect(page.locator("[data-is-on]")).to_be_visible()


def unlock(page: Page, pin: str = PIN) -> None:
    page.locator("#open-pin").fill(pin)
    page.get_by_role("button", name="Open", exact=True).tap()


def is_locked(page: Page) -> None:
    expect(page.get_by_role("heading", name="Locked")).to_be_visible()
    expect(page.locator("[data-unlock]")).to_have_count(1)


def reopen(phone: Phone, path: str = "/") -> Page:
    """The app is closed and opened again, as after a restart of the phone."""
    phone.close()
    page = phone.start()
    page.goto(path)
    return page
