// A module: how far it was read, and the device's own voice. The page is whole without both.
(() => {
  "use strict";
  const lesson = document.querySelector("[data-lesson]");
  if (!lesson) return;

  // How far: the last heading that came on the screen. The server is told after a rest, and when the page is left.
  const REST = 8000;
  const bar = lesson.querySelector("[data-bar]");
  let reached = Number(lesson.dataset.reached), told = reached, waiting = 0;
  const tell = () => {
    clearTimeout(waiting);
    waiting = 0;
    if (reached <= told) return;
    told = reached;
    fetch(lesson.dataset.progress, { method: "POST", body: new URLSearchParams({ part: reached }), keepalive: true }).catch(() => {});
  };
  const seen = new IntersectionObserver((entries) => {
    const parts = entries.filter((entry) => entry.isIntersecting).map((entry) => Number(entry.target.dataset.part));
    if (Math.max(0, ...parts) <= reached) return;
    reached = Math.max(...parts);
    bar.value = reached;
    bar.setAttribute("aria-label", bar.dataset.text.replace("#", reached));
    waiting ||= setTimeout(tell, REST);
  }, { rootMargin: "0px 0px -35% 0px" });
  lesson.querySelectorAll("[data-part]").forEach((heading) => seen.observe(heading));
  document.addEventListener("visibilitychange", () => { if (document.hidden) tell(); });
  addEventListener("pagehide", tell);

  // Listen: block after block, by a voice that is on this device.
  const button = lesson.querySelector("[data-listen]");
  const voice = () => window.speechSynthesis?.getVoices().find((one) => one.localService && one.lang.startsWith(document.documentElement.lang));
  const offer = () => { if (voice()) button.hidden = false; };
  offer();
  window.speechSynthesis?.addEventListener?.("voiceschanged", offer);
  const blocks = () => [...lesson.querySelectorAll("h1, [data-aloud] :is(p, h2, li)")].filter((block) => !block.querySelector("p"));
  let speaking = false;
  const label = () => { button.querySelector("span").textContent = speaking ? button.dataset.stop : button.dataset.start; };
  const mark = (block) => {
    lesson.querySelector(".now-said")?.classList.remove("now-said");
    block?.classList.add("now-said");
  };
  const words = (block) => {
    const copy = block.cloneNode(true);
    copy.querySelectorAll(".cite, svg").forEach((part) => part.remove());
    return copy.textContent.trim();
  };
  const say = ([block, ...rest]) => {
    if (!speaking || !block) { speaking = false; mark(); label(); return; }
    const said = new SpeechSynthesisUtterance(words(block));
    said.voice = voice();
    said.lang = said.voice?.lang ?? document.documentElement.lang;
    said.addEventListener("end", () => say(rest));
    mark(block);
    speechSynthesis.speak(said);
  };
  button.addEventListener("click", () => {
    speaking = !speaking;
    speechSynthesis.cancel();
    label();
    if (speaking) say(blocks()); else mark();
  });
  addEventListener("pagehide", () => window.speechSynthesis?.cancel());

  // Printing needs a script.
  lesson.querySelectorAll("[data-action=print]").forEach((one) => { one.hidden = false; });
})();
