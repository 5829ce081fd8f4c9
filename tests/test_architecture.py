"""The house, read off the source: floors, cycles, the files that know HTTP, sizes, names.

Each rule is a function from a source file below ``src/`` to the complaints about it; every module
must have none, and every rule is shown a violation that it must find.
"""
import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / 'src'
PACKAGE = SOURCE / 'hanoiportal'
FLOORS = [
    {'interfaces', 'permissions', 'settings', 'clock', 'i18n', 'lazily', 'garbage', 'errors',
     'values', 'text', 'workdays'},
    {'tree', 'security', 'workflow', 'storage'},
    {'web'},
    {'archive', 'audit', 'backups', 'boards', 'catalog', 'checks', 'citizens',
     'clarifications', 'comments', 'domains', 'drafts', 'erasure', 'links', 'locking',
     'maintenance', 'media', 'monitoring', 'notifications', 'press', 'previews',
     'provisioning', 'publishing', 'quarantine', 'recyclebin', 'redirects', 'releases', 'review',
     'rounds', 'scheduling', 'search', 'standing', 'suspension', 'tasks', 'transfer',
     'translations', 'twin', 'versions', 'visits'},
    {'contenttypes'},
    {'account', 'public', 'desk', 'console', 'api', 'commands'},
]
FLOOR = {name: number for number, names in enumerate(FLOORS) for name in names}
SHELLS = FLOORS[-1] | {'web'}
HTTP_FILES = {'views', 'desk', 'console', 'api', 'feeds'}
HTTP_ONLY = {('pyramid', 'httpexceptions'), ('pyramid', 'response'), ('pyramid', 'view'),
             ('hanoiportal', 'web')}
VAGUE = {'utils', 'util', 'helpers', 'common', 'manager', 'tool', 'tools', 'misc'}
#: Modules that put files in place by themselves: of ``durable``, which all others ask; of what is
#: below it; of what must not overwrite; and of a log that ZODB has written.
PUTTING = {'storage.durable', 'security.putting', 'archive.wacz', 'backups.packing'}
#: Modules whose public names must all be explained, wherever they stand.
EXPLAINED = {'interfaces', 'services'}
MODULES = sorted(path for path in PACKAGE.rglob('*.py') if path != PACKAGE / '__init__.py')
LONGEST_MODULE, LONGEST_FUNCTION, MOST_METHODS = 250, 40, 12


class Module:
    """A source file.  ``name``: ``('hanoiportal', area, ..., file)``.

    ``path``: the file; ``root``: the folder that ``hanoiportal/`` lies in.
    """

    def __init__(self, path, root=SOURCE):
        self.name = path.relative_to(root).with_suffix('').parts
        self.area, self.file = self.name[1], self.name[-1]
        self.text = path.read_text(encoding='utf-8')
        self.tree = ast.parse(self.text)

    def nodes(self, *kinds):
        """Yield every node of one of the ``kinds``."""
        return (node for node in ast.walk(self.tree) if isinstance(node, kinds))

    def functions(self):
        """Yield every function and method."""
        return self.nodes(ast.FunctionDef, ast.AsyncFunctionDef)

    def imported(self):
        """Yield the full dotted path, as a tuple, of everything that is imported."""
        for node in self.nodes(ast.Import, ast.ImportFrom):
            if isinstance(node, ast.Import):
                yield from (tuple(name.name.split('.')) for name in node.names)
                continue
            base = self.name[:-node.level] if node.level else ()
            stem = tuple(node.module.split('.')) if node.module else ()
            yield from (base + stem + (name.name,) for name in node.names)

    def public_definitions(self):
        """Yield the public classes and functions, and their public methods."""
        for node in public(self.tree.body, ast.ClassDef, ast.FunctionDef):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public(node.body, ast.FunctionDef)


def public(nodes, *kinds):
    return [node for node in nodes if isinstance(node, kinds) and not node.name.startswith('_')]


def unit(name):
    """Return the part that may know itself: an area, or one content type."""
    return name[1:3] if name[1] == 'contenttypes' else name[1:2]


