// On the page about reminders: let this browser receive them.
(() => {
  "use strict";
  const place = document.querySelector("[data-reminders]");
  if (!place) return;
  const button = place.querySelector("[data-action=subscribe]"), error = place.querySelector("[data-cannot]");
  if (!navigator.serviceWorker || !self.PushManager || !self.Notification) {
    error.textContent = error.dataset.cannot;
    return;
  }
  button.hidden = place.querySelector("[data-not-here]").hidden;

  const subscribe = async () => {
    if ((await Notification.requestPermission()) !== "granted") return "denied";
    const { pushManager } = await navigator.serviceWorker.ready;
    const options = { userVisibleOnly: true, applicationServerKey: place.dataset.key };
    // One of an earlier key is of no use.
    const made = await pushManager.subscribe(options).catch(async () => {
      await (await pushManager.getSubscription())?.unsubscribe();
      return pushManager.subscribe(options);
    });
    const { endpoint, keys } = made.toJSON();
    const answer = await fetch("/reminders/device", { method: "POST", body: new URLSearchParams({ endpoint, ...keys }) });
    return answer.ok ? "" : "trouble";
  };
  button.addEventListener("click", async () => {
    button.disabled = true;
    const why = await subscribe().catch(() => "trouble");
    button.disabled = false;
    error.textContent = why ? error.dataset[why] : "";
    if (!why) location.reload();
  });
})();
