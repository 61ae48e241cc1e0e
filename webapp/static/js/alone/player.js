// The guided player. Where it stands follows from the clock alone, so it is right again after the phone was locked.
(() => {
  "use strict";
  const form = document.querySelector("[data-practice]");
  const player = form?.querySelector("[data-player]");
  if (!player) return;

  const find = (name) => form.querySelector(`[data-${name}]`);
  const all = (name) => [...player.querySelectorAll(`[data-${name}]`)];
  const steps = all("step"), beats = all("beat"), counts = player.querySelectorAll(".beats > li"), line = find("line");
  const seconds = (beat) => Number(beat.dataset.seconds);
  const breath = beats.reduce((sum, beat) => sum + seconds(beat), 0);
  const lengths = steps.length ? steps.map((step) => Number(step.dataset.step)) : Array(Number(player.dataset.rounds)).fill(breath);
  const ends = [];
  for (const length of lengths) ends.push((ends.at(-1) ?? 0) + length);
  const total = ends.at(-1);
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const pause = find("pause"), speak = find("speak"), minutes = find("minutes"), time = document.querySelector("[data-time-left]");

  // The clock, in milliseconds: what was spent until the last pause, since when it runs (0: it does not), and by how much
  // 'step back' and 'next step' moved the place.
  let spent = 0, since = 0, moved = 0, shown = -2, beating = "", lock = null;
  const run = () => spent + (since ? Math.max(0, Date.now() - since) : 0);
  const place = () => Math.max(0, run() + moved) / 1000;

  const voice = () => window.speechSynthesis?.getVoices().find((one) => one.localService && one.lang.startsWith(document.documentElement.lang));
  const say = (text) => {
    if (!speak.checked || !since) return;
    speechSynthesis.cancel();
    const said = new SpeechSynthesisUtterance(text);
    said.voice = voice();
    said.lang = said.voice?.lang ?? document.documentElement.lang;
    speechSynthesis.speak(said);
  };
  const hush = () => window.speechSynthesis?.cancel();

  const stayAwake = async () => { lock = await navigator.wakeLock?.request("screen").catch(() => null); if (!since) lock?.release(); };

  const go = () => {
    since ||= Date.now();
    pause.checked = false;
    stayAwake();
    requestAnimationFrame(frame);
  };
  const stop = () => {
    spent = run();
    since = 0;
    pause.checked = true;
    hush();
    lock?.release();
  };

  const clock = (left) => `${Math.floor(left / 60)}:${String(Math.floor(left % 60)).padStart(2, "0")}`;
  const words = (index) => steps[index].querySelector("[data-words]").textContent;

  // A picture stays until a step brings another one.
  const showPicture = (index) => {
    const drawn = steps.slice(0, index + 1).map((step) => step.querySelector(".pic")).findLast(Boolean);
    find("picture")?.replaceChildren(...(drawn ? [drawn.cloneNode(true)] : []));
  };

  const showStep = (index) => {
    showPicture(index);
    steps.forEach((step, at) => { if (at === index) step.setAttribute("aria-current", "step"); else step.removeAttribute("aria-current"); });
    [...line.children].forEach((part, at) => { part.classList.toggle("step-done", at < index || index < 0); part.classList.toggle("step-now", at === index); });
    find("text").textContent = index < 0 ? player.dataset.finished : words(index);
    if (index >= 0) say(words(index));
  };

  const showPlace = (index) => {
    shown = index;
    const last = index < 0 ? lengths.length : index + 1;
    find("place").textContent = player.dataset.count.replace("{n}", last).replace("{m}", lengths.length);
    find("pause-label").hidden = index < 0;
    if (steps.length) showStep(index);
    else if (index < 0) find("place").textContent = player.dataset.finished;
  };

  const showBeat = (at) => {
    let left = at % breath;
    let counted = 0;
    for (const beat of beats) {
      if (left >= seconds(beat)) { left -= seconds(beat); counted += seconds(beat); continue; }
      const name = beat.dataset.beat, eased = (1 - Math.cos(Math.PI * left / seconds(beat))) / 2;
      const size = { in: 0.52 + 0.48 * eased, hold: 1, out: 1 - 0.48 * eased, rest: 0.52 }[name];
      find("air").style.transform = `scale(${calm.matches ? 1 : size})`;
      counts.forEach((count, index) => count.classList.toggle("beat-now", index === counted + Math.floor(left)));
      if (beating === name) return;
      beating = name;
      beats.forEach((other) => { other.style.opacity = other === beat ? 1 : 0; });
      say(beat.dataset.word);
      return;
    }
  };

  const show = () => {
    const at = place(), index = ends.findIndex((end) => at < end);
    if (index < 0 && since) {
      // Finished meanwhile: what ran after the end does not count.
      moved = 0;
      stop();
      spent = Math.min(spent, total * 1000);
      moved = total * 1000 - spent;
    }
    if (index !== shown) showPlace(index);
    time.textContent = time.dataset.timeLeft.replace("{time}", clock(Math.max(0, total - at)));
    if (steps.length) {
      const rest = index < 0 ? 0 : ends[index] - at;
      find("seconds-left").textContent = clock(Math.ceil(rest));
      find("dial").setAttribute("stroke-dashoffset", index < 0 ? 100 : 100 - 100 * rest / lengths[index]);
    } else if (index >= 0) showBeat(at);
  };
  const frame = () => { show(); if (since && beats.length) requestAnimationFrame(frame); };

  const turn = (by) => {
    const from = shown < 0 ? lengths.length : shown;
    const to = Math.min(lengths.length, Math.max(0, from + by));
    moved = (to ? ends[to - 1] : 0) * 1000 - run();
    if (shown < 0 && to < lengths.length) go();
    show();
  };

  const noteMinutes = () => { if (!minutes.value && run() >= 20000) minutes.value = Math.max(1, Math.round(run() / 60000)); };

  const open = (running) => {
    player.hidden = time.hidden = false;
    for (const name of ["stage", "line", "pause", "pause-label", "done"]) { const part = find(name); if (part) part.hidden = false; }
    line.setAttribute("aria-hidden", "true");
    if (steps.length < 2) line.hidden = true;
    find("list")?.removeAttribute("open");
    if (find("caution")) player.append(find("caution"));
    form.classList.add("practice-live");
    player.classList.add("player-live");
    if (running) go(); else stop();
    show();
    setInterval(show, 250);
  };

  const offerVoice = () => { if (voice()) find("aloud").hidden = false; };
  offerVoice();
  window.speechSynthesis?.addEventListener?.("voiceschanged", offerVoice);
  speak.addEventListener("change", () => { hush(); if (steps.length && shown >= 0) say(words(shown)); });
  pause.addEventListener("change", () => { if (pause.checked) stop(); else { go(); if (steps.length) say(words(shown)); } });
  all("turn").forEach((button) => button.addEventListener("click", () => turn(Number(button.dataset.turn))));
  find("done").addEventListener("click", () => { stop(); noteMinutes(); });
  form.addEventListener("submit", noteMinutes);
  document.addEventListener("visibilitychange", () => { if (document.hidden || !player.classList.contains("player-live")) return; show(); if (since) stayAwake(); });
  addEventListener("pagehide", hush);

  const start = find("start");
  if (!start) { open("begun" in form.dataset && location.hash !== "#after"); return; }
  player.hidden = true;
  start.hidden = false;
  start.addEventListener("click", () => {
    find("before").hidden = true;
    open(true);
    find("title").focus();
    scrollTo(0, 0);
  });
})();
