"""Templates compiled once for each language, with what is the same for everybody already in them.

An included part becomes part of its page. A call such as `_("Save")`, `url_for("log.index")`, `asset("app.css")` or
`icon("help")` whose arguments are constants gives the same text on every page, so it is made when the template is
compiled and not each time the page is written.
"""

from collections.abc import Callable, MutableMapping
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape
from markupsafe._speedups import _escape_inner

Foldable = dict[str, Callable[..., Any]]
PLAIN = {"entry_address", "fill", "icon", "say", "strength_badge", "url_for"}
"""Functions that are the same in every template, and never the name of a macro."""


class _Fold(NodeTransformer):
    def __init__(self, functions: Foldable, read: Callable[[str], nodes.Template]) -> None:
        self._functions, self._read = functions, read

    def visit_Include(self, node: nodes.Include) -> nodes.Node:  # noqa: N802 -- the name that Jinja calls
        """A part that is always the same file becomes part of the page, in a scope of its own."""
        if not isinstance(node.template, nodes.Const) or not node.with_context or node.ignore_missing:
            return node
        part = self._read(node.template.value)
        return nodes.Scope(self.visit(part).body, lineno=node.lineno)

    def visit_Block(self, node: nodes.Block) -> nodes.Node:  # noqa: N802 -- the name that Jinja calls
        """A block is written in one piece, which passes through the layouts once and not part by part."""
        self.generic_visit(node)
        line = node.lineno
        gather = nodes.AssignBlock(nodes.Name("_block", "store", lineno=line), None, node.body, lineno=line)
        node.body = [gather, nodes.Output([nodes.Name("_block", "load", lineno=line)], lineno=line)]
        return node

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 -- the name that Jinja calls
        self.generic_visit(node)
        function = self._functions.get(node.node.name) if isinstance(node.node, nodes.Name) else None
        if function is None or node.dyn_args is not None or node.dyn_kwargs is not None:
            return node
        try:
            arguments = [argument.as_const() for argument in node.args]
            named = {pair.key: pair.value.as_const() for pair in node.kwargs}
        except nodes.Impossible:
            return self._half_folded(node)
        return _safe(function(*arguments, **named), node.lineno)

    def _half_folded(self, node: nodes.Call) -> nodes.Node:
        """A message with values: translated now, filled in later."""
        if node.node.name != "_" or not node.kwargs or not isinstance(node.args[0], nodes.Const):  # type: ignore[attr-defined]  # a Name
            return node
        message = _safe(self._functions["_"](node.args[0].value), node.lineno)
        fill = nodes.Name("fill", "load", lineno=node.lineno)
        return nodes.Call(fill, [message], node.kwargs, None, None, lineno=node.lineno)


def _safe(text: Any, lineno: int) -> nodes.MarkSafe:
    escaped = text if isinstance(text, Markup) else escape(text)
    return nodes.MarkSafe(nodes.Const(str(escaped), lineno=lineno), lineno=lineno)


def fill(message: Markup, **values: object) -> Markup:
    """A translated message with its values; each is escaped."""
    return message % values


def written(value: Any) -> str:
    """What `escape` makes of a value, as text: pieces of a page are joined and need no type that says they are safe."""
    if type(value) is str:
        return _escape_inner(value)
    if type(value) is Markup:
        return value
    return escape(value)


class _Direct(CodeGenerator):
    """Calls of methods and of `PLAIN` functions are Python's own: none of them asks for Jinja's context."""

    def visit_Call(  # noqa: N802 -- the name that Jinja calls
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        is_plain = isinstance(node.node, nodes.Getattr) or (
            isinstance(node.node, nodes.Name) and node.node.name in PLAIN
        )
        if not is_plain or forward_caller or node.dyn_args is not None or node.dyn_kwargs is not None:
            return super().visit_Call(node, frame, forward_caller=forward_caller)
        self.visit(node.node, frame)
        self.write("(")
        for argument in [*node.args, *node.kwargs]:
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")
        return None


class _Template(Template):
    """Imports without context: every template has the same globals, so nothing has to be compared each time."""

    @classmethod
    def _from_namespace(
        cls, environment: Environment, namespace: MutableMapping[str, Any], globals: MutableMapping[str, Any]
    ) -> Template:
        namespace["escape"] = written
        return super()._from_namespace(environment, namespace, globals)

    def _get_default_module(self, _ctx: Context | None = None) -> TemplateModule:
        if self._module is None:
            self._module = self.make_module()
        return self._module


def environment_for(base: Environment, functions: Foldable) -> Environment:
    """An environment like `base` whose templates have calls of `functions` with constant arguments folded in."""
    folded = base.overlay(cache_size=-1)
    folded.template_class, folded.code_generator_class = _Template, _Direct
    folded.globals["fill"] = fill
    parse = folded._parse

    def read(name: str) -> nodes.Template:
        source, filename, _is_fresh = folded.loader.get_source(folded, name)  # type: ignore[union-attr]  # the app has one
        return parse(source, name, filename)

    fold = _Fold(functions, read)

    def parse_and_fold(source: str, name: str | None, filename: str | None) -> nodes.Template:
        template = parse(source, name, filename)
        fold.visit(template)
        return template

    folded._parse = parse_and_fold  # type: ignore[method-assign]  # the one place that all templates pass
    return folded
