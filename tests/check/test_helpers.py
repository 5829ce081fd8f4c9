"""A helper of tests stands once: what two files define to the letter belongs in tests/support."""
import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import TESTS

#: Lines with decorators and without docstring from which on a function is worth sharing.
FEWEST = 3


def helpers(path: Path) -> Iterator[ast.FunctionDef]:
    """Yield the functions at the top of a module that are worth sharing, without docstrings.

    One without parameters that only returns something gives a constant of its module.
    """
    for node in ast.parse(path.read_text(encoding='utf-8')).body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith('test_'):
            continue
        if ast.get_docstring(node) is not None:
            node.body = node.body[1:] or [ast.Pass()]
        is_constant = not node.args.args and isinstance(node.body[0], ast.Return)
        if not is_constant and len(ast.unparse(node).splitlines()) >= FEWEST:
            yield node


def copies(root: Path) -> list[str]:
    """Return ``'name: file, file'`` of every helper below ``root`` that stands in two files."""
    found = defaultdict(list)
    for path in sorted(root.rglob('*.py')):
        if 'node_modules' not in path.parts:
            for node in helpers(path):
                found[node.name, ast.dump(node)].append(path.relative_to(root).as_posix())
    return [f'{name}: {", ".join(files)}' for (name, _), files in found.items() if len(files) > 1]


def test_a_helper_stands_in_one_file():
    assert copies(TESTS) == []


@pytest.mark.parametrize(('other', 'expected'), [
    ('@pytest.fixture\ndef site(portal):\n    """A site."""\n    return portal["a"]\n', True),
    ('@pytest.fixture\ndef site(portal):\n    return portal["b"]\n', False),
    ('@pytest.fixture\ndef place(portal):\n    return portal["a"]\n', False),
], ids=['copy', 'other code', 'other name'])
def test_a_planted_copy_is_found_whatever_its_docstring(tmp_path, other, expected):
    (tmp_path / 'unit').mkdir()
    (tmp_path / 'test_one.py').write_text(
        '@pytest.fixture\ndef site(portal):\n    return portal["a"]\n')
    (tmp_path / 'unit/test_two.py').write_text(other)

    assert copies(tmp_path) == (['site: test_one.py, unit/test_two.py'] if expected else [])


def test_what_gives_a_constant_or_is_short_may_stand_twice(tmp_path):
    for name in ('test_one.py', 'test_two.py'):
        (tmp_path / name).write_text(
            '@pytest.fixture\ndef now():\n    return NOW\n\n\ndef text(page):\n    return page\n')

    assert copies(tmp_path) == []
