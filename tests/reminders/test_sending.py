"""Who is reminded, when, of what: once, in neutral words, and only if it is not done yet."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from http.client import HTTPException
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric import ec
from sqlmodel import select

from tests.cast import Cast
from tests.reminders.browser import PushService, dripping, opened, push_service
from webapp.extensions import db
from webapp.models import (
    Account,
    CheckIn,
    Device,
    PushSubscription,
    ReminderChoice,
    ReminderSent,
    SignCheck,
    WarningSign,
)
from webapp.reminders import delivery, sending
from webapp.reminders.delivery import is_public
from webapp.reminders.sealing import CURVE, point, text_of
from webapp.scope import everyone

NEW_YORK = ZoneInfo("America/New_York")
SECRET = b"0123456789abcdef"
DAY = date(2026, 6, 10)


def clock(hour: int, minute: int = 0, day: date = DAY, zone: ZoneInfo = NEW_YORK) -> datetime:
    """A moment by the clock on Maya's wall."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone).astimezone(UTC)


@dataclass
class Maya:
    """Maya, her phone, and the push service behind it."""

    cast: Cast
    service: PushService
    key: ec.EllipticCurvePrivateKey

    def wants(self, **choice: object) -> None:
        with self.cast.app.app_context(), db.writing() as session:
            session.add(ReminderChoice(owner_id=self.cast["maya"], **({"check_in": True, "hour": 18} | choice)))

    def change(self, **values: object) -> None:
        with self.cast.app.app_context(), db.writing() as session:
            account = session.get_one(Account, self.cast["maya"])
            for name, value in values.items():
                setattr(account, name, value)

    def add(self, *rows: object) -> None:
        with self.cast.app.app_context(), db.writing() as session:
            session.add_all(rows)

    def remind(self, at: datetime) -> sending.Outcome:
        with self.cast.app.app_context():
            return sending.send_due(at)

    def shown(self) -> list[dict[str, str]]:
        """What her phone showed."""
        return [
            json.loads(opened(body, self.key, SECRET))["notification"]
            for _path, _headers, body in self.service.received
        ]

    def phones(self) -> int:
        with self.cast.app.app_context():
            return len(db.rows(everyone(select(PushSubscription.id), reason="a test counts the phones")))


