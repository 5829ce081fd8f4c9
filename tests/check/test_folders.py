"""The folders of tests are those of the source."""
from pathlib import Path

import pytest
from hanoiportal import DISTRICTS
from support import ROOT, TESTS

SOURCE = ROOT / 'src/hanoiportal'


def strays(tests: Path) -> list[str]:
    """Return the tests that lie where no package (``unit``) and no district (``functional``) is.

    Tests of tests/support lie in ``unit/support``.
    """
    unit = {path for path in (tests / 'unit').rglob('*.py')
            if path.parent != tests / 'unit/support'
            and (path.parent == tests / 'unit'
                 or not (SOURCE / path.parent.relative_to(tests / 'unit')).is_dir())}
    functional = {path for path in (tests / 'functional').rglob('*.py')
                  if path.relative_to(tests / 'functional').parts[0] not in DISTRICTS}
    return sorted(path.relative_to(tests).as_posix() for path in unit | functional)


def test_every_test_lies_in_a_folder_of_the_source():
    assert strays(TESTS) == []


@pytest.mark.parametrize('place', ['unit/test_x.py', 'unit/kernel/trees/test_x.py',
                                   'functional/test_x.py', 'functional/desk/test_x.py'])
def test_a_planted_stray_is_found(tmp_path, place):
    for path in (place, 'unit/kernel/tree/test_y.py', 'functional/shells/desk/test_y.py'):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text('')

    assert strays(tmp_path) == [place]
