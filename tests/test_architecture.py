"""The house, read off the source: districts, cycles, screens, sizes, docstrings, names.

Each rule is a function from a source file below ``src/`` to the complaints about it; every module
must have none, and every rule is shown a violation that it must find.  The districts and their
order are those of ``hanoiportal.DISTRICTS``.
"""
import ast
from collections import Counter
from functools import cached_property
from pathlib import Path

import pytest
from hanoiportal import DISTRICTS

SOURCE = Path(__file__).parents[1] / 'src'
PACKAGE = SOURCE / 'hanoiportal'
FLOOR = {name: number for number, name in enumerate(DISTRICTS)}
SHELLS = len(DISTRICTS) - 1
#: Districts that are one library each: their packages meet without ``interfaces``.
LIBRARIES = {'base', 'web'}
#: What the repository reads hostile files with: a library of its neighbours in the kernel.
INSPECTION = ('kernel', 'inspection')
#: What stands around every page of the staff: a library of its neighbours in the shells.
FRAME = ('shells', 'frame')
#: What every endpoint of the API stands in: likewise.
API = ('shells', 'api')
#: Files of a feature that are its screens.  They stand on the floor of the shells.
SCREENS = {'public', 'desk', 'console', 'api', 'feeds', 'command', 'views'}
HTTP_ONLY = {('pyramid', 'httpexceptions'), ('pyramid', 'response'), ('pyramid', 'view'),
             ('pyramid', 'renderers'), ('hanoiportal', 'web')}
#: The portal's own client, which asks for a page as a visitor does; features may use it.
CLIENT = ('hanoiportal', 'web', 'pagecache', 'visiting')
VAGUE = {'utils', 'util', 'helpers', 'common', 'manager', 'tool', 'tools', 'misc'}
#: Modules that put files in place by themselves: of ``durable``, which all others ask; of what is
#: below it; of what must not overwrite; and of a log that ZODB has written.
PUTTING = {'kernel.storage.durable', 'kernel.security.crypto.putting', 'safekeeping.archive.wacz',
           'safekeeping.backups.packing'}
#: How the names end by which they do.
PUTTERS = {'NamedTemporaryFile', 'mkstemp', 'replace', 'rename'}
#: Modules that ask the thread for the request: in templates its language is known by nothing else.
ASKING = {'web.templates.translations'}
#: Modules whose public names must all be explained, wherever they stand.
EXPLAINED = {'interfaces', 'services'}
#: What a file of such a name must import or define, or it is not what its name says.
PROMISES = {
    'views': {'pyramid', 'web'}, 'desk': {'pyramid', 'web'}, 'public': {'pyramid', 'web'},
    'console': {'pyramid', 'web'}, 'api': {'endpoints', 'ApiView'}, 'feeds': {'pyramid', 'web'},
    'resource': {'resources', 'Persistent', 'BTrees', 'tree', 'dataclass', 'NamedTuple'}}
#: How often each shell still uses a feature past its interfaces.  It may only fall.
PAST_INTERFACES = {'account': 4, 'commands': 108, 'console': 5, 'desk': 42, 'public': 38}
MODULES = sorted(path for path in PACKAGE.rglob('*.py') if path != PACKAGE / '__init__.py')
LONGEST_MODULE, LONGEST_FUNCTION, MOST_METHODS, FULLEST_FOLDER = 250, 40, 12, 25


class Module:
    """A source file.  ``name``: ``('hanoiportal', district, ..., file)``.

    ``path``: the file; ``root``: the folder that ``hanoiportal/`` lies in.  ``floor`` is that of
    its district, or that of the shells for a screen of a feature.
    """

    def __init__(self, path, root=SOURCE):
        self.name = path.relative_to(root).with_suffix('').parts
        self.district, self.file = self.name[1], self.name[-1]
        self.unit = unit(self.name)
        self.is_screen = is_screen(self.name)
        self.floor = SHELLS if self.is_screen else FLOOR[self.district]
        self.text = path.read_text(encoding='utf-8')
        self.tree = ast.parse(self.text)

    def forget_text(self):
        """Keep the imports alone."""
        self.imported()
        del self.text, self.tree, self._all_nodes

    def nodes(self, *kinds):
        """Yield every node of one of the ``kinds``."""
        return (node for node in self._all_nodes if isinstance(node, kinds))

    @cached_property
    def _all_nodes(self):
        return list(ast.walk(self.tree))

    def functions(self):
        """Yield every function and method."""
        return self.nodes(ast.FunctionDef, ast.AsyncFunctionDef)

    def imported(self):
        """Return the full dotted path, as a tuple, of everything that is imported."""
        return self._imported

    @cached_property
    def _imported(self):
        return [*self._imports()]

    def _imports(self):
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
    """Return the part that may know itself: a package of a district, or a library."""
    return name[1:2] if len(name) < 3 or name[1] in LIBRARIES else name[1:3]


