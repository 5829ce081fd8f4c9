"""Types are checked: a package is strict from its first day, and older ones become so."""
import re
import subprocess
from configparser import ConfigParser

import pytest
from servers import ROOT

SOURCE = ROOT / 'src'
MYPY = ROOT / 'bin/mypy'
#: What of each package is strict although the rest of it is not yet.
PROMISES = {f'hanoiportal.*.{name}' for name in ('interfaces', 'values', 'errors')}
#: How many packages and modules of ``mypy.ini`` are not yet typed.  It may only fall.
NOT_YET = 74
UNTYPED = 'def find(name):\n    return name\n'


def configuration():
    read = ConfigParser()
    read.read(ROOT / 'mypy.ini')
    return read


def set_to(**wanted):
    """Return the names of modules for which the configuration sets one of ``wanted``."""
    read = configuration()
    return [name for section in read.sections()
            if any(read[section].get(option) == value for option, value in wanted.items())
            for name in section.removeprefix('mypy-').split(',')]


def checked(*arguments, cwd=ROOT):
    """Return the exit status of mypy by our configuration, and what it has said."""
    done = subprocess.run(
        [MYPY, '--config-file', ROOT / 'mypy.ini', *arguments],
        check=False, cwd=cwd, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def is_there(name):
    """Return whether ``name`` is a package (``a.b.*``) or a module (``a.b``) of the source."""
    path = SOURCE / name.removesuffix('.*').replace('.', '/')
    return path.is_dir() if name.endswith('.*') else path.with_suffix('.py').is_file()


def test_the_list_of_what_is_not_yet_typed_only_gets_shorter():
    names = set_to(disallow_untyped_defs='False')

    assert len(names) == len(set(names)) == NOT_YET
    assert set_to(ignore_errors='True') == []
    assert [name for name in names if not is_there(name)] == []
    # Not a whole district: a package that is added to it would not be strict.
    assert [name for name in names if name.count('.') < 2 or '*' in name[:-1]] == []


def test_what_packages_promise_is_typed_everywhere():
    assert set(set_to(ignore_errors='False')) == PROMISES


@pytest.fixture(scope='module')
def cache(tmp_path_factory):
    """A folder in which mypy keeps what it knows of Python itself."""
    return tmp_path_factory.mktemp('cache')


@pytest.fixture
def planted(tmp_path, cache):
    """Return callable(place, text) that plants a module of the portal in a source of its own."""
    def plant(place, text):
        path = tmp_path / 'hanoiportal' / place
        path.parent.mkdir(parents=True)
        path.write_text(f'"""M."""\n{text}')
        return checked('--cache-dir', cache, path, cwd=tmp_path)
    return plant


@pytest.mark.parametrize('place', [
    'content/newcomer/services.py', 'base/newcomer.py', 'content/drafts/interfaces.py'])
def test_a_function_without_types_is_found(planted, place):
    status, said = planted(place, UNTYPED)

    assert status == 1 and '[no-untyped-def]' in said


def test_any_is_no_type(planted):
    status, said = planted(
        'content/newcomer/a.py', 'from typing import Any\n\n\ndef f(x: Any) -> None:\n    pass\n')

    assert status == 1 and '[explicit-any]' in said


def test_what_is_not_yet_typed_is_left_alone(planted):
    assert planted('content/drafts/services.py', UNTYPED)[0] == 0


def test_a_value_type_says_what_is_in_its_fields(planted):
    status, said = planted('content/drafts/merging.py', (
        'from typing import NamedTuple\n\n\nclass Merged(NamedTuple):\n    changes: dict\n'))

    assert status == 1 and '[type-arg]' in said


def test_an_error_that_is_ignored_is_named():
    found = [f'{path.relative_to(SOURCE)}:{number}' for path in SOURCE.rglob('*.py')
             for number, line in enumerate(path.read_text(encoding='utf-8').splitlines(), 1)
             if re.search(r'#\s*mypy:|#\s*type:\s*ignore(?!\[)', line)]

    assert found == []
