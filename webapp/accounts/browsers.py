"""What a browser is, in words; where it is, for the limits on guessing; where in our pages it may go on to."""

import ipaddress

SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)
BROWSERS = (
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)


def describe(user_agent: str) -> str:
    """'iPhone, Safari'. Unknown parts are left out."""
    system = next((name for sign, name in SYSTEMS if sign in user_agent), "")
    browser = next((name for sign, name in BROWSERS if sign in user_agent), "")
    return ", ".join(part for part in (system, browser) if part) or "?"


def neighbourhood(address: str) -> str:
    """The address that guesses are counted by: of IPv6 the /64, since one line has all of it. An IPv4 address may come
    dressed as an IPv6 one (`::ffff:192.0.2.1`); all of those are one /64.
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv4Address):
        return address
    return str(parsed.ipv4_mapped or ipaddress.ip_network((int(parsed), 64), strict=False))


def own_path(wanted: str) -> str:
    """A path of this app to go on to, or ''. Never another site's address."""
    is_path = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    return wanted if is_path and wanted.isprintable() and " " not in wanted else ""
