"""Plant faults in modules and print how many the tests find.

``python -m mutation [MODULE...]``: dotted names of ``judged.JUDGES``, or their ends
(``review.guards``); all without one.
Ends with 1 if less than ``ENOUGH`` of the mutants of a module were killed, with 2 if a module is
not in the table or its tests fail without any fault.
"""
import argparse
import gc
import importlib
import os
import pkgutil
import sys
import tempfile
import time
import warnings
from pathlib import Path

import hanoiportal
import pytest

from .faults import Mutant, mutants
from .files import files_of
from .judged import EQUIVALENT, JUDGES
from .planting import Patient
from .workers import Worker

#: The share of the mutants, in percent, that the tests of a module have to kill.
ENOUGH = 90


class Judge:
    """The plugin of pytest that runs the tests of each module of ``names`` on its mutants."""

    def __init__(self, names: list[str]) -> None:
        self.names = names
        self.status = 0

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Judge module after module in place of running the tests once."""
        if session.testsfailed:
            return False
        gc.unfreeze()
        for name in self.names:
            self.status = max(self.status, self._judge(session, name))
        return True

    def _judge(self, session: pytest.Session, name: str) -> int:
        files = files_of(JUDGES[name])
        items = sorted((each for each in session.items if each.path in files),
                       key=lambda each: 'unit' not in each.path.parts)
        patient, started = Patient(name), time.monotonic()
        excused = {each[1:4] for each in EQUIVALENT if each[0] == name}
        planted = [each for each in mutants(patient.source)
                   if (each.place, each.before, each.after) not in excused]
        many = len(os.sched_getaffinity(0))
        with tempfile.TemporaryDirectory(prefix='mutants-') as folder:
            workers = [Worker(session, items, patient, Path(folder) / str(number))
                       for number in range(many)]
            for child in [each.start(planted[number::many])
                          for number, each in enumerate(workers)]:
                os.waitpid(child, 0)
            found = [each.survivors() for each in workers]
        if None in found:
            print(f'{name}: the tests fail without any fault', flush=True)
            return 2
        survivors = [planted[number::many][each]
                     for number, numbers in enumerate(found) for each in numbers]
        print(f'{name}: {len(planted)} mutants, {len(items)} tests, '
              f'{time.monotonic() - started:.0f} s: ', end='')
        return _report(len(planted), survivors)


def _report(planted: int, survivors: list[Mutant]) -> int:
    """Print what became of the mutants; return the exit status."""
    share = 100 * (planted - len(survivors)) / planted
    print(f'{planted - len(survivors)} killed, {len(survivors)} survived: {share:.0f} %',
          flush=True)
    for each in sorted(survivors, key=lambda each: each.line):
        print(f'    {each.line} {each.place}: {each.before}  →  {each.after}', flush=True)
    return int(share < ENOUGH)


def import_all() -> None:
    """Import every module of the portal: else each child would."""
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        for each in pkgutil.walk_packages(hanoiportal.__path__, 'hanoiportal.'):
            importlib.import_module(each.name)


def named(text: str) -> str:
    """Return the module of the table that is called ``text``, or ends so.

    Raises ``argparse.ArgumentTypeError``.
    """
    found = [name for name in JUDGES if f'.{name}'.endswith(f'.{text}')]
    if len(found) != 1:
        raise argparse.ArgumentTypeError(f'{text}: not one module of setup/mutation/judged.py')
    return found[0]


def main() -> int:
    """Judge the modules that the arguments name; return the exit status."""
    parser = argparse.ArgumentParser(prog='mutation', description=__doc__.splitlines()[0])
    parser.add_argument('modules', nargs='*', type=named, help='all without one')
    names = parser.parse_args().modules or list(JUDGES)
    with tempfile.TemporaryDirectory(prefix='mutants-') as folder:
        os.environ['HYPOTHESIS_STORAGE_DIRECTORY'] = folder
        import_all()
        judge = Judge(names)
        files = files_of(pattern for name in names for pattern in JUDGES[name])
        status = pytest.main(
            ['-qq', '-s', '-p', 'no:cacheprovider', *map(str, files)], plugins=[judge])
    return 2 if status not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED) else (
        judge.status)


if __name__ == '__main__':
    sys.exit(main())
