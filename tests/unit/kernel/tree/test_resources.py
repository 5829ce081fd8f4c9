"""Bases of everything in the tree."""
from hanoiportal.kernel.tree import Item, Translation
from hanoiportal.kernel.workflow.interfaces import PUBLISHED


def test_a_translation_is_as_public_as_what_it_translates():
    item, text = Item(), Translation('en', state=PUBLISHED)
    item.add_translation(text)

    before, item.state = text.is_public, PUBLISHED

    assert (before, text.is_public) == (False, True)


def test_a_translation_that_stands_nowhere_is_not_public():
    assert not Translation('en', state=PUBLISHED).is_public
