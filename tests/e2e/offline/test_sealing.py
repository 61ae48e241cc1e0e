"""What is sealed for a person who is not signed in: nothing takes another's place, and steps follow their entry."""

import pytest
from playwright.sync_api import Page

from tests.cast import Cast
from tests.e2e.offline.entries import forms, operations, rows, strengths, until_sent
from tests.support.toxic import Mode, Toxic

URGE = """
  const uid = Outbox.uid;
  const urge = async (strength) => {
    const id = Outbox.uuid7();
    await Outbox.put(Outbox.operation(uid, "/urges", [["id", id], ["strength", String(strength)]], { kind: "urge" }));
    return id;
  };
"""


def test_sealed_twice_all_of_it_comes_back(page: Page, cast: Cast) -> None:
    page.evaluate(f"""async () => {{ {URGE}
      for (const strength of [1, 2]) await urge(strength);
      await Outbox.seal(uid);
      for (const strength of [3, 4]) await urge(strength);
      await Outbox.seal(uid);
    }}""")
    until_sent(page)
    assert sorted(strengths(cast)) == [1, 2, 3, 4]


def test_what_is_saved_while_it_is_sealed_is_sealed_as_well(page: Page, cast: Cast) -> None:
    saved: int = page.evaluate(f"""async () => {{ {URGE}
      for (let n = 0; n < 5; n += 1) await urge(5);
      const sealing = Outbox.seal(uid);
      let saved = 5;
      for (let n = 0; n < 60; n += 1) saved += await urge(6).then(() => 1, () => 0);
      await sealing;
      return saved;
    }}""")
    until_sent(page)
    assert saved > 5
    assert operations(cast) == saved
    assert len(strengths(cast)) == saved


@pytest.mark.parametrize("how", ["put", "submit"])
def test_an_entry_goes_before_its_steps_wherever_it_stands(page: Page, cast: Cast, how: str) -> None:
    page.evaluate(f"""async () => {{ {URGE}
      const id = await urge(7);
      await Outbox.seal(uid);
      const rating = Outbox.operation(uid, `/urges/${{id}}/rating`, [["strength_now", "2"]], {{ kind: "urge-rating" }});
      await Outbox.{how}(rating);
    }}""")
    until_sent(page)
    assert [(urge.strength, urge.strength_now) for urge in rows(cast)] == [(7, 2)]


def test_steps_of_one_entry_go_in_order_sealed_or_not(page: Page, cast: Cast) -> None:
    """Sealed twice, and the last step saved since: it stands behind those that the server opens."""
    page.evaluate(f"""async () => {{ {URGE}
      const id = await urge(7);
      const step = (name, ...fields) =>
        Outbox.put(Outbox.operation(uid, `/urges/${{id}}/${{name}}`, fields, {{ kind: `urge-${{name}}` }}));
      await Outbox.flush(uid, "now");
      await step("rating", ["strength_now", "4"]);
      await Outbox.seal(uid);
      await step("answers", ["version", "1"], ["note", "then"]);
      await Outbox.seal(uid);
      await step("rating", ["strength_now", "2"]);
    }}""")
    until_sent(page)
    assert forms(cast) == ["urge", "urge rating", "urge answers", "urge rating"]
    assert [(urge.strength_now, urge.note) for urge in rows(cast)] == [(2, "then")]


def test_sealed_again_while_the_server_opens_it_steps_follow_their_entry(page: Page, cast: Cast) -> None:
    """The server says that the session ended while it still opens for the session before."""
    page.evaluate(f"""async () => {{ {URGE}
      const id = await urge(7);
      const rating = [["strength_now", "2"]];
      await Outbox.put(Outbox.operation(uid, `/urges/${{id}}/rating`, rating, {{ kind: "urge-rating" }}));
      await Outbox.seal(uid);
      const real = self.fetch, pause = (time) => new Promise((done) => {{ setTimeout(done, time); }});
      let openings = 0;
      self.fetch = async (path, options) => {{
        if (path === "/outbox/openings" && (openings += 1) === 2) await pause(2500);
        return real(path, options);
      }};
      const flushing = Outbox.flush(uid, "now");
      while (openings < 2) await pause(10);
      await Outbox.seal(uid);
      await flushing;
    }}""")
    until_sent(page)
    assert [(urge.strength, urge.strength_now) for urge in rows(cast)] == [(7, 2)]


def test_what_the_server_opens_is_locked_with_the_key_at_hand(page: Page, cast: Cast) -> None:
    """All that was readable goes, and its key, between asking for the key and keeping what was opened."""
    page.evaluate(f"""async () => {{ {URGE}
      await urge(7);
      await Outbox.seal(uid);
      const real = crypto.subtle.encrypt.bind(crypto.subtle);
      let seals = 0, sealing;
      crypto.subtle.encrypt = async (...what) => {{
        const box = await real(...what);
        if ((seals += 1) === 1) {{
          sealing = Outbox.seal(uid);
          await Promise.race([sealing, new Promise((done) => {{ setTimeout(done, 2500); }})]);
        }}
        return box;
      }};
      await Outbox.flush(uid, "now");
      await sealing;
    }}""")
    until_sent(page)
    assert strengths(cast) == [7]


def test_a_network_that_answers_nothing_does_not_hold_up_what_is_sealed(page: Page, cast: Cast, network: Toxic) -> None:
    page.evaluate(f"async () => {{ {URGE} await urge(7); await Outbox.seal(uid); }}")
    page.evaluate("""() => {
      const later = self.setTimeout;
      self.setTimeout = (work, time, ...rest) => later(work, time === 15000 ? 500 : time, ...rest);
    }""")
    network.mode = Mode.BLACKHOLE
    assert page.evaluate("async () => (await Outbox.flush(Outbox.uid, 'now')).stopped") == "offline"
    network.mode = Mode.PASS
    until_sent(page)
    assert strengths(cast) == [7]