def imports_point_down(module):
    for target in module.imported():
        if target[0] != 'hanoiportal' or len(target) == 1 or unit(target) == unit(module.name):
            continue
        floor, there = FLOOR[module.area], FLOOR[target[1]]
        if there > floor:
            yield f'{module.area} looks up at {target[1]}'
        elif there == floor != 0 and 'interfaces' not in target:
            yield f'{module.area} reaches into {".".join(target[1:])}, past its interfaces'


def http_stays_in_its_files(module):
    if module.area not in SHELLS and module.file not in HTTP_FILES:
        leaked = {target[:2] for target in module.imported()} & HTTP_ONLY
        yield from (f'knows of HTTP: {".".join(name)}' for name in sorted(leaked))


def modules_and_functions_are_small(module):
    lines = module.text.count('\n')
    if lines > LONGEST_MODULE:
        yield f'{lines} lines'
    for function in module.functions():
        length = function.end_lineno - function.lineno + 1
        if length > LONGEST_FUNCTION:
            yield f'{function.name} has {length} lines'
    for node in module.nodes(ast.ClassDef):
        methods = len(public(node.body, ast.FunctionDef))
        if methods > MOST_METHODS:
            yield f'{node.name} has {methods} public methods'


def nothing_is_imported_inside_a_function(module):
    for function in module.functions() if module.area != 'commands' else ():
        for node in ast.walk(function):
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                yield f'{function.name} imports on line {node.lineno}'


def what_others_rely_on_is_explained(module):
    if not ast.get_docstring(module.tree):
        yield 'the module has no docstring'
    if FLOOR[module.area] and module.file not in EXPLAINED:
        return
    for node in module.public_definitions():
        promised = module.file == 'services' and isinstance(node, ast.FunctionDef)
        if not ast.get_docstring(node) and not promised:
            yield f'{node.name} has no docstring'


def names_say_what_is_inside(module):
    yield from (f'{name} could hold anything' for name in VAGUE & set(module.name))


def files_are_put_in_place_in_one_way(module):
    if '.'.join(module.name[1:]) in PUTTING:
        return
    for node in module.nodes(ast.Name, ast.Attribute):
        if ast.unparse(node).removeprefix('tempfile.') in (
                'NamedTemporaryFile', 'mkstemp', 'os.replace', 'os.rename'):
            yield f'line {node.lineno} does what storage.durable is for'


RULES = [imports_point_down, http_stays_in_its_files, modules_and_functions_are_small,
         nothing_is_imported_inside_a_function, what_others_rely_on_is_explained,
         names_say_what_is_inside, files_are_put_in_place_in_one_way]
each_rule = pytest.mark.parametrize('rule', RULES, ids=lambda rule: rule.__name__)


def imports_between_packages(modules):
    """Return ``{package: {packages that it imports}}``, through ``interfaces`` or not."""
    arrows = {}
    for module in modules:
        arrows.setdefault(module.area, set()).update(
            target[1] for target in module.imported()
            if target[0] == 'hanoiportal' and len(target) > 1 and target[1] != module.area)
    return arrows


def cycles(arrows):
    """Return what stands in a cycle of ``arrows``: each package that is reached from itself."""
    def reached(start):
        seen, ahead = set(), set(arrows.get(start, ()))
        while ahead:
            seen |= ahead
            ahead = set().union(*(arrows.get(each, ()) for each in ahead)) - seen
        return seen

    within = {each: reached(each) for each in arrows}
    return {frozenset(other for other in within[each] if each in within.get(other, ()))
            for each in arrows if each in within[each]}


@pytest.mark.parametrize(
    'path', MODULES, ids=lambda path: '.'.join(path.relative_to(PACKAGE).with_suffix('').parts))
def test_the_house_is_in_order(path):
    module = Module(path)

    assert [f'{rule.__name__}: {each}' for rule in RULES for each in rule(module)] == []


def test_every_part_of_the_package_stands_on_a_floor():
    parts = {path.relative_to(PACKAGE).with_suffix('').parts[0] for path in MODULES}

    assert not parts - set(FLOOR), f'on no floor: {parts - set(FLOOR)}'


