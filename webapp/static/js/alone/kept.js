// On the page for no network: which pages are on this phone.
(() => {
  "use strict";
  const place = document.querySelector("[data-kept-list]");
  if (!place || !self.caches) return;

  const show = async () => {
    const name = (await caches.keys()).find((one) => one.startsWith("pages-"));
    const pages = name && (await caches.open(name));
    const paths = new Set(((await pages?.keys()) ?? []).map(({ url }) => new URL(url).pathname));
    for (const row of place.querySelectorAll("li[hidden]")) row.hidden = !paths.has(row.querySelector("a").pathname);
    const lessons = [...paths].filter((path) => /^\/learn\/\d+$/.test(path)).sort();
    for (const path of lessons) {
      // Asked of the worker: behind the lock of the app only it can read what is kept.
      const answer = await fetch(path, { headers: { "HX-Request": "true" } }).catch(() => null);
      if (!answer?.ok) continue;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const row = document.createElement("li");
      const link = row.appendChild(document.createElement("a"));
      link.href = path;
      link.className = "text-link";
      link.textContent = page.querySelector("h1")?.textContent;
      document.querySelector("#kept-lessons ul").append(row);
    }
    document.getElementById("kept-lessons").hidden = !lessons.length;
    document.getElementById("kept-here").hidden = !paths.size;
    document.getElementById("kept-none").hidden = paths.size > 0;
  };
  show();
})();
