"""How templates are compiled: as Chameleon does it, without detours that ours have no use for.

``a.b`` in an expression is an attribute and nothing else: Chameleon would call a function that
looks for an item of that name besides.  And a text into which nothing is put is known when the
template is compiled: Chameleon would collect it anew each time that it is shown.
"""
import ast
import re
from pathlib import Path

from chameleon.codegen import template
from chameleon.compiler import Compiler
from chameleon.nodes import Sequence, Text
from chameleon.tales import PythonExpr

#: Part of the name under which a compiled template is kept: what is written here changes it.
SOURCE = Path(__file__).read_text(encoding='utf-8')
_SPACE = re.compile(r'\s+')


class Expression(PythonExpr):
    """A Python expression that means what it means in Python."""

    transform = ast.NodeTransformer()


class FixedTexts(Compiler):
    """Chameleon's compiler, which asks for the translation of a fixed text by name."""

    def visit_Translate(self, node):
        """Return the statements that write the ``Translate`` node."""
        text = None if node.msgid else fixed_text(node.node)
        if text is None:
            return super().visit_Translate(node)
        return template('__append(translate(text, __i18n_domain, None, __i18n_context))',
                        text=ast.Constant(text)) if text else []


def fixed_text(node):
    """Return the text of a node that is nothing but text, on one line; ``None`` of another."""
    nodes = node.items if isinstance(node, Sequence) else [node]
    if not all(isinstance(each, Text) for each in nodes):
        return None
    return _SPACE.sub(' ', ''.join(each.value for each in nodes)).strip()
