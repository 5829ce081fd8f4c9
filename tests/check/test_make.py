"""Each target that ``make`` explains does what its line says, or is tried as far as its arguments.
"""
import re
import shlex
import shutil
import subprocess
from functools import cache
from itertools import groupby, product

import pytest
from servers import ROOT
from servers.nursery import done

MAKEFILE = (ROOT / 'Makefile').read_text(encoding='utf-8')
#: ``{target: what make says of it}``.
EXPLAINED = dict(re.findall(r'^([a-z]+):.*?## (.*)$', MAKEFILE, re.MULTILINE))
_SAID = re.compile(r"\b([A-Z_]+)=('[^']*'|[^\s;,)]+)")
#: What stands for something in a line.
_FOR = {'<dir>': 'somewhere', '<ini>': 'config/production.ini', 'EDITORS': '2', 'SECONDS': '1'}
PYTHONS = {'bin/py', '.venv/bin/python'}
#: Programs of the portal's and of Pyramid's that read their arguments with ``argparse``.
OWN = {'bin/bench', 'bin/scale', 'bin/portal', 'bin/pserve'}


def said(text):
    """Return each variable that ``text`` says may be given, with each of its values."""
    for name, value in _SAID.findall(text):
        words = [_FOR.get(word, word).split('|') for word in value.strip("':").split()]
        for chosen in product(*words):
            yield f'{name}={" ".join(chosen)}'


@cache
def planned(target, *variables):
    """Return the lines that ``make`` would run for ``target`` by itself."""
    plan = subprocess.run(
        ['make', '--dry-run', '--silent', '--old-file=build', '--old-file=node_modules/.made',
         target, *variables], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [line.strip() for line in plan.replace('\\\n', ' ').splitlines()]


def commands(line):
    """Yield the variables and the words of each command in ``line``, of shell."""
    lexer = shlex.shlex(re.sub(r"\$\([^']*'[^']*'\)", 'X', line), posix=True,
                        punctuation_chars=';|&<>')
    lexer.whitespace_split = True
    for operator, words in groupby(lexer, lambda word: set(word) <= set(';|&<>') and word != ''):
        if not operator:
            plain = [word for word in words if word != 'exec']
            given = [word for word in plain if re.match('[A-Z_]+=', word)]
            yield tuple(given), tuple(plain[len(given):])


@cache
def complaint(given, words, options):
    """Return what the program ``words[0]`` has against the others; ``''`` if nothing.

    ``given``: variables of its environment.  ``options``: what reads those of pytest.
    """
    program, *arguments = words
    if program in PYTHONS and arguments[0] != '-m':
        program, *arguments = arguments
        assert (ROOT / program).exists()
    if program == 'bin/pytest':
        assert all((ROOT / each).exists() for each in arguments if '/' in each)
        try:
            return '' if options.parse(arguments) else arguments
        except pytest.UsageError as error:
            return str(error)
    elif program in PYTHONS and len(arguments) > 2 or program.endswith('.py') and arguments or (
            program in OWN):
        # bin/py -m reads options itself up to “--”.
        words = [ROOT / 'tests/check/parsing.py', *(
            (each for each in arguments if each != '--') if program in PYTHONS
            else [program, *arguments])]
    else:
        return ''
    ended = done(*words, environment=[
        each.split('=', 1) for each in given if not each.endswith('=X')])
    return ended.stderr if ended.returncode else ''


@pytest.fixture
def options(request):
    """What reads the options of pytest, with those of our own."""
    return request.config._parser


def test_make_explains_every_target_that_somebody_asks_for():
    targets = set(re.findall(r'^([a-z]+):(?!=)', MAKEFILE, re.MULTILINE))
    phony = set(' '.join(re.findall(r'^\.PHONY:(.*)$', MAKEFILE, re.MULTILINE)).split())

    assert set(EXPLAINED) == targets == phony


def test_make_alone_prints_each_target_with_its_line():
    printed = subprocess.run(
        ['make', '--silent'], cwd=ROOT, check=True, capture_output=True, text=True).stdout

    assert {tuple(line.split(maxsplit=2)[1:]) for line in printed.splitlines()} == (
        set(EXPLAINED.items()))


@pytest.mark.parametrize('target', sorted(EXPLAINED))
def test_the_programs_of_a_target_take_what_its_line_says(target, options):
    values = [list(each) for _name, each in groupby(
        said(EXPLAINED[target]), lambda each: each.partition('=')[0])]
    for number in range(max(map(len, values), default=1)):
        plan = planned(target, *(each[min(number, len(each) - 1)] for each in values))

        assert plan or target == 'build'
        assert [why for line in plan for each in commands(line)
                if (why := complaint(*each, options))] == []


@pytest.mark.parametrize('target', sorted(EXPLAINED))
def test_what_a_line_says_may_be_given_goes_into_the_plan(target):
    for variable in said(EXPLAINED[target]):
        value = variable.partition('=')[2]
        plan = planned(target, variable)

        assert any(value in line for line in plan) or plan != planned(target), variable


def test_what_is_attacked_is_an_address_or_a_portal_of_its_own():
    def attacked(*variables):
        [line] = planned('attack', *variables)
        [(_given, words)] = commands(line)
        return words

    assert attacked('URL=http://127.0.0.1:6543/') == (
        'setup/audit', 'attack', 'http://127.0.0.1:6543/', '')
    assert attacked('AS=editor', 'ARGS=8') == ('setup/audit', 'attack', '', 'editor', '8')


@pytest.fixture
def programs(tmp_path):
    """A folder with ``setup/audit`` in which each program that it starts says its arguments."""
    for name in ('setup/npm', 'bin/py', *(f'.audit/bin/{each}' for each in (
            'wapiti', 'pip-audit', 'cyclonedx-py'))):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'#!/bin/sh\necho "{name}" "$@"\n')
        path.chmod(0o755)
    for name in ('audit', 'audit.txt'):
        shutil.copy(ROOT / 'setup' / name, tmp_path / 'setup')
    (tmp_path / '.audit/.made').touch()
    return tmp_path


@pytest.mark.parametrize(('target', 'variable', 'started'), [
    ('attack', 'URL=http://127.0.0.1:1/', '.audit/bin/wapiti -u http://127.0.0.1:1/ --scope'),
    *(('attack', variable, f'bin/py tests/servers/attack.py {variable[3:]}')
      for variable in said(EXPLAINED['attack']) if variable.startswith('AS=')),
    ('audit', '', 'bin/py setup/audited.py'), ('sbom', '', 'parts/sbom.json:')])
def test_programs_of_others_are_started_as_a_line_says(
        programs, options, target, variable, started):
    [line] = planned(target, *filter(None, [variable]))
    ended = subprocess.run(line, shell=True, cwd=programs, check=False, capture_output=True,
                          text=True)

    assert ended.returncode == 0 and started in ended.stdout
    if started.startswith('bin/py tests/'):
        assert complaint((), tuple(started.split()), options) == ''


@pytest.mark.parametrize(('words', 'why'), [
    (('bin/py', 'tests/servers/attack.py', 'as'), 'invalid choice'),
    (('bin/portal', 'seed', '--no-such'), 'unrecognized'),
    (('bin/pytest', '--no-such'), 'unrecognized')])
def test_an_argument_that_a_program_does_not_take_is_complained_of(options, words, why):
    assert why in complaint((), words, options)
