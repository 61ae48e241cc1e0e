"""The world of the offline campaign: a server, a network and a phone, each of which can fail."""

import random
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from playwright.sync_api import Error, Playwright

from tests.durability.campaign_ledger import Kept
from tests.durability.campaign_phone import KEEP, MANY, Phone
from tests.durability.server import Phone as Desk
from tests.durability.server import Server, prepare
from tests.support.toxic import Mode, Toxic
from webapp.digests import hash_token
from webapp.engine import make_engine
from webapp.models import uuid7

OWNER = "maya"
TOO_LONG = "x" * 10_001
FAULT_PAGE = b"HTTP/1.1 500 Oops\r\nContent-Type: text/html\r\nContent-Length: 5\r\nConnection: close\r\n\r\n<p>oh"


class Network(Toxic):
    """With servers that answer 500, before or after they stored what came."""

    failing = ""

    def _ask(self, request: bytes) -> bytes:
        is_hit = bool(self.failing) and request.startswith(b"POST") and self.rng.random() < 0.7
        if is_hit and self.failing == "before":
            return FAULT_PAGE
        answer = super()._ask(request)
        return FAULT_PAGE if is_hit else answer


class World:
    def __init__(self, playwright: Playwright, folder: Path) -> None:
        self.server = Server(folder / "data")
        self.token = prepare(self.server.settings)[OWNER]
        self.server.start()
        self.network = Network(self.server.port, rate=0.6)
        self.engine = make_engine(f"sqlite:///{self.server.settings.sqlite_path}")
        self.fault = ""
        self.phone = Phone(playwright, folder / "profile", self.network, self.token, self._sign_in)

    # ---- what breaks
    def begin(self, fault: str, chance: random.Random) -> None:
        modes = {
            "cut before": Mode.CUT_BEFORE,
            "cut after": Mode.CUT_AFTER,
            "portal": Mode.PORTAL,
            "no network": Mode.REFUSE,
        }
        self.network.mode = modes.get(fault, self.network.mode)
        if fault.startswith("500"):
            self.network.failing = fault.split()[1]
        doing: dict[str, Callable[[], None]] = {
            "tab closed": self.phone.close_tabs,
            "browser killed": self.phone.kill,
            "server restarted": lambda: self._restart(kill=False),
            "server killed": lambda: self._restart(kill=True),
            "slow": lambda: self._slow(chance.uniform(0.2, 2.0)),
            "session expired": self._end_session,
            "device signed out": self._end_session,
            "two tabs": self.phone.open_tab,
            "wrong clock": lambda: self.phone.set_clock(
                chance.choice((-86_400_000, -7_200_000, 3_600_000, 30 * 86_400_000))
            ),
            "storage full": lambda: self.phone.kill(full=True),
        }
        doing.get(fault, lambda: None)()
        self.fault = fault

    def end_of_faults(self) -> None:
        self.network.mode, self.network.failing, self.fault = Mode.PASS, "", ""
        self._sign_in()
        self.phone.recover()

    def _restart(self, *, kill: bool) -> None:
        (self.server.kill if kill else self.server.stop)()
        self.server.start()

    def _slow(self, delay: float) -> None:
        self.network.mode, self.network.delay = Mode.SLOW, delay

    def _end_session(self) -> None:
        with self.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE device SET ended_at = :now WHERE ended_at IS NULL", {"now": _sql(now())})

    def _sign_in(self) -> None:
        """As after typing the password: this device's session is good again."""
        with self.engine.begin() as connection:
            connection.exec_driver_sql(
                "UPDATE device SET ended_at = NULL WHERE token_hash = :token", {"token": hash_token(self.token)}
            )

    # ---- what is logged
    def log_entry(self, chance: random.Random) -> list[Kept]:
        """An urge with its steps, or what the fault of the moment is about."""
        if self.fault == "refused entry":
            fields = [["id", str(uuid7())], ["mood", "3"], ["note", TOO_LONG]]
            return self._keep("/check-ins", fields, "check-in", chance, wanted="refused", may_be_refused=True)
        if self.fault == "plan on two devices":
            self._desk("/plan/goals", {"operation": str(uuid7()), "base": str(self._plan()), "lines": str(uuid7())})
            fields = [["base", "0"], ["lines", str(uuid7())]]
            return self._keep("/plan/goals", fields, "plan", chance, wanted="refused", may_be_refused=True)
        entry, strength = str(uuid7()), chance.randrange(11)
        kept = self._keep("/urges", [["id", entry], ["strength", str(strength)]], "urge", chance, str(strength))
        return [*kept, *self._steps(entry, chance)] if kept else []

    def _steps(self, entry: str, chance: random.Random) -> list[Kept]:
        kept: list[Kept] = []
        for step in chance.choices(("answers", "rating"), k=chance.choice((1, 2, 2))):
            wanted = str(uuid7()) if step == "answers" else str(chance.randrange(11))
            fields = [["version", "1"], ["note", wanted]] if step == "answers" else [["strength_now", wanted]]
            if step == "answers" and self.fault == "two devices":
                self._change_elsewhere(entry)
            refusable = step == "answers" and self.fault == "two devices"
            kept += self._keep(
                f"/urges/{entry}/{step}", fields, f"urge-{step}", chance, wanted, may_be_refused=refusable
            )
        return kept

    def _change_elsewhere(self, entry: str) -> None:
        """Once the entry is there, another device answers first."""
        form = {"operation": str(uuid7()), "version": str(self._version(entry) or 1), "note": "from the desk"}
        self._desk(f"/urges/{entry}/answers", form)

    def _keep(
        self,
        url: str,
        fields: list[list[str]],
        kind: str,
        chance: random.Random,
        wanted: str,
        *,
        may_be_refused: bool = False,
    ) -> list[Kept]:
        """What the phone says that it kept; nothing when it says that it could not."""
        page, made = chance.choice(self.phone.tabs), now()
        try:
            said = page.evaluate(KEEP, [url, fields, kind, chance.random() < 0.3])
        except Error:
            return []
        entry = fields[0][1] if fields[0][0] == "id" else url.split("/")[2]
        return [Kept(said["id"], entry, kind, wanted, made, fields[0][0] == "id", may_be_refused)]

    def log_many(self, count: int) -> list[Kept]:
        return [
            Kept(operation, entry, "urge", str(strength), datetime.fromtimestamp(made / 1000, UTC), creates=True)
            for operation, entry, strength, made in self.phone.tabs[0].evaluate(MANY, count)
        ]

    def send_and_kill(self, after: float) -> None:
        self.phone.tabs[0].evaluate("() => { Outbox.flush(Outbox.uid, 'now').catch(() => {}); }")
        time.sleep(after)
        self.server.kill()
        self.server.start()

    # ---- what the server has
    def _desk(self, path: str, form: dict[str, str]) -> None:
        self._sign_in()
        desk = Desk(self.server.port, self.token)
        with suppress(OSError):
            desk.post(path, form)
        desk.hang_up()

    def value(self, query: str, **values: Any) -> Any:
        with self.engine.connect() as connection:
            return connection.exec_driver_sql(query, values).scalar()

    def _version(self, entry: str) -> int | None:
        version: int | None = self.value("SELECT version FROM urge WHERE id = :id", id=UUID(entry).hex)
        return version

    def _plan(self) -> int:
        return int(self.value("SELECT coalesce(max(number), 0) FROM plan_version WHERE section = 'goals'"))

    def close(self) -> None:
        self.phone.close()
        self.network.close()
        self.engine.dispose()
        self.server.kill()


def now() -> datetime:
    return datetime.now(UTC)


def _sql(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S.%f")
