"""Faults planted in a module that is imported: its functions get other code, no file changes."""
import ast
import gc
import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType, ModuleType

from .faults import Mutant

#: What a module that is watched calls its set.
_ENTERED = '__entered__'


def functions(node: ast.AST, place: str) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Yield each function below ``node`` that is in no other, with its place."""
    for child in getattr(node, 'body', ()):
        inner = '.'.join(filter(None, (place, getattr(child, 'name', ''))))
        if isinstance(child, ast.FunctionDef):
            yield inner, child
        elif isinstance(child, ast.ClassDef):
            yield from functions(child, inner)


def outermost(code: CodeType) -> dict[tuple[str, int], CodeType]:
    """Return the code of each function in ``code``, a module's, by name and first line."""
    found = {}
    for each in code.co_consts:
        if isinstance(each, CodeType) and '<locals>' not in each.co_qualname:
            found[each.co_qualname, each.co_firstlineno] = each
            found |= outermost(each)
    return found


class Patient:
    """A module of the portal in which faults are planted."""

    def __init__(self, name: str) -> None:
        self.module: ModuleType = importlib.import_module(name)
        self.source = Path(self.module.__file__).read_text(encoding='utf-8')
        self._functions = [
            each for each in gc.get_objects() if isinstance(each, FunctionType)
            and each.__code__.co_filename == self.module.__file__]
        self._codes = {each: each.__code__ for each in self._functions}

    def plant(self, mutant: Mutant) -> None:
        """Run ``mutant`` in this process from now on."""
        if not mutant.place:
            self._assign(mutant)
        found = outermost(compile(mutant.tree, self.module.__file__, 'exec'))
        for function in self._functions:
            code = function.__code__
            changed = found.get((code.co_qualname, code.co_firstlineno), code)
            if changed != code:
                function.__code__ = changed

    def heal(self) -> None:
        """Run what was imported again."""
        for function, code in self._codes.items():
            function.__code__ = code

    def watch(self, entered: set[str]) -> None:
        """Let each function of the module add its place to ``entered`` when it is called."""
        vars(self.module)[_ENTERED] = entered
        tree = ast.parse(self.source)
        for place, function in functions(tree, ''):
            [note] = ast.parse(f'{_ENTERED}.add({place!r})').body
            function.body.insert(0, ast.copy_location(note, function.body[0]))
        self.plant(Mutant(0, 'all', '', '', ast.fix_missing_locations(tree)))

    def _assign(self, mutant: Mutant) -> None:
        """Assign the changed name of the module, and the names that are made of it, anew."""
        names, changed = dict(vars(self.module)), set()
        for statement in mutant.tree.body:
            if isinstance(statement, ast.Assign) and (
                    statement.lineno <= mutant.line <= statement.end_lineno
                    or changed & {each.id for each in ast.walk(statement.value)
                                  if isinstance(each, ast.Name)}):
                exec(compile(ast.Module([statement], []), self.module.__file__, 'exec'), names)
                changed |= {each.id for target in statement.targets for each in ast.walk(target)
                            if isinstance(each, ast.Name)}
        for name in changed:
            self._rebind(name, vars(self.module)[name], names[name])

    def _rebind(self, name: str, old: object, new: object) -> None:
        for module in list(sys.modules.values()):
            if getattr(module, '__dict__', {}).get(name) is old:
                setattr(module, name, new)
        for function in self._functions:
            if function.__defaults__ and not isinstance(old, int):
                function.__defaults__ = tuple(
                    new if each is old else each for each in function.__defaults__)
