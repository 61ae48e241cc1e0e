"""A test client that behaves like a browser on our own pages and lints each page that it gets."""

from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.lint import problems_of


class PageClient(FlaskClient):
    def __init__(self, app: Flask, *, lint: bool = True) -> None:
        super().__init__(app, app.response_class, use_cookies=True)
        self.lint = lint

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        headers = dict(kwargs.pop("headers", None) or {})
        headers.setdefault("Sec-Fetch-Site", "same-origin")
        response = super().open(*args, headers=headers, **kwargs)
        if self.lint and response.data and response.mimetype == "text/html" and response.status_code < 500:
            problems = problems_of(response.text, is_fragment=headers.get("HX-Request") == "true")
            assert not problems, f"{args and args[0]}: {problems}"
        return response

    def htmx(self, path: str, data: Any = None) -> TestResponse:
        return self.post(path, data=data, headers={"HX-Request": "true"})
