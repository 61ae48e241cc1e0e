"""Templates compiled once for each language, with what is the same for everybody already in them.

A call such as `_("Save")`, `url_for("log.index")`, `asset("app.css")` or `icon("help")` whose arguments are constants
gives the same text on every page, so it is made when the template is compiled and not each time the page is written.
"""

from collections.abc import Callable
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

Foldable = dict[str, Callable[..., Any]]


class _Fold(NodeTransformer):
    def __init__(self, functions: Foldable) -> None:
        self._functions = functions

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 -- the name that Jinja calls
        self.generic_visit(node)
        function = self._functions.get(node.node.name) if isinstance(node.node, nodes.Name) else None
        if function is None or node.dyn_args is not None or node.dyn_kwargs is not None:
            return node
        try:
            arguments = [argument.as_const() for argument in node.args]
            named = {pair.key: pair.value.as_const() for pair in node.kwargs}
        except nodes.Impossible:
            return node
        text = function(*arguments, **named)
        safe = text if isinstance(text, Markup) else escape(text)
        return nodes.MarkSafe(nodes.Const(str(safe), lineno=node.lineno), lineno=node.lineno)


class _Template(Template):
    """Imports without context: every template has the same globals, so nothing has to be compared each time."""

    def _get_default_module(self, _ctx: Context | None = None) -> TemplateModule:
        if self._module is None:
            self._module = self.make_module()
        return self._module


def environment_for(base: Environment, functions: Foldable) -> Environment:
    """An environment like `base` whose templates have calls of `functions` with constant arguments folded in."""
    folded = base.overlay(cache_size=-1)
    folded.template_class = _Template
    fold = _Fold(functions)
    parse = folded._parse

    def parse_and_fold(source: str, name: str | None, filename: str | None) -> nodes.Template:
        template = parse(source, name, filename)
        fold.visit(template)
        return template

    folded._parse = parse_and_fold  # type: ignore[method-assign]
    return folded