def is_feature(district):
    """Return whether ``district`` holds features: it is above the web kit and below the types."""
    return FLOOR['web'] < FLOOR.get(district, SHELLS) < FLOOR['types']


def is_screen(name):
    """Return whether ``name`` is a screen of a feature: ``desk.py``, ``public.py`` and such."""
    return len(name) == 4 and name[-1] in SCREENS and is_feature(name[1])


def inside_of_a_feature(target):
    """Return whether ``target`` is what only its own feature may import."""
    return is_feature(target[1]) and 'interfaces' not in target


def imports_point_down(module):
    for target in module.imported():
        if target[0] != 'hanoiportal' or len(target) == 1 or unit(target) == module.unit:
            continue
        if FLOOR[target[1]] > module.floor:
            yield f'{module.district} looks up at {target[1]}'
        elif target[1] == module.district and unit(target) not in (
                INSPECTION, FRAME, API) and 'interfaces' not in target:
            yield f'{module.unit[-1]} reaches into {".".join(target[1:])}, past its interfaces'


def features_meet_by_their_interfaces(module):
    """Screens of features, too; ``imports_point_down`` looks at what is in one district."""
    if is_feature(module.district):
        for target in module.imported():
            if target[0] == 'hanoiportal' and len(target) > 1 and (
                    target[1] != module.district) and inside_of_a_feature(target):
                yield f'reaches into {".".join(target[1:])}, past its interfaces'


def features_do_not_know_their_screens(module):
    if is_feature(module.district) and not module.is_screen and module.file != '__init__':
        yield from (f'uses its screen {target[3]}' for target in module.imported()
                    if unit(target) == module.unit and is_screen(target[:4]))


def http_stays_in_its_files(module):
    if module.floor != SHELLS and module.district != 'web' and module.file not in SCREENS:
        leaked = {target[:2] for target in module.imported()
                  if target[:4] != CLIENT} & HTTP_ONLY
        yield from (f'knows of HTTP: {".".join(name)}' for name in sorted(leaked))


def interfaces_hold_no_logic(module):
    if module.file == 'interfaces':
        yield from (f'{node.name} is logic' for node in module.tree.body
                    if isinstance(node, ast.FunctionDef))


def files_are_what_their_names_promise(module):
    wanted = PROMISES.get(module.file)
    if wanted and module.floor not in (FLOOR['base'], FLOOR['web']) and not wanted & {
            part for target in module.imported() for part in target}:
        yield f'{module.file}.py has nothing of what its name promises'


def nobody_asks_for_the_current_request(module):
    if '.'.join(module.name[1:]) in ASKING:
        return
    for target in module.imported():
        if target[:2] == ('pyramid', 'threadlocal') and target[2:] != ('RequestContext',):
            yield f'asks the thread for {".".join(target[2:]) or "anything"}'


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
    for function in module.functions() if module.unit != ('shells', 'commands') else ():
        for node in ast.walk(function):
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                yield f'{function.name} imports on line {node.lineno}'


def what_others_rely_on_is_explained(module):
    if not ast.get_docstring(module.tree):
        yield 'the module has no docstring'
    if module.district != 'base' and module.file not in EXPLAINED:
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
        last = node.id if isinstance(node, ast.Name) else node.attr
        if last in PUTTERS and ast.unparse(node).removeprefix('tempfile.') in (
                'NamedTemporaryFile', 'mkstemp', 'os.replace', 'os.rename'):
            yield f'line {node.lineno} does what storage.durable is for'


