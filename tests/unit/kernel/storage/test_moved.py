"""Names that pickles have from before, and what stands there today."""
from importlib import import_module

import pytest
from hanoiportal.kernel.storage.moved import MOVED, RENAMED, name_of_today


@pytest.mark.parametrize(('module', 'name'), RENAMED)
def test_a_class_that_was_renamed_is_found_by_its_name_of_then(module, name):
    today, called = name_of_today(f'hanoiportal.{module}', name)
    assert isinstance(getattr(import_module(today), called), type)
    assert getattr(import_module(today), called).__module__ == today


@pytest.mark.parametrize('module', MOVED)
def test_a_module_that_moved_is_found_where_it_stands_today(module):
    assert import_module(name_of_today(f'hanoiportal.{module}', 'Any')[0])
