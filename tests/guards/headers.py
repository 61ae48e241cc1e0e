"""Which headers an answer carries: all of them, and no other."""

from werkzeug.test import TestResponse

from tests.guards.matrix import Row

EVERYWHERE = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        "manifest-src 'self'; worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "X-Robots-Tag": "noindex, nofollow",
    "Vary": "Cookie, HX-Request, Accept-Language",
}
"""Said again here, so that changing a policy is changing two files."""
OF_THE_ANSWER = {
    "Content-Type",
    "Content-Length",
    "Set-Cookie",
    "Location",
    "Allow",
    "Retry-After",
    "Clear-Site-Data",
    "Content-Disposition",
    "FH-Ack",
    "FH-Keep",
    "FH-Page",
    "FH-Reason",
    "FH-User",
    "HX-Redirect",
    "HX-Retarget",
    "HX-Reswap",
}
"""Those that depend on what is answered."""
PAGE = "text/html; charset=utf-8"


def problems_with_headers(answer: TestResponse, row: Row) -> list[str]:
    sent = {name: value for name, value in answer.headers.items() if name not in OF_THE_ANSWER}
    sent["Vary"] = ", ".join(part for part in sent.get("Vary", "").split(", ") if part != "Accept-Encoding")
    expected = EVERYWHERE | {"Cache-Control": row.cache if answer.status_code < 400 else "no-store"}
    found = [
        f"header {name}: {sent.get(name)!r}, not {expected.get(name)!r}"
        for name in sent.keys() | expected
        if sent.get(name) != expected.get(name)
    ]
    if (
        (row.is_page or answer.status_code >= 400)
        and answer.status_code not in {204, 303}
        and answer.content_type != PAGE
    ):
        found.append(f"not a page: {answer.content_type}")
    return found
