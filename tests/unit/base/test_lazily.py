"""Libraries that are imported when they are first used."""
import ast
import sys
from importlib import import_module

import pytest
from hanoiportal.base.lazily import lazily
from support import ROOT

SOURCE = ROOT / 'src/hanoiportal'


def named():
    """Return every name that the source gives to ``lazily``, sorted."""
    texts = (path.read_text(encoding='utf-8') for path in SOURCE.rglob('*.py'))
    calls = (node for text in texts if 'lazily(' in text for node in ast.walk(ast.parse(text))
             if isinstance(node, ast.Call) and getattr(node.func, 'id', '') == 'lazily')
    return sorted({ast.literal_eval(call.args[0]) for call in calls})


@pytest.fixture
def library(tmp_path, monkeypatch):
    """The name of a module that nothing has imported; its ``ANSWER`` is 42."""
    name = 'a_library_of_this_test'
    (tmp_path / f'{name}.py').write_text('ANSWER = 42\n_mark = 1\n')
    monkeypatch.syspath_prepend(tmp_path)
    yield name
    sys.modules.pop(name, None)


def test_a_library_is_imported_when_it_is_first_used(library):
    standing = lazily(library)
    assert library not in sys.modules

    assert standing.ANSWER == 42

    assert library in sys.modules


def test_who_looks_for_marks_in_a_module_does_not_use_it(library):
    standing = lazily(library)

    assert not hasattr(standing, '_mark') and not hasattr(standing, '__venusian_callbacks__')

    assert library not in sys.modules


def test_what_is_not_there_is_said_when_it_is_used(library):
    with pytest.raises(ModuleNotFoundError):
        lazily('no_such_library').ANSWER  # noqa: B018 - asking is what imports
    with pytest.raises(AttributeError, match='QUESTION'):
        lazily(library).QUESTION  # noqa: B018 - asking is what imports


def test_what_the_portal_names_is_a_library_that_is_there():
    for name in named():
        assert not name.startswith('hanoiportal')

        assert import_module(name)
