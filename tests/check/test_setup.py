"""The set-up is the same on every machine, and says why wherever it makes an exception."""
import json
import os
import re
import subprocess
import sys
from ast import literal_eval
from pathlib import Path
from zipfile import ZipFile

import hanoiportal
import pytest
import webob
from hypothesis.internal.constants_ast import is_local_module_file
from servers import ROOT, of_setup

# Hosts of registries, and folders of somebody's machine.
# The folder "home" of the public shell is none of these.
FOREIGN = re.compile(
    r'pypi\.org|pythonhosted\.org|npmjs\.(org|com)|index-url *=|(?<!/public)/(home|root)/')
TEXT = {'.cfg', '.conf', '.csv', '.css', '.ini', '.json', '.md', '.po', '.pot', '.pt', '.py',
        '.toml', '.yaml', ''}


def tracked():
    listed = subprocess.run(
        ['git', 'ls-files'], cwd=ROOT, check=True, capture_output=True, text=True)
    return [ROOT / name for name in listed.stdout.splitlines()]


def test_no_file_names_a_registry_or_a_folder_of_one_machine():
    found = {
        str(path.relative_to(ROOT)): match[0] for path in tracked()
        if path.suffix in TEXT and path.exists()
        if (match := FOREIGN.search(path.read_text(encoding='utf-8', errors='replace')))}

    assert found == {}


def test_the_lock_file_names_hashes_and_no_addresses():
    packages = json.loads((ROOT / 'package-lock.json').read_text())['packages']
    installed = {name: package for name, package in packages.items() if name}

    assert all('integrity' in package for package in installed.values())
    assert not any('resolved' in package for package in installed.values())


def test_what_runs_is_what_is_pinned():
    pins = {name.strip().lower().replace('_', '-').replace('.', '-'): version.split('#')[0].strip()
            for name, equals, version in (
                line.partition('=') for line in (ROOT / 'versions.cfg').read_text().splitlines())
            if equals and not name.startswith('#')}
    listed = subprocess.run([ROOT / 'bin/py', ROOT / 'setup/installed.py'], check=True,
                            capture_output=True, text=True).stdout.split()
    found = {name.lower().replace('_', '-').replace('.', '-'): version
             for name, _equals, version in (line.partition('==') for line in listed)}

    assert len(found) > 60
    assert {name: version for name, version in found.items() if pins.get(name) != version} == {}
    assert 'allow-picked-versions = false' in (ROOT / 'buildout.cfg').read_text()


def test_every_pin_is_fetched_at_once_with_others_or_stands_elsewhere():
    words = (ROOT / 'setup/forking.py').read_text()
    elsewhere = literal_eval(re.search(r'ELSEWHERE = (\{.*?\})', words, re.DOTALL)[1])
    pins = set(re.findall('^([^#\\s]\\S*) = ', (ROOT / 'versions.cfg').read_text(), re.MULTILINE))
    there = {re.sub('[-_.]', '-', path.name.partition('-')[0]).lower()
             for path in (ROOT / 'eggs').glob('v*/*.egg')}

    missing = {name for name in pins if re.sub('[-_.]', '-', name).lower() not in there}
    assert elsewhere - {'legacy-cgi'} <= missing <= elsewhere


#: A Python that says of itself how it was compiled.
COMPILED = """#!/bin/sh
exec {} -c "import sysconfig as s; s.get_config_vars()['CONFIG_ARGS'] = '{}'; $2"
"""


def test_a_python_compiled_without_optimizations_gives_way_to_the_system_s_own(tmp_path):
    """The first takes a tenth more CPU time for a page."""
    own = tmp_path / f'own/python3.{sys.version_info.minor}'
    own.parent.mkdir()
    script = (ROOT / 'setup/python').read_text().replace('/usr/bin/', f'{own.parent}/')

    def found(compiled, **given):
        (tmp_path / 'python3').write_text(COMPILED.format(sys.executable, compiled))
        (tmp_path / 'python3').chmod(0o755)
        return subprocess.run(
            ['sh', '-c', script], check=True, capture_output=True, text=True,
            env={'PATH': f'{tmp_path}:{os.environ["PATH"]}', **given}).stdout.strip()

    assert found('--enable-shared') == sys.executable, 'there is none'
    own.write_text('#!/bin/sh\necho own\n')
    own.chmod(0o755)
    assert found('--enable-shared') == 'own'
    assert found('--enable-optimizations') == sys.executable
    assert found('--enable-shared', PYTHON='python3') == sys.executable
    own.write_text('#!/bin/sh\nexit 1\n')
    assert found('--enable-shared') == sys.executable, 'it has no venv or no headers'


