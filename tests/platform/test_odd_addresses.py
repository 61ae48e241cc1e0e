"""Addresses that no link of ours has."""

from tests.cast import Cast


def test_a_nul_in_an_address_leads_nowhere(cast: Cast) -> None:
    for method in ("get", "post"):
        assert getattr(cast.as_("nobody"), method)("/s/%00", data={"secret": "x"}).status_code == 404
