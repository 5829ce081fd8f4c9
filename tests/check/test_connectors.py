"""A connector is short: what declares another system and maps its words, told by imports.

A module of ``integration/`` *declares* a system if it builds a ``Receiver`` or a ``Channel``, and
*reads* one if it imports ``base.profiles``.  Of a connector is what does either, with the modules
of its folder that this imports, in turn.  Not of it is a module that *speaks*, which imports the
client of HTTP or sets a time for it; ``interfaces``, which promise; ``__init__``, which wires.
"""
import ast
from collections import Counter
from functools import cached_property
from pathlib import Path

import pytest
from support import ROOT

INTEGRATION = ROOT / 'src/hanoiportal/integration'
#: Lines of a connector, without imports, comments, docstrings and blank lines.
LONGEST = 150
#: The folder that all connectors share; modules that are of no connector.
ENGINE, APART = 'deliveries', {'__init__', 'interfaces'}
RECEIVER, CHANNEL = 'Receiver', 'Channel'
PROFILES, CLIENT = 'base.profiles', 'platform.http.interfaces'
#: What of the client a module needs that asks another machine.
ASKING = {'IHttp', 'Deadline'}
#: The connectors that there are; of ``channelposts`` each channel is one.
SYSTEMS = {
    'channelposts.facebook', 'channelposts.tiktok', 'channelposts.youtube', 'channelposts.zalo',
    'dataportal', 'documentsystem', 'governmentportal', 'lawdatabases', 'lgsp', 'mobileapp',
    'nationalmonitoring', 'procedures', 'webhooks'}


class Module:
    """A module of a connector; what it imports for types alone is not seen."""

    def __init__(self, path: Path) -> None:
        self.name = path.stem
        self._text = path.read_text(encoding='utf-8')
        self._tree = ast.parse(self._text)

    @cached_property
    def imported(self) -> set[tuple[str, str]]:
        """``(module, name)``, the module with a dot if it stands beside, else from the source."""
        typed = {inner for node in ast.walk(self._tree) if isinstance(node, ast.If)
                 and ast.unparse(node.test) == 'TYPE_CHECKING' for inner in ast.walk(node)}
        return {(f'{"." if node.level == 1 else ""}{node.module or ""}', each.name)
                for node in ast.walk(self._tree)
                if isinstance(node, ast.ImportFrom) and node not in typed for each in node.names}

    def beside(self) -> set[str]:
        """Return the modules of its folder that it imports."""
        return {module[1:].partition('.')[0] or name
                for module, name in self.imported if module.startswith('.')}

    def builds(self, name: str) -> bool:
        """Return whether it calls ``name``."""
        return any(isinstance(node, ast.Call) and ast.unparse(node.func) == name
                   for node in ast.walk(self._tree))

    @cached_property
    def reads(self) -> bool:
        """Whether it knows where a system says what."""
        return any(module == PROFILES for module, _name in self.imported)

    @cached_property
    def is_apart(self) -> bool:
        """Whether it is of no connector; what declares one cannot be."""
        speaks = any(module == CLIENT and name in ASKING for module, name in self.imported)
        return self.name in APART or speaks and not (
            self.builds(RECEIVER) or self.builds(CHANNEL))

    @cached_property
    def lines(self) -> int:
        """Lines that say something: no blank, comment, docstring, import."""
        lines = self._text.splitlines()
        silent = {number for number, line in enumerate(lines, 1)
                  if not line.strip() or line.lstrip().startswith('#')}
        for node in ast.walk(self._tree):
            is_told = isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and (
                ast.get_docstring(node) is not None)
            for part in (node.body[0],) if is_told else (node,) if isinstance(
                    node, ast.Import | ast.ImportFrom) else ():
                silent.update(range(part.lineno, part.end_lineno + 1))
        return len(lines) - len(silent)


def reached(modules: dict[str, Module], starts: set[str]) -> set[str]:
    """Return ``starts`` and what they import of their folder, in turn."""
    found, todo = set(), set(starts)
    while todo:
        name = todo.pop()
        if name in modules and name not in found and not modules[name].is_apart:
            found.add(name)
            todo |= modules[name].beside()
    return found


def parts_of(folder: Path, modules: dict[str, Module]) -> dict[str, set[str]]:
    """Return the modules of each connector in ``folder``: of each channel, else of one.

    What reads a system that no channel reaches is one, too.
    """
    reading = {name for name, each in modules.items() if each.reads}
    channels = {name for name, each in modules.items() if each.builds(CHANNEL)}
    if not channels:
        reading |= {name for name, each in modules.items() if each.builds(RECEIVER)}
    parts = {f'{folder.name}.{name}': reached(modules, {name}) for name in channels}
    return {**parts, folder.name: reached(modules, reading.difference(*parts.values()))}