@pytest.fixture
def maya(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[Maya]:
    monkeypatch.setattr(delivery, "LOOPBACK_TOO", True)
    key = ec.generate_private_key(CURVE)
    with push_service() as service:
        with cast.app.app_context(), db.writing() as session:
            device = session.exec(select(Device).where(Device.account_id == cast["maya"])).one()
            device.created_at = device.last_seen_at = clock(8)
            session.add(
                PushSubscription(
                    owner_id=cast["maya"], device_id=device.id, endpoint=f"{service.address}/send/1",
                    p256dh=text_of(point(key)), auth=text_of(SECRET),
                )
            )  # fmt: skip
        yield Maya(cast, service, key)


def test_it_comes_at_the_hour_once_and_says_nothing_of_what_it_is_for(maya: Maya) -> None:
    maya.wants()
    assert maya.remind(clock(17, 59)) == sending.Outcome()
    assert maya.remind(clock(18)) == sending.Outcome(people=1, delivered=1)
    assert maya.remind(clock(18, 5)) == sending.Outcome()
    assert maya.shown() == [{"title": "Foothold", "body": "You have a note waiting.", "navigate": "/"}]
    path, headers, body = maya.service.received[0]
    assert path == "/send/1" and headers["Content-Encoding"] == "aes128gcm" and int(headers["TTL"]) > 0
    assert headers["Authorization"].startswith("vapid t=")
    assert b"note" not in body
    # and again the next day
    assert maya.remind(clock(18, day=DAY + timedelta(days=1))).delivered == 1


def test_her_own_words_and_her_language(maya: Maya) -> None:
    maya.wants(text="Water the plants")
    maya.remind(clock(18))
    assert maya.shown()[0]["body"] == "Water the plants"


def test_spanish(maya: Maya) -> None:
    maya.wants()
    maya.change(language="es")
    maya.remind(clock(18))
    assert maya.shown()[0]["body"] == "Tienes una nota pendiente."


def test_nothing_comes_for_what_is_done(maya: Maya) -> None:
    maya.wants()
    done = CheckIn(owner_id=maya.cast["maya"], occurred_at=clock(9), utc_offset=-240, day=DAY, mood=3)
    maya.add(done)
    assert maya.remind(clock(18)) == sending.Outcome()


def test_a_deleted_check_in_is_not_done(maya: Maya) -> None:
    maya.wants()
    gone = CheckIn(
        owner_id=maya.cast["maya"], occurred_at=clock(9), utc_offset=-240, day=DAY, mood=3, deleted_at=clock(10)
    )
    maya.add(gone)
    assert maya.remind(clock(18)).delivered == 1


def test_warning_signs_once_a_week_and_only_where_there_are_any(maya: Maya) -> None:
    maya.wants(check_in=False, signs=True)
    assert maya.remind(clock(18)) == sending.Outcome(), "there is nothing to look at"
    owner = maya.cast["maya"]
    maya.add(WarningSign(owner_id=owner, text="I stop answering", level="early"))
    looked = DAY - timedelta(days=6)
    maya.add(
        SignCheck(
            owner_id=owner, occurred_at=clock(9, day=looked), utc_offset=-240, day=looked, level="green", signs=[]
        )
    )
    assert maya.remind(clock(18)) == sending.Outcome()
    assert maya.remind(clock(18, day=DAY + timedelta(days=1))).delivered == 1


def test_two_things_due_are_one_message(maya: Maya) -> None:
    maya.wants(signs=True)
    maya.add(WarningSign(owner_id=maya.cast["maya"], text="I stop answering", level="early"))
    assert maya.remind(clock(18)) == sending.Outcome(people=1, delivered=1)


def test_not_in_quiet_hours_and_not_long_after(maya: Maya) -> None:
    maya.wants(hour=20, quiet_from=21, quiet_until=8)
    assert maya.remind(clock(21)) == sending.Outcome()
    assert maya.remind(clock(7, day=DAY + timedelta(days=1))) == sending.Outcome()
    assert maya.remind(clock(20, 30)).delivered == 1


def test_a_reminder_that_is_late_by_hours_is_none(maya: Maya) -> None:
    maya.wants(hour=9, quiet_from=22, quiet_until=7)
    assert maya.remind(clock(13)) == sending.Outcome()
    assert maya.remind(clock(12, 59)).delivered == 1


@pytest.mark.parametrize("changed", [{"active": False}, {"leaves_at": clock(0)}])
def test_nobody_who_left_is_reminded(maya: Maya, changed: dict[str, object]) -> None:
    maya.wants()
    maya.change(**changed)
    assert maya.remind(clock(18)) == sending.Outcome()


def test_by_the_clock_on_her_own_wall(maya: Maya) -> None:
    maya.wants()
    maya.change(time_zone="America/Los_Angeles")
    assert maya.remind(clock(18)) == sending.Outcome()
    assert maya.remind(clock(21)).delivered == 1


def test_an_hour_that_the_clock_skips(maya: Maya) -> None:
    """On 8 March 2026 it is 3:00 right after 1:59 in New York."""
    spring = date(2026, 3, 8)
    _was_here(maya, spring)
    maya.wants(hour=2, quiet_from=5, quiet_until=5)
    before = clock(1, 59, spring)
    assert maya.remind(before) == sending.Outcome()
    assert maya.remind(before + timedelta(minutes=1)).delivered == 1


def test_an_hour_that_comes_twice(maya: Maya) -> None:
    """On 1 November 2026 1:30 comes twice in New York."""
    autumn = date(2026, 11, 1)
    _was_here(maya, autumn)
    maya.wants(hour=1, quiet_from=5, quiet_until=5)
    first = clock(1, 30, autumn)
    assert maya.remind(first).delivered == 1
    assert maya.remind(first + timedelta(hours=1)) == sending.Outcome()


def _was_here(maya: Maya, day: date) -> None:
    with maya.cast.app.app_context(), db.writing() as session:
        device = session.exec(select(Device).where(Device.account_id == maya.cast["maya"])).one()
        device.created_at = device.last_seen_at = clock(0, day=day)


def test_two_senders_send_once(maya: Maya) -> None:
    maya.wants()
    together, outcomes = threading.Barrier(4, timeout=60), []

    def run() -> None:
        together.wait()
        outcomes.append(maya.remind(clock(18)))

    threads = [threading.Thread(target=run) for _sender in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(outcome.delivered for outcome in outcomes) == len(maya.service.received) == 1
    assert len(outcomes) == 4
    with maya.cast.app.app_context():
        assert len(db.rows(everyone(select(ReminderSent.id), reason="a test counts the claims"))) == 1


@pytest.mark.parametrize("status", [404, 410])
def test_a_phone_that_is_gone_is_forgotten(maya: Maya, status: int) -> None:
    maya.wants()
    maya.service.status = status
    assert maya.remind(clock(18)) == sending.Outcome(people=1, gone=1)
    assert maya.phones() == 0


@pytest.mark.parametrize("status", [301, 307, 403, 429, 500])
def test_other_trouble_is_not_the_end(maya: Maya, status: int) -> None:
    maya.wants()
    maya.service.status, maya.service.location = status, f"{maya.service.address}/elsewhere"
    assert maya.remind(clock(18)) == sending.Outcome(people=1, failed=1)
    assert [path for path, _headers, _body in maya.service.received] == ["/send/1"], "no redirect is followed"
    assert maya.phones() == 1


def test_a_phone_that_was_signed_out_hears_nothing(maya: Maya) -> None:
    maya.wants()
    with maya.cast.app.app_context(), db.writing() as session:
        session.exec(select(Device).where(Device.account_id == maya.cast["maya"])).one().ended_at = clock(9)
    assert maya.remind(clock(18)).delivered == 0


def test_a_sign_in_that_ran_out_hears_nothing(maya: Maya) -> None:
    maya.wants()
    assert maya.remind(clock(18, day=DAY + timedelta(days=31))).delivered == 0


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
     "::1", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::", "64:ff9b::7f00:1", "64:ff9b::10.1.2.3",
     "2002:7f00:1::"],
)  # fmt: skip
def test_no_address_of_our_own_network(address: str) -> None:
    assert not is_public(address)


