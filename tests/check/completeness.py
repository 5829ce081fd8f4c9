"""What the documents must name: decisions, jobs, settings, commands."""
from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path

from hanoiportal.shells.commands import MODULES, VERBS, main

#: A job is always added by a name that is written out.
JOB = re.compile(r"\badd_(?:job|working_terms)\(\s*'([^']+)'")
NAMES = re.compile(r'`([^`]+)`')
TITLE = re.compile(r'# (\d+)\. (.+)')
LISTED = re.compile(r'\| (\d+) \| \[(.+)\]\(decisions/(.+)\) \|')


def titles(folder: Path) -> list[tuple[int, str, str]]:
    """Return ``(number, title, file name)`` of each decision in ``folder``, by file name.

    Raises ``ValueError`` if the first line of one is no numbered title.
    """
    found = []
    for path in sorted(folder.glob('*.md')):
        line = path.read_text(encoding='utf-8').partition('\n')[0]
        match = TITLE.fullmatch(line)
        if match is None:
            raise ValueError(f'{path.name}: no numbered title: {line}')
        found.append((int(match[1]), match[2], path.name))
    return found


def unlisted(folder: Path, page: str) -> list[str]:
    """Return what is wrong between the decisions in ``folder`` and the list in ``page``."""
    written = [str(each) for each in titles(folder)]
    listed = [str((int(number), title, name)) for number, title, name in LISTED.findall(page)]
    return [*(f'not listed: {each}' for each in written if each not in listed),
            *(f'not there: {each}' for each in listed if each not in written)]


def holes(folder: Path) -> list[int]:
    """Return the numbers at which the sequence 1, 2, 3 … of the decisions is broken."""
    numbers = [number for number, _title, _name in titles(folder)]
    return [expected for expected, number in enumerate(numbers, 1) if expected != number]


def wrong_numbers(folder: Path) -> list[str]:
    """Return the names of files that begin with another number than their title."""
    return [name for number, _title, name in titles(folder) if name[:4] != f'{number:04}']


def first_cells(page: str) -> set[str]:
    """Return the names in code in the first cell of every row of the tables in ``page``."""
    rows = (line for line in page.splitlines() if line.startswith('| '))
    return {name for row in rows for name in NAMES.findall(row.split(' | ')[0])}


def jobs(source: Path) -> set[str]:
    """Return the names of the jobs that the modules below ``source`` add."""
    return {name for path in source.rglob('*.py')
            for name in JOB.findall(path.read_text(encoding='utf-8'))}


def undocumented_settings(defaults: Mapping[str, object], page: str) -> list[str]:
    """Return the rows that ``page`` lacks: each setting with its default as in an ini file."""
    rows = (f'| `portal.{name}` | {_default(value)}' for name, value in defaults.items())
    return [row for row in rows if f'\n{row} ' not in page]


def _default(value: object) -> str:
    if isinstance(value, bool):
        return f'`{str(value).lower()}`'
    words = ' '.join(value) if isinstance(value, tuple) else str(value)
    return f'`{words}`' if words else 'none'


def verbs() -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Yield each verb of ``bin/portal``, such as ``user add``, with its parser of arguments."""
    for name in VERBS:
        module = import_module(MODULES.get(name, f'.{name}'), main.__module__)
        parser = argparse.ArgumentParser()
        module.add_arguments(parser)
        yield from _below(name, parser)


def _below(name: str, parser: argparse.ArgumentParser
           ) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    yield name, parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for verb, below in action.choices.items():
                yield from _below(f'{name} {verb}', below)


def options(parser: argparse.ArgumentParser) -> list[str]:
    """Return the long options of ``parser``, but for ``--help``."""
    return [option for action in parser._actions for option in action.option_strings
            if option.startswith('--') and option != '--help']


def is_documented(verb: str, pages: str) -> bool:
    """Return whether ``pages`` show ``verb`` in a command line, or in code in a table."""
    words = verb.split()
    return bool(re.search(rf'bin/portal {verb}\b', pages)
                or re.search(rf'^\| `{verb}\b', pages, re.M)
                or re.search(rf'^\| .*`{words[0]}\b[^|]*`{words[-1]}[` ]', pages, re.M))
