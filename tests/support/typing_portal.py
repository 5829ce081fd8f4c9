"""Fixtures of a portal with the page ``@@typing`` (``typing_page``) and an item to type into."""
import gc

import pytest

from .typing_page import WRITING, add_item


@pytest.fixture
def typing_settings():
    """Settings of a portal that has the page, for ``own_settings``."""
    yield WRITING
    gc.collect()  # see UNCLOSED


@pytest.fixture
def typing_item(small_portal, staff, editing):
    """The item at ``ITEM``."""
    return add_item(small_portal, editing)
