"""Files of tests, by what they are called."""
from collections.abc import Iterable
from pathlib import Path

TESTS = Path(__file__).parents[2] / 'tests'


def files_of(patterns: Iterable[str]) -> list[Path]:
    """Return the files below ``tests/`` that ``patterns`` name, wherever they are."""
    return sorted({path for each in patterns for path in TESTS.rglob(each)})