RULES = [
    imports_point_down, features_meet_by_their_interfaces, features_do_not_know_their_screens,
    http_stays_in_its_files, nobody_asks_for_the_current_request, interfaces_hold_no_logic,
    files_are_what_their_names_promise, modules_and_functions_are_small,
    nothing_is_imported_inside_a_function, what_others_rely_on_is_explained,
    names_say_what_is_inside, files_are_put_in_place_in_one_way,
]
each_rule = pytest.mark.parametrize('rule', RULES, ids=lambda rule: rule.__name__)


def imports_between_packages(modules):
    """Return ``{package: {packages that it imports}}``, through ``interfaces`` or not.

    The screens of a feature stand elsewhere than the feature, with the shells.
    """
    arrows = {}
    for module in modules:
        if not module.is_screen:
            arrows.setdefault(module.unit, set()).update(
                unit(target) for target in module.imported()
                if target[0] == 'hanoiportal' and len(target) > 1 and unit(target) != module.unit)
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


@pytest.fixture(scope='module')
def house():
    """``(complaints of all rules, modules with their imports)``: each file is read once."""
    wrong, modules = [], []
    for path in MODULES:
        module = Module(path)
        wrong += [f'{".".join(module.name[1:])}: {rule.__name__}: {each}'
                  for rule in RULES for each in rule(module)]
        module.forget_text()
        modules.append(module)
    return wrong, modules


def test_the_house_is_in_order(house):
    wrong, _modules = house

    assert not wrong, '\n'.join(wrong)


def test_the_districts_are_the_folders():
    folders = {path.name for path in PACKAGE.iterdir() if any(path.glob('*.py'))}

    assert folders == set(DISTRICTS)
    assert not {path.name for path in PACKAGE.glob('*.py')} - {'__init__.py'}


def fullest(paths):
    """Return ``{folder: number of modules}`` of the folders with more than are allowed."""
    return {folder: number for folder, number in Counter(path.parent for path in paths).items()
            if number > FULLEST_FOLDER}


def test_no_folder_holds_too_many_modules():
    assert fullest(MODULES) == {}
    assert fullest([Path('a') / f'{number}.py' for number in range(26)]) == {Path('a'): 26}


def test_shells_use_features_past_their_interfaces_ever_less(house):
    _wrong, modules = house
    found = Counter(
        module.unit[-1] for module in modules if module.district == 'shells'
        for target in set(module.imported())
        if target[0] == 'hanoiportal' and len(target) > 1 and inside_of_a_feature(target))

    assert not found - Counter(PAST_INTERFACES)


def test_packages_form_no_cycle(house):
    _wrong, modules = house

    assert cycles(imports_between_packages(modules)) == set()


def test_a_planted_cycle_of_packages_is_found_through_their_interfaces(tmp_path):
    modules = [
        planted(tmp_path, 'editorial/tasks/services',
                'from ..review.interfaces import IReviewing'),
        planted(tmp_path, 'editorial/review/guards', 'from ..checks import interfaces'),
        planted(tmp_path, 'editorial/checks/interfaces',
                'import hanoiportal.editorial.tasks.interfaces'),
        planted(tmp_path, 'editorial/checks/desk', 'from ..board.interfaces import IBoards'),
        planted(tmp_path, 'shells/desk/item', 'from ..review.interfaces import IReviewing')]

    assert cycles(imports_between_packages(modules)) == {
        frozenset(('editorial', name) for name in ('tasks', 'review', 'checks'))}


def test_the_package_itself_is_short_and_explained():
    text = (PACKAGE / '__init__.py').read_text(encoding='utf-8')

    assert len(text.splitlines()) < 80
    assert ast.get_docstring(ast.parse(text))


LONG_FUNCTION = '"""M."""\n\n\ndef long():\n' + '    pass\n' * 40
MANY_METHODS = '"""M."""\n\n\nclass Many:\n' + ''.join(
    f'    def m{number}(self): pass\n' for number in range(13))