def connectors(root: Path) -> dict[str, dict[str, int]]:
    """Return the lines of the modules of each connector in the folders of ``root``.

    What several channels import belongs to none of them.
    """
    found = {}
    for folder in sorted({path.parent for path in root.glob('*/*.py')} - {root / ENGINE}):
        modules = {path.stem: Module(path) for path in folder.glob('*.py')}
        parts = parts_of(folder, modules)
        shared = Counter(name for names in parts.values() for name in names)
        found.update((system, {name: modules[name].lines for name in sorted(names)
                               if shared[name] == 1}) for system, names in parts.items())
    return {system: lines for system, lines in found.items() if lines}


def too_long(root: Path) -> list[str]:
    """Return the connectors of ``root`` that have too many lines, with what they are."""
    return [f'{system} has {sum(lines.values())} lines: {lines}'
            for system, lines in connectors(root).items() if sum(lines.values()) > LONGEST]


def test_every_connector_is_short():
    assert too_long(INTEGRATION) == []


def test_every_connector_is_counted():
    assert set(connectors(INTEGRATION)) == SYSTEMS


READS = 'from ...base.profiles import text_at\n'
#: ``{module: text}`` of a folder: what adds two lines to the 149 of a receiver.
LONGER = {
    'its own': {'receiver': 'a = 1\nb = 2\n'},
    'what it imports': {'receiver': 'from .names import a\n', 'names': 'a = 1\nb = 2\n'},
    'what that imports': {'receiver': 'from . import names\n', 'names': 'from .more import a\n',
                          'more': 'a = 1\n\n# of a comment\nb = 2\n'},
    'what reads besides': {'receiver': '', 'lists': '"""List."""\n' + READS + 'a = 1\nb = 2\n'}}
#: What adds two that do not count.
NOT_LONGER = {
    'speaks': {'receiver': 'from .asking import a\n', 'asking': (
        'from ...platform.http.interfaces import IHttp\na = 1\nb = 2\n')},
    'promises': {'receiver': 'from .interfaces import a\n', 'interfaces': 'a = 1\nb = 2\n'},
    'is for types': {'receiver': 'if TYPE_CHECKING:\n    from .a import b\n',
                     'a': 'b = 1\nc = 2\n'},
    'is the portal\'s': {'receiver': '', 'jobs': 'a = 1\nb = 2\n'}}


def planted(root: Path, folder: str, texts: dict[str, str]) -> None:
    (root / folder).mkdir()
    for name, text in texts.items():
        (root / folder / f'{name}.py').write_text(text, encoding='utf-8')


def grown(texts: dict[str, str], lines: int) -> dict[str, str]:
    """Return ``texts`` with a receiver of so many lines more."""
    own = 'R = Receiver()\n' + 'x = 1\n' * (lines - 1)
    return {**texts, 'receiver': texts['receiver'] + own}


@pytest.mark.parametrize('what', LONGER)
def test_a_connector_of_151_lines_is_found(tmp_path, what):
    planted(tmp_path, 'long', grown(LONGER[what], 149))
    planted(tmp_path, 'short', grown(LONGER[what], 148))

    assert [each.split(':')[0] for each in too_long(tmp_path)] == ['long has 151 lines']


@pytest.mark.parametrize('what', NOT_LONGER)
def test_what_is_of_no_connector_is_not_counted(tmp_path, what):
    planted(tmp_path, 'long', grown(NOT_LONGER[what], 148))

    assert too_long(tmp_path) == []
    assert sum(connectors(tmp_path)['long'].values()) in (148, 149)


@pytest.mark.parametrize('built', [RECEIVER, CHANNEL])
def test_what_declares_a_system_is_counted_though_it_speaks(tmp_path, built):
    planted(tmp_path, 'long', {'long': (
        f'from ...platform.http.interfaces import IHttp\nA = {built}()\n' + 'x = 1\n' * 150)})

    assert len(too_long(tmp_path)) == 1


def test_what_channels_share_is_of_none_of_them(tmp_path):
    planted(tmp_path, 'posts', {
        'one': 'from .shared import a\nfrom .mine import b\nA = Channel()\n' + 'x = 1\n' * 149,
        'two': 'from .shared import a\nB = Channel()\n', 'shared': READS + 'a = 1\n',
        'mine': 'b = 1\n'})

    assert connectors(tmp_path) == {
        'posts.one': {'mine': 1, 'one': 150}, 'posts.two': {'two': 1}}
    assert [each.split(':')[0] for each in too_long(tmp_path)] == ['posts.one has 151 lines']


def test_what_reads_a_system_that_no_channel_reaches_is_a_connector(tmp_path):
    planted(tmp_path, 'posts', {'one': 'A = Channel()\n', 'lost': READS + 'a = 1\n'})

    assert connectors(tmp_path) == {'posts.one': {'one': 1}, 'posts': {'lost': 1}}
