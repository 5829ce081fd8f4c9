"""Compiling page templates: what is the same on every page is found out once.

Chameleon puts each text to translate together anew and takes the white space out of it, which
takes a page ten times as long as the translation.
"""
import ast
import re
from typing import Any

from chameleon.compiler import Compiler, EmitText, TranslationContext
from chameleon.nodes import Translate

_SPACE = re.compile(r'\s+')
#: Names by which compiled templates write.
_WRITING = frozenset({'__append', '__stream'})


class PageCompiler(Compiler):
    """Compiles a template whose texts to translate are known beforehand, unless something is
    written into them but by names (``i18n:name``).
    """

    def visit_Translate(self, node: Translate) -> list[Any]:
        """Return the statements that write a text in the language of the page."""
        body: list[Any] = super().visit_Translate(node)
        at = next(at for at, each in enumerate(body) if isinstance(each, TranslationContext))
        parts = body[at].body
        text = _SPACE.sub(' ', ''.join(
            each.s  # type: ignore[attr-defined]  # a node of a syntax tree
            for each in parts if isinstance(each, EmitText)))
        if not text.strip() or any(map(_writes, parts)):
            return body
        body[at + 1].value = ast.Constant(text.strip())
        named = [each for each in parts if not isinstance(each, EmitText)]
        return [*body[:at - 2], *named, *body[at + 1:]]


def _writes(part: Any) -> bool:
    """Return whether a ``part`` of a text to translate writes into it what is not known."""
    return not isinstance(part, (EmitText, TranslationContext)) and any(
        isinstance(each, EmitText) or isinstance(each, ast.Name) and each.id in _WRITING
        for each in ast.walk(part))
