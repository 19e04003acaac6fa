"""How templates show values: typeset, then escaped, by one function.

Jinja would call two functions for each value and make three objects of it: that would be most of
the time that a page takes.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Mapping, MutableMapping
from functools import cache, lru_cache
from json import JSONEncoder
from types import CodeType
from typing import Any

from jinja2 import BaseLoader, BytecodeCache, Environment, StrictUndefined
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Expr
from jinja2.runtime import Context
from markupsafe import escape

from ecoq.render.typography import typeset


class Verbatim(str):
    """Text that is shown as it is, never typeset: the extract of a file."""

    __slots__ = ()


def show(value: Any) -> str:
    """Return a value as HTML: a text typeset and escaped, markup as it is.

    Addresses (``Url``) and ``Verbatim`` are escaped only.
    """
    kind = type(value)
    if kind is str:
        return _show_text(value)
    if kind is int or kind is float:
        return str(value)
    return value.__html__() if hasattr(value, "__html__") else escape(value)


# Titles, summaries, names of themes and of places come again and again. A text takes half a
# kilobyte: those of ten thousand fiches may stay.
@lru_cache(maxsize=1 << 15)
def _show_text(text: str) -> str:
    return escape(typeset(text))


class _Generator(CodeGenerator):
    """Compiles ``{{ value }}`` to a call of ``show``, which escapes: nothing else has to."""

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:
        self.write(finalize.src)

    def _output_child_post(self, node: Expr, frame: Frame, finalize: Any) -> None:
        self.write(")")


class _Context(Context):
    """Calls what templates call as it is: nothing that they see asks for the context itself."""

    def call(
        self, function: Any, /, *arguments: Any, _loop_vars: Any = None, _block_vars: Any = None,
        **named: Any,
    ) -> Any:
        return function(*arguments, **named)


# For ``tojson``, which would make an encoder for each value.
_JSON = JSONEncoder(sort_keys=True, check_circular=False)


class _CompiledTemplates(BytecodeCache):
    """What templates were compiled to, for environments that differ only by what they show."""

    def __init__(self, find: Callable[[], bytes | None]) -> None:
        self._find: Callable[[], bytes | None] | None = find
        self._found: Mapping[str, bytes] = {}
        self.code: dict[str, CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if self._find:
            packed, self._find = self._find(), None
            self._found = marshal.loads(packed) if packed else {}
        name = bucket.key
        if name not in self.code and name in self._found:
            self.code[name] = marshal.loads(self._found[name])
        bucket.code = self.code.get(name)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.code[bucket.key] = bucket.code

    def pack(self) -> bytes:
        """Return what another environment may find, each template apart: few pages need all."""
        return marshal.dumps({name: marshal.dumps(code) for name, code in self.code.items()})


class TemplateEnvironment(Environment):
    """An environment that escapes and typesets whatever its templates show."""

    code_generator_class = _Generator
    context_class = _Context

    def __init__(
        self, loader: BaseLoader, find_compiled: Callable[[], bytes | None] = lambda: None
    ) -> None:
        """Take what finds ``compile_all`` of the same templates in another process, if it was."""
        self._compiled = _CompiledTemplates(find_compiled)
        super().__init__(
            loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True,
            lstrip_blocks=True, finalize=show, auto_reload=False, cache_size=-1,
            bytecode_cache=self._compiled,
            # To look for constants takes a tenth of compiling, and templates have few.
            optimized=False,
        )
        self.policies["json.dumps_function"] = _JSON.encode
        self.policies["json.dumps_kwargs"] = {}
        # Templates see what they are given alone; Jinja would copy its own names for each page.
        self.globals.clear()

    def compile_all(self) -> bytes:
        """Compile all templates, for a later environment to find; trust them as code."""
        for name in self.list_templates():
            self.get_template(name)
        return self._compiled.pack()

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the names that a template sees, as a dictionary: Jinja's is slow to look into."""
        return {**self.globals, **(d or {})}

    def showing(self, names: Mapping[str, object]) -> TemplateEnvironment:
        """Return an environment whose templates, those that others import too, see these names.

        And ``part(template, name=value…)``: what a template makes of some values, made once.
        """
        environment = self.overlay()

        @cache
        def part(template: str, **values: object) -> str:
            return escape(environment.get_template(template).make_module(values))

        environment.globals = {**names, "part": part}
        return environment
