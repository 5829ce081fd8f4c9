"""Faults that are planted in a module, one at a time, to see whether a test finds them.

Each ``Mutant`` is the module with one change: a limit taken with or without its edge, an equality
or a membership turned round, ``and`` for ``or``, an operand less, a number one more or one less, a
``not`` dropped, a guard that never holds, a call that is not made, ``None`` returned, a condition
or an element less.  Texts, arithmetic, defaults of arguments and decorators stay as they are.
"""
import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

_OTHER = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.And: ast.Or, ast.Or: ast.And, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd}
#: Fields of a function or class that are read once, when the module is imported.
_ONCE = {'decorator_list', 'args', 'bases', 'keywords', 'returns', 'type_params'}
#: The function that runs when an application is made: without it hardly a test begins.
AT_START = 'includeme'
_DEFINITIONS = (ast.FunctionDef, ast.ClassDef)


@dataclass(frozen=True)
class Mutant:
    """One fault.  ``place``: the function that holds it, ``''`` for the module itself; ``before``
    and ``after``: what stands there and what stands there now; ``tree``: the whole module.
    """

    line: int
    place: str
    before: str
    after: str
    tree: ast.Module


def mutants(source: str) -> Iterator[Mutant]:
    """Yield the mutants of the module that ``source`` is."""
    tree = ast.parse(source)
    for place, parent, field, at in list(_slots(tree, '')):
        value = getattr(parent, field)
        node = value if at is None else value[at]
        for other in _others(node, place):
            ast.copy_location(other, node)
            setattr(parent, field, other if at is None else [*value[:at], other, *value[at + 1:]])
            changed = ast.fix_missing_locations(copy.deepcopy(tree))
            setattr(parent, field, value)
            line = getattr(node, 'lineno', getattr(parent, 'lineno', 0))
            yield Mutant(line, place, _written(node), _written(other), changed)


def _slots(node: ast.AST, place: str) -> Iterator[tuple[str, ast.AST, str, int | None]]:
    """Yield where each node below ``node`` hangs: ``(place, parent, field, index)``."""
    for field, value in ast.iter_fields(node):
        if isinstance(node, _DEFINITIONS) and field in _ONCE:
            continue
        for at, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(child, ast.AST) and _is_changed_later(node, child) and (
                    getattr(child, 'name', '') != AT_START):
                yield place, node, field, at
                inner = getattr(child, 'name', '') if isinstance(child, _DEFINITIONS) else ''
                yield from _slots(child, '.'.join(filter(None, (place, inner))))


def _is_changed_later(parent: ast.AST, child: ast.AST) -> bool:
    """Return whether ``child`` can be changed in a module that is imported."""
    if isinstance(parent, ast.Module):
        return isinstance(child, (*_DEFINITIONS, ast.Assign))
    return not isinstance(parent, ast.ClassDef) or isinstance(child, _DEFINITIONS)


def _others(node: ast.AST, place: str) -> Iterator[ast.AST]:
    if isinstance(node, ast.Tuple) and (place or isinstance(node.ctx, ast.Store)):
        return iter(())
    return _KINDS.get(type(node), lambda _node: iter(()))(node)


def _comparisons(node: ast.Compare) -> Iterator[ast.AST]:
    for at, op in enumerate(node.ops):
        ops = [*node.ops[:at], _OTHER[type(op)](), *node.ops[at + 1:]]
        yield ast.Compare(node.left, ops, node.comparators)


def _conditions(node: ast.BoolOp) -> Iterator[ast.AST]:
    yield ast.BoolOp(_OTHER[type(node.op)](), node.values)
    for left in _one_less(node.values):
        yield ast.BoolOp(node.op, left) if len(left) > 1 else copy.copy(left[0])


def _sets(node: ast.BinOp) -> Iterator[ast.AST]:
    if type(node.op) in _OTHER:
        yield ast.BinOp(node.left, _OTHER[type(node.op)](), node.right)


def _negations(node: ast.UnaryOp) -> Iterator[ast.AST]:
    if isinstance(node.op, ast.Not):
        yield copy.copy(node.operand)


def _constants(node: ast.Constant) -> Iterator[ast.AST]:
    if isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node.value, int):
        yield from (ast.Constant(node.value + 1), ast.Constant(node.value - 1))


def _choices(node: ast.IfExp) -> Iterator[ast.AST]:
    yield from (copy.copy(node.body), copy.copy(node.orelse))


def _filters(node: ast.comprehension) -> Iterator[ast.AST]:
    for left in _one_less(node.ifs):
        yield ast.comprehension(node.target, node.iter, left, node.is_async)


def _tables(node: ast.Tuple) -> Iterator[ast.AST]:
    for left in _one_less(node.elts) if len(node.elts) > 1 else ():
        yield ast.Tuple(left, ast.Load())


def _guards(node: ast.If) -> Iterator[ast.AST]:
    yield ast.If(ast.Constant(False), node.body, node.orelse)


def _answers(node: ast.Return) -> Iterator[ast.AST]:
    if node.value is not None and not (
            isinstance(node.value, ast.Constant) and node.value.value is None):
        yield ast.Return(ast.Constant(None))


def _calls(node: ast.Expr) -> Iterator[ast.AST]:
    if isinstance(node.value, ast.Call):
        yield ast.Pass()


_KINDS = {
    ast.Compare: _comparisons, ast.BoolOp: _conditions, ast.BinOp: _sets,
    ast.UnaryOp: _negations, ast.Constant: _constants, ast.IfExp: _choices,
    ast.comprehension: _filters, ast.Tuple: _tables, ast.If: _guards, ast.Return: _answers,
    ast.Expr: _calls}


def _one_less(nodes: list) -> Iterator[list]:
    for at in range(len(nodes)):
        yield nodes[:at] + nodes[at + 1:]


def _written(node: ast.AST) -> str:
    """Return ``node`` as one line of source; of an ``if``, its head."""
    if isinstance(node, ast.If):
        return f'if {ast.unparse(node.test)}:'
    return ' '.join(ast.unparse(node).split())
