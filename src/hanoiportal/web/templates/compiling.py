"""How templates are compiled: as Chameleon does it, without detours that ours have no use for.

``a.b`` in an expression is an attribute and nothing else: Chameleon would call a function that
looks for an item of that name besides.  A text into which nothing is put is known when the
template is compiled: Chameleon would collect it anew each time that it is shown.  And a plain
string in which nothing is to be escaped, which most are, is written as it is: Chameleon would call
a function for each, and look at what the function returns.
"""
import ast
import re
from pathlib import Path

from chameleon.codegen import template
from chameleon.compiler import Compiler, ExpressionEngine
from chameleon.nodes import Sequence, Text
from chameleon.tales import PythonExpr

#: Part of the name under which a compiled template is kept: what is written here changes it.
SOURCE = Path(__file__).read_text(encoding='utf-8')
_SPACE = re.compile(r'\s+')


class Expression(PythonExpr):
    """A Python expression that means what it means in Python."""

    transform = ast.NodeTransformer()


class Engine(ExpressionEngine):
    """Chameleon's, which does to a plain string no more than it needs."""

    def _convert_structure(self, target, char_escape):
        steps = super()._convert_structure(target, char_escape)
        return _where('type(TARGET) is not str', target, steps)

    def _convert_text(self, target, char_escape):
        steps = super()._convert_text(target, char_escape)
        return _where('type(TARGET) is not str or __re_needs_escape(TARGET) is not None',
                      target, steps) if char_escape else steps


def _where(condition, target, steps):
    """Return the statements ``steps`` for where the ``condition`` on ``target`` holds."""
    [found] = template(f'if {condition}: pass', TARGET=target, type=type, str=str)
    found.body = steps
    return [found]


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