def test_public_addresses() -> None:
    assert is_public("8.8.8.8") and is_public("2001:4860:4860::8888") and is_public("64:ff9b::8.8.8.8")


@pytest.mark.parametrize("host", ["a..b", f"{'a' * 64}.example", "127.0.0.1:99999"])
def test_an_address_that_cannot_be_stops_nobody_else(maya: Maya, host: str) -> None:
    maya.wants()
    with maya.cast.app.app_context(), db.writing() as session:
        session.exec(
            everyone(select(PushSubscription), reason="a test changes it")
        ).one().endpoint = f"https://{host}/send/1"
    assert maya.remind(clock(18)) == sending.Outcome(people=1, failed=1)


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_one_that_answers_a_byte_at_a_time_is_cut_off(monkeypatch: pytest.MonkeyPatch, scheme: str) -> None:
    monkeypatch.setattr(delivery, "LOOPBACK_TOO", True)
    monkeypatch.setattr(delivery, "PATIENCE", 1)
    with dripping() as port:
        began = time.monotonic()
        with suppress(OSError, HTTPException):
            delivery.deliver(f"{scheme}://127.0.0.1:{port}/send/1", b"", "")
        assert time.monotonic() - began < 3


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_loopback_is_refused_outside_of_tests(maya: Maya, monkeypatch: pytest.MonkeyPatch, scheme: str) -> None:
    monkeypatch.setattr(delivery, "LOOPBACK_TOO", False)
    address = maya.service.address.replace("http:", f"{scheme}:")
    with pytest.raises(delivery.Refused):
        delivery.deliver(f"{address}/send/1", b"", "")
    assert maya.service.received == []


def test_a_name_that_leads_to_our_own_network_is_refused() -> None:
    with pytest.raises(delivery.Refused):
        delivery.deliver("https://localhost/send/1", b"", "")


def test_the_command(maya: Maya, monkeypatch: pytest.MonkeyPatch) -> None:
    from webapp import cli

    maya.wants()
    monkeypatch.setattr(cli, "_app", lambda: maya.cast.app)
    said = CliRunner().invoke(cli.main, ["remind"])
    assert said.exit_code == 0 and said.output.startswith("Reminded ")