VIOLATIONS = [
    (imports_point_down, 'kernel/tree/a', 'from ...discovery.catalog.services import x',
     'looks up at discovery'),
    (imports_point_down, 'base/text/a', 'import hanoiportal.shells.public.home.view',
     'looks up at shells'),
    (imports_point_down, 'discovery/catalog/a', 'from ..search import parser',
     'past its interfaces'),
    (imports_point_down, 'kernel/tree/a', 'from ..security.policy import x',
     'past its interfaces'),
    (imports_point_down, 'types/page/a', 'from ..link.resource import Link',
     'past its interfaces'),
    (features_meet_by_their_interfaces, 'editorial/review/a',
     'from ...content.versions.services import Versions', 'past its interfaces'),
    (features_meet_by_their_interfaces, 'editorial/review/desk',
     'from ...content.versions.services import Versions', 'past its interfaces'),
    (features_do_not_know_their_screens, 'editorial/review/services', 'from .desk import Page',
     'uses its screen desk'),
    (http_stays_in_its_files, 'content/versions/a', 'from pyramid.view import view_config',
     'pyramid.view'),
    (http_stays_in_its_files, 'content/versions/a', 'from ...web import pages',
     'hanoiportal.web'),
    (nobody_asks_for_the_current_request, 'safekeeping/audit/a',
     'from pyramid.threadlocal import get_current_request', 'get_current_request'),
    (nobody_asks_for_the_current_request, 'shells/desk/a', 'import pyramid.threadlocal',
     'anything'),
    (interfaces_hold_no_logic, 'content/versions/interfaces', 'def is_due(): pass', 'is_due'),
    (files_are_what_their_names_promise, 'discovery/catalog/desk', 'import re', 'desk.py'),
    (files_are_what_their_names_promise, 'discovery/catalog/resource', 'import re', 'resource.py'),
    (modules_and_functions_are_small, 'kernel/tree/a', '\n' * 251, '251 lines'),
    (modules_and_functions_are_small, 'kernel/tree/a', LONG_FUNCTION, 'long has 41 lines'),
    (modules_and_functions_are_small, 'kernel/tree/a', MANY_METHODS,
     'Many has 13 public methods'),
    (nothing_is_imported_inside_a_function, 'kernel/tree/a', 'def f():\n    import os',
     'f imports on line 2'),
    (what_others_rely_on_is_explained, 'kernel/tree/a', 'x = 1', 'the module has no docstring'),
    (what_others_rely_on_is_explained, 'base/text/a', '"""M."""\ndef f(): pass',
     'f has no docstring'),
    (what_others_rely_on_is_explained, 'kernel/tree/interfaces',
     '"""M."""\nclass I:\n    """I."""\n    def f(): pass', 'f has no docstring'),
    (names_say_what_is_inside, 'kernel/tree/utils', '', 'utils could hold anything'),
    (files_are_put_in_place_in_one_way, 'safekeeping/twin/a', 'import os\nos.replace(a, b)',
     'line 2'),
    (files_are_put_in_place_in_one_way, 'safekeeping/twin/a',
     'with NamedTemporaryFile() as file: pass', 'line 1'),
]


def planted(root, place, text):
    path = root / 'hanoiportal' / f'{place}.py'
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding='utf-8')
    return Module(path, root)


@pytest.mark.parametrize(('rule', 'place', 'text', 'complaint'), VIOLATIONS)
def test_a_planted_violation_is_found(tmp_path, rule, place, text, complaint):
    found = list(rule(planted(tmp_path, place, text)))

    assert [complaint in each for each in found] == [True]


@each_rule
def test_what_a_rule_allows_is_left_alone(tmp_path, rule):
    allowed = planted(tmp_path, 'discovery/catalog/views', (
        '"""M."""\nfrom pyramid.view import view_config\nfrom ..search.interfaces import ISearch\n'
        'from ...kernel.tree.lookup import walk\nfrom ...shells.desk.frame.view import DeskView\n'
        'from .services import find\n\n\ndef f():\n    pass\n'))

    assert list(rule(allowed)) == []


def test_every_rule_has_been_shown_a_violation():
    assert {rule for rule, *_rest in VIOLATIONS} == set(RULES)
