"""Reading pages."""

from bs4 import Tag


def the(root: Tag, selector: str) -> Tag:
    """The first element that fits; the test fails without one."""
    found = root.select_one(selector)
    assert found is not None, f"nothing fits {selector}"
    return found
