"""The house, read off the source: floors, the files that know HTTP, sizes, docstrings, names."""
import ast
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / 'src' / 'hanoiportal'
FLOORS = [
    {'interfaces', 'permissions', 'settings', 'clock', 'i18n', 'text', 'workdays'},
    {'tree', 'security', 'workflow', 'storage'},
    {'web'},
    {'catalog', 'domains', 'provisioning', 'publishing', 'search', 'transfer', 'versions'},
    {'contenttypes'},
    {'public', 'desk', 'console', 'api', 'commands'},
]
FLOOR = {name: number for number, names in enumerate(FLOORS) for name in names}
SHELLS = FLOORS[-1] | {'web'}
HTTP_FILES = {'views', 'desk', 'console', 'api', 'feeds'}
HTTP_ONLY = {('pyramid', 'httpexceptions'), ('pyramid', 'response'), ('pyramid', 'view'),
             ('hanoiportal', 'web')}
VAGUE = {'utils', 'util', 'helpers', 'common', 'manager', 'tool', 'tools', 'misc'}
#: Modules whose public names must all be explained, wherever they stand.
EXPLAINED = {'interfaces', 'services'}
MODULES = sorted(path for path in PACKAGE.rglob('*.py') if path != PACKAGE / '__init__.py')
LONGEST_MODULE, LONGEST_FUNCTION, MOST_METHODS = 250, 40, 12

each_module = pytest.mark.parametrize(
    'path', MODULES, ids=lambda path: '.'.join(module_name(path)[1:]))


def module_name(path):
    """Return ``('hanoiportal', area, ..., file)`` for a source file."""
    return path.relative_to(PACKAGE.parent).with_suffix('').parts


@cache
def parsed(path):
    return ast.parse(path.read_text(encoding='utf-8'))


def imported(path):
    """Yield the full dotted path, as a tuple, of everything ``path`` imports."""
    here = module_name(path)
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (tuple(name.name.split('.')) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = here[:-node.level] if node.level else ()
            stem = tuple(node.module.split('.')) if node.module else ()
            yield from (base + stem + (name.name,) for name in node.names)


def unit(name):
    """Return the part that may know itself: an area, or one content type."""
    return name[1:3] if name[1] == 'contenttypes' else name[1:2]


def functions(path):
    """Yield every function and method of a module."""
    return (node for node in ast.walk(parsed(path))
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))


def public_definitions(path):
    """Yield the module's public classes and functions, and their public methods."""
    for node in parsed(path).body:
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)) and not node.name.startswith('_'):
            yield node
            yield from (method for method in getattr(node, 'body', ())
                        if isinstance(node, ast.ClassDef) and isinstance(method, ast.FunctionDef)
                        and not method.name.startswith('_'))


def test_every_part_of_the_package_stands_on_a_floor():
    parts = {module_name(path)[1] for path in MODULES}

    assert not parts - set(FLOOR), f'on no floor: {parts - set(FLOOR)}'


@each_module
def test_imports_point_down(path):
    here = module_name(path)
    for target in imported(path):
        if target[0] != 'hanoiportal' or unit(target) == unit(here) or len(target) == 1:
            continue
        floor, there = FLOOR[here[1]], FLOOR[target[1]]
        assert there <= floor, f'{here[1]} looks up at {target[1]}'
        assert there < floor or there == 0 or 'interfaces' in target, (
            f'{".".join(here[1:])} reaches into {".".join(target[1:])}, past its interfaces')


@each_module
def test_http_stays_in_its_files(path):
    area, file = module_name(path)[1], module_name(path)[-1]
    if area in SHELLS or file in HTTP_FILES:
        return
    leaked = {target[:2] for target in imported(path)} & HTTP_ONLY
    assert not leaked, f'{area}/{file}.py knows of HTTP: {leaked}'


@each_module
def test_modules_and_functions_are_small(path):
    lines = path.read_text(encoding='utf-8').count('\n')
    assert lines <= LONGEST_MODULE, f'{lines} lines'
    for function in functions(path):
        length = function.end_lineno - function.lineno + 1
        assert length <= LONGEST_FUNCTION, f'{function.name} has {length} lines'
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.ClassDef):
            methods = [each for each in node.body if isinstance(each, ast.FunctionDef)
                       and not each.name.startswith('_')]
            assert len(methods) <= MOST_METHODS, f'{node.name} has {len(methods)} public methods'


@each_module
def test_nothing_is_imported_inside_a_function(path):
    if module_name(path)[1] == 'commands':
        return
    for function in functions(path):
        hidden = [node for node in ast.walk(function)
                  if isinstance(node, (ast.Import, ast.ImportFrom))]
        assert not hidden, f'{function.name} imports on line {hidden[0].lineno}'


@each_module
def test_what_others_rely_on_is_explained(path):
    assert ast.get_docstring(parsed(path)), 'the module has no docstring'
    if FLOOR[module_name(path)[1]] and path.stem not in EXPLAINED:
        return
    for node in public_definitions(path):
        promised = path.stem == 'services' and isinstance(node, ast.FunctionDef)
        assert ast.get_docstring(node) or promised, f'{node.name} has no docstring'


@each_module
def test_names_say_what_is_inside(path):
    assert not VAGUE & set(module_name(path)), 'a name that could hold anything'


def test_no_import_at_the_top_of_a_package_but_what_it_is_made_of():
    top = ast.parse((PACKAGE / '__init__.py').read_text(encoding='utf-8'))

    assert len((PACKAGE / '__init__.py').read_text(encoding='utf-8').splitlines()) < 80
    assert ast.get_docstring(top)