#: A build without a network, one whose processes that fetch are killed, and one offline.
BUILDS = """
import os, sys, forking

class Installer:
    def __init__(self, *told, **named):
        print(*told, named['allow_hosts'], flush=True)
    def _get_dist(self, requirement, _known):
        print('tried', flush=True)
        if Buildout.kills:
            os._exit(9)
        raise LookupError

class Buildout(dict):
    offline, versions = False, {f'a{number}': '1' for number in range(40)}
    _links, _allow_hosts = ('/links',), ('inside',)

forking.easy_install.Installer, forking._develop = Installer, lambda buildout: print('goes on')
for Buildout.kills in False, True:
    forking.fetch_pins(Buildout(buildout={
        'eggs-directory': sys.argv[1], 'index': 'https://inside/'}))
Buildout.offline = True
forking.fetch_pins(Buildout())
"""


def test_packages_are_fetched_from_where_buildout_would_and_if_they_cannot_be_it_goes_on(tmp_path):
    half = tmp_path / 'tmp0123/six-1.dist-info'
    half.mkdir(parents=True)
    said = subprocess.run(
        [ROOT / '.venv/bin/python', '-E', '-c', BUILDS, tmp_path], cwd=ROOT / 'setup', check=True,
        timeout=60, capture_output=True, text=True).stdout.splitlines()

    assert not half.exists()
    place = f"{tmp_path} ('/links',) https://inside/ ('inside',)"
    assert [each for each in said if each != 'tried'] == [
        place, 'goes on', place, 'goes on', 'goes on']
    assert said.count('tried') == 8


def test_every_lint_rule_that_is_ignored_has_its_reason():
    lines = (ROOT / 'ruff.toml').read_text().splitlines()
    start = lines.index('ignore = [')
    ignored = lines[start + 1:lines.index(']', start)]
    assert ignored

    assert [line for line in ignored if '  # ' not in line] == []


def test_every_warning_that_is_ignored_has_its_reason():
    lines = (ROOT / 'setup.cfg').read_text().splitlines()
    places = [number for number, line in enumerate(lines) if line.startswith('    ignore:')]
    assert places

    without = [lines[n] for n in places if not re.match(r'    (#|ignore:)', lines[n - 1])]
    assert without == []


@pytest.mark.parametrize('target', ['serve', 'test', 'check', 'bench', 'scale', 'clauses', 'docs'])
def test_make_explains_its_targets(target):
    explained = subprocess.run(
        ['make', '--silent'], cwd=ROOT, check=True, capture_output=True, text=True).stdout

    assert re.search(rf'^ +make {target} +[A-Z]', explained, re.MULTILINE)


def test_what_is_built_is_not_built_again():
    planned = subprocess.run(
        ['make', '--dry-run', 'serve', 'SEED=none'], cwd=ROOT, check=True, capture_output=True,
        text=True).stdout

    assert 'bin/pserve' in planned
    assert not re.search(r'setup/venv|setup/buildout|setup/compile|npm|pybabel', planned)


@pytest.mark.parametrize(('changed', 'step'), [
    ('setup.cfg', 'setup/buildout'), ('versions.cfg', 'setup/venv'),
    ('locales/en/LC_MESSAGES/hanoiportal.po', 'pybabel'),
    ('src/hanoiportal/base/clock.py', 'setup/compile'),
    ('src/hanoiportal/shells/public/templates/layout.pt', 'setup/compile'),
    ('frontend/editor/html.js', 'npm run'), ('package-lock.json', 'npm ci')])
def test_what_changed_is_built_again(changed, step):
    planned = subprocess.run(
        ['make', '--dry-run', f'--what-if={changed}', 'build'], cwd=ROOT, check=True,
        capture_output=True, text=True).stdout

    assert step in planned


