// The guided player. All from the clock, so that it goes on where it should after the phone was locked.
(() => {
  "use strict";
  const player = document.querySelector("[data-player]");
  const controls = player?.querySelector("[data-controls]");
  if (!controls) return;

  const number = (name) => Number(player.dataset[name] || 0);
  const find = (name) => player.querySelector(`[data-${name}]`);
  const steps = [...player.querySelectorAll("[data-step]")];
  const ends = [];
  steps.reduce((sum, step) => { ends.push(sum + Number(step.dataset.stepSeconds)); return ends.at(-1); }, 0);
  const total = number("seconds");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const air = find("air"), word = find("beat-word"), left = find("left-line"), toggle = find("toggle"), speak = find("speak");
  const parts = ["in", "hold", "out", "rest"].map((name) => [name, number(name)]).filter(([, seconds]) => seconds);
  const words = Object.fromEntries([...player.querySelectorAll("[data-beat]")].map((item) => [item.dataset.beat, item.dataset.word]));

  let began = Date.now(), stopped = 0, shown = -1, said = "";
  const elapsed = () => Math.min(total, ((stopped || Date.now()) - began) / 1000);
  const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

  const say = (text) => {
    if (!speak?.checked || text === said) return;
    said = text;
    speechSynthesis.cancel();
    const voice = new SpeechSynthesisUtterance(text);
    voice.lang = player.dataset.language;
    speechSynthesis.speak(voice);
  };

  const showStep = (seconds) => {
    const found = ends.findIndex((end) => seconds < end);
    const index = found < 0 ? steps.length - 1 : found;
    if (index !== shown) {
      shown = index;
      steps.forEach((step, place) => { step.toggleAttribute("aria-current", place === index); step.classList.toggle("step-past", place < index); });
    }
    say(steps[index].textContent.trim());
  };

  const showBreath = (seconds) => {
    const length = parts.reduce((sum, [, some]) => sum + some, 0);
    let at = seconds % length;
    for (const [name, some] of parts) {
      if (at >= some) { at -= some; continue; }
      const through = at / some;
      const size = { in: 0.52 + 0.48 * through, hold: 1, out: 1 - 0.48 * through, rest: 0.52 }[name];
      air.style.transform = calm.matches ? "none" : `scale(${size.toFixed(3)})`;
      const text = `${words[name]} ${Math.floor(at) + 1}`;
      if (word.dataset.now !== text) {
        word.dataset.now = text;
        word.firstChild.data = words[name];
        word.querySelector("small").textContent = Math.floor(at) + 1;
        player.querySelectorAll("[data-beat]").forEach((item) => item.toggleAttribute("aria-current", item.dataset.beat === name));
        say(words[name]);
      }
      return;
    }
  };

  const show = () => {
    const seconds = elapsed();
    left.textContent = player.dataset.left.replace("#", clock(total - seconds));
    if (steps.length) showStep(seconds); else showBreath(seconds);
  };
  const frame = () => { if (!stopped && elapsed() < total) { show(); requestAnimationFrame(frame); } else show(); };

  const goTo = (index) => {
    const wanted = Math.max(0, Math.min(steps.length - 1, index));
    began = (stopped || Date.now()) - (wanted ? ends[wanted - 1] : 0) * 1000;
    show();
  };
  toggle.addEventListener("click", () => {
    if (stopped) { began += Date.now() - stopped; stopped = 0; requestAnimationFrame(frame); } else { stopped = Date.now(); }
    toggle.textContent = stopped ? player.dataset.goOn : player.dataset.pause;
  });
  find("previous")?.addEventListener("click", () => goTo(shown - 1));
  find("next")?.addEventListener("click", () => goTo(shown + 1));
  document.addEventListener("visibilitychange", show);
  setInterval(() => { if (!stopped && document.hidden) show(); }, 1000);

  controls.hidden = left.hidden = false;
  if ("speechSynthesis" in window) find("speech").hidden = false;
  player.classList.add("player-live");
  navigator.wakeLock?.request("screen").catch(() => {});
  requestAnimationFrame(frame);
})();