def test_packages_form_no_cycle():
    assert cycles(imports_between_packages(map(Module, MODULES))) == set()


def test_a_planted_cycle_of_packages_is_found_through_their_interfaces(tmp_path):
    modules = [
        planted(tmp_path, 'tasks/services', 'from ..review.interfaces import IReviewing'),
        planted(tmp_path, 'review/guards', 'from ..checks import interfaces'),
        planted(tmp_path, 'checks/interfaces', 'import hanoiportal.editorial.tasks.interfaces'),
        planted(tmp_path, 'desk/item', 'from ..review.interfaces import IReviewing')]

    assert cycles(imports_between_packages(modules)) == {frozenset({'tasks', 'review', 'checks'})}


def test_the_package_itself_is_short_and_explained():
    text = (PACKAGE / '__init__.py').read_text(encoding='utf-8')

    assert len(text.splitlines()) < 80
    assert ast.get_docstring(ast.parse(text))


LONG_FUNCTION = '"""M."""\n\n\ndef long():\n' + '    pass\n' * 40
MANY_METHODS = '"""M."""\n\n\nclass Many:\n' + ''.join(
    f'    def m{number}(self): pass\n' for number in range(13))
VIOLATIONS = [
    (imports_point_down, 'tree/a', 'from ..catalog.services import x', 'looks up at catalog'),
    (imports_point_down, 'text/a', 'import hanoiportal.shells.public.home.view', 'looks up at public'),
    (imports_point_down, 'catalog/a', 'from ..search import parser', 'past its interfaces'),
    (imports_point_down, 'contenttypes/page/a', 'from ..link.resource import Link',
     'past its interfaces'),
    (http_stays_in_its_files, 'versions/a', 'from pyramid.view import view_config',
     'pyramid.view'),
    (http_stays_in_its_files, 'versions/a', 'from ..web import pages', 'hanoiportal.web'),
    (modules_and_functions_are_small, 'tree/a', '\n' * 251, '251 lines'),
    (modules_and_functions_are_small, 'tree/a', LONG_FUNCTION, 'long has 41 lines'),
    (modules_and_functions_are_small, 'tree/a', MANY_METHODS, 'Many has 13 public methods'),
    (nothing_is_imported_inside_a_function, 'tree/a', 'def f():\n    import os',
     'f imports on line 2'),
    (what_others_rely_on_is_explained, 'tree/a', 'x = 1', 'the module has no docstring'),
    (what_others_rely_on_is_explained, 'text/a', '"""M."""\ndef f(): pass', 'f has no docstring'),
    (what_others_rely_on_is_explained, 'tree/interfaces',
     '"""M."""\nclass I:\n    """I."""\n    def f(): pass', 'f has no docstring'),
    (names_say_what_is_inside, 'tree/utils', '', 'utils could hold anything'),
    (files_are_put_in_place_in_one_way, 'twin/a', 'import os\nos.replace(a, b)', 'line 2'),
    (files_are_put_in_place_in_one_way, 'twin/a', 'with NamedTemporaryFile() as file: pass',
     'line 1'),
]


def planted(root, place, text):
    path = root / 'hanoiportal' / f'{place}.py'
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding='utf-8')
    return Module(path, root)


@pytest.mark.parametrize(('rule', 'place', 'text', 'complaint'), VIOLATIONS)
def test_a_planted_violation_is_found(tmp_path, rule, place, text, complaint):
    found = list(rule(planted(tmp_path, place, text)))

    assert [complaint in each for each in found] == [True]


@each_rule
def test_what_a_rule_allows_is_left_alone(tmp_path, rule):
    allowed = planted(tmp_path, 'catalog/views', (
        '"""M."""\nfrom pyramid.view import view_config\nfrom ..search.interfaces import ISearch\n'
        'from ..tree.lookup import walk\n\n\ndef f():\n    pass\n'))

    assert list(rule(allowed)) == []


def test_every_rule_has_been_shown_a_violation():
    assert {rule for rule, *_rest in VIOLATIONS} == set(RULES)