@pytest.fixture(scope='module')
def compiling():
    """The module ``setup/compile.py``, which ``make build`` runs."""
    return of_setup('compile')


def test_templates_are_compiled_once_for_everybody_and_old_ones_removed(compiling, tmp_path):
    folder, page = tmp_path / 'compiled', tmp_path / 'page.pt'
    page.write_text('<p>một</p>')
    (tmp_path / 'other.pt').write_text('<p>khác</p>')
    compiling.compile_templates(tmp_path, folder)
    first = {path.name[:5]: path for path in folder.glob('*.py')}
    made = first['other'].stat().st_mtime_ns

    page.write_text('<p>hai</p>')
    compiling.compile_templates(tmp_path, folder)

    second = {path.name[:5]: path for path in folder.glob('*.py')}
    assert second['other'].stat().st_mtime_ns == made
    assert second['page_'] != first['page_'] and len(second) == 2
    assert {path.stat().st_mode & 0o777 for path in folder.rglob('*.py*')} == {0o644}
    assert len(list(folder.rglob('*.pyc'))) == 2


def test_packages_are_compiled_and_what_is_for_other_pythons_or_for_tests_is_left(
        compiling, tmp_path, capfd):
    for name, text in {'a.egg/a/one': 'ANSWER = 42\n', 'a.egg/a/of_python_2': 'print "42"\n',
                       'a.egg/a/tests/two': '', 'of_tests.egg/b': ''}.items():
        path = tmp_path / f'{name}.py'
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    compiling.compile_packages(tmp_path, {'a.egg'})

    assert [path.name.split('.')[0] for path in tmp_path.rglob('*.pyc')] == ['one']
    assert capfd.readouterr() == ('', '')
    assert compiling.folder_of_packages() == Path(webob.__file__).parents[2]
    needed = ' '.join(compiling.of_service())
    assert 'waitress-' in needed and 'pytest-' not in needed and 'mypy-' not in needed


def test_the_build_fails_if_one_of_its_works_at_once_does(compiling, tmp_path, capfd):
    done, broken = tmp_path / 'done', tmp_path / 'broken.py'
    broken.write_text('def :')

    assert compiling.at_once(done.touch) and done.exists()
    assert not compiling.at_once(done.touch, lambda: compiling.compile_ours(tmp_path))
    assert 'broken.py' in capfd.readouterr().out


def test_hypothesis_tries_what_stands_in_our_source_and_reads_no_package():
    assert is_local_module_file(hanoiportal.__file__)
    assert not is_local_module_file(webob.__file__)


def test_programs_that_make_starts_keep_the_modules_that_they_compile():
    said = subprocess.run(
        ['make', '--silent', '--eval=said: ; @echo "[$$PYTHONDONTWRITEBYTECODE]"', 'said'],
        cwd=ROOT, check=True, capture_output=True, text=True,
        env={**os.environ, 'PYTHONDONTWRITEBYTECODE': '1'}).stdout

    assert said == '[]\n'


PIP = """import sys; sys.path.insert(0, 'setup')
import forking
forking.said([*forking.BEGUN, 'install', '--quiet', '--no-deps', '--target', *sys.argv[1:]])
"""


def test_pip_is_forked_for_a_package_and_what_it_complains_of_is_said(tmp_path):
    wheel = tmp_path / 'one-1-py3-none-any.whl'
    with ZipFile(wheel, 'w') as archive:
        archive.writestr('one.py', 'ANSWER = 42')
        for name, text in (('METADATA', 'Metadata-Version: 2.1\nName: one\nVersion: 1\n'), (
                'WHEEL', 'Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n'),
                ('RECORD', '')):
            archive.writestr(f'one-1.dist-info/{name}', text)
    ended = [subprocess.run(
        [ROOT / '.venv/bin/python', '-c', PIP, tmp_path / 'to', tmp_path / name], cwd=ROOT,
        check=False, capture_output=True, text=True) for name in (wheel.name, 'two.whl')]

    assert {path.name for path in (tmp_path / 'to').rglob('*.py*')} == {'one.py'}
    assert [each.returncode for each in ended] == [0, 1]
    assert 'two.whl' in ended[1].stdout and ended[0].stdout == ''
