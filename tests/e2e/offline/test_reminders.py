"""A reminder on the phone: shown by the worker, and a tap opens Today."""

import json

from tests.e2e.conftest import Watch
from tests.e2e.offline.phone import Phone, is_ready
from tests.e2e.offline.test_privacy import sign_in
from tests.support.browser import until
from tests.support.scene import Scene

SHOWN = """async () => (await (await navigator.serviceWorker.ready).getNotifications())
  .map(({ title, body, tag }) => ({ title, body, tag }))"""


def test_a_reminder_is_shown_in_its_own_words(phone: Phone, scene: Scene) -> None:
    phone.context.grant_permissions(["notifications"], origin=phone.address)
    sign_in(phone.page, "maya")
    is_ready(phone.page)
    browser = phone.context.new_cdp_session(phone.page)
    workers: list[dict[str, str]] = []
    browser.on("ServiceWorker.workerRegistrationUpdated", lambda event: workers.extend(event["registrations"]))
    browser.send("ServiceWorker.enable")
    until(lambda: bool(phone.page.evaluate("1") and workers))
    data = {"web_push": 8030, "notification": {"title": "Foothold", "body": "Water the plants", "navigate": "/"}}
    message = {"origin": phone.address, "registrationId": workers[-1]["registrationId"], "data": json.dumps(data)}

    def is_shown() -> bool:
        browser.send("ServiceWorker.deliverPushMessage", message)  # once more changes nothing: it has a tag
        phone.page.wait_for_timeout(500)
        return bool(
            phone.page.evaluate(SHOWN) == [{"title": "Foothold", "body": "Water the plants", "tag": "reminder"}]
        )

    until(is_shown)


def test_settings_say_what_this_browser_can_do(phone: Phone, scene: Scene) -> None:
    sign_in(phone.page, "maya")
    phone.page.goto("/reminders")
    button = phone.page.get_by_role("button", name="Turn on for this phone")
    button.wait_for()
    # without the person's permission nothing is asked of the server
    button.tap()
    phone.page.get_by_text("does not allow notifications").wait_for()


def test_somebody_else_gets_no_reminders_of_hers(phone: Phone, scene: Scene, watch: Watch) -> None:
    sign_in(phone.page, "maya")
    is_ready(phone.page)
    # given a phone that is subscribed, whose sign-in goes without a word to the server
    worker = phone.context.service_workers[0]
    worker.evaluate("""() => {
      self.ended = 0;
      const subscription = { unsubscribe: async () => { self.ended += 1; } };
      PushManager.prototype.getSubscription = async () => subscription;
    }""")
    watch.allow(401)  # what her page asks for before he is in
    phone.context.clear_cookies()
    sign_in(phone.page, "jordan")
    until(lambda: worker.evaluate("() => self.ended") == 1)
