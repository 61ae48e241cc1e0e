"""No key of a link in any line of any log."""

import logging

import pytest

from tests.cast import Cast
from tests.support.family import knock, make
from webapp.models import uuid7


def test_no_key_is_logged(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("foothold").propagate = True
    link = make(cast, passcode="blue-door-17")
    client = cast.as_("nobody")
    knock(client, link)
    knock(client, link, passcode="red-door-18")
    assert knock(client, link, passcode="blue-door-17").status_code == 303
    token = client.get_cookie("fh_share").value
    client.get("/shared")
    client.post(link.door, data={"code": link.code})
    client.post(link.door, data={"secret": "x"}, headers={"Sec-Fetch-Site": "cross-site"})
    cast.as_("maya").post(f"/sharing/{link.id}/secrets", data={"operation": str(uuid7())})
    said = "\n".join(f"{record.getMessage()} {vars(record)}" for record in caplog.records)
    for key in (link.secret, link.code, "blue-door-17", "red-door-18", token):
        assert key not in said
