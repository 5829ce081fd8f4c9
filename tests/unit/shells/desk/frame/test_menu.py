"""Which entries of the menu a set of permissions opens."""
import pytest
from hanoiportal.base.interfaces import IItem, ISite
from hanoiportal.base.permissions import ANSWER, AUDIT, DESK, EDIT
from hanoiportal.shells.desk.frame.menu import CONTENT, HERE, OWN, DeskMenu, DeskMenuEntry
from zope.interface import alsoProvides


class Place:
    """Something that may be an item or a site."""


@pytest.fixture
def opened():
    """``opened(at, permissions, those on the working copy, interface)``: names of views."""
    entries = DeskMenu()
    for entry in (
            DeskMenuEntry('trash', 'Thùng rác', CONTENT, EDIT, order=60),
            DeskMenuEntry('audit', 'Nhật ký', CONTENT, AUDIT, order=20),
            DeskMenuEntry('help', 'Trợ giúp', OWN),
            DeskMenuEntry('edit', 'Sửa bài', HERE, working_permission=EDIT, context=IItem),
            DeskMenuEntry('contents', 'Nội dung', HERE, DESK, context=ISite)):
        entries.add(entry)

    def found(at, permissions=(), in_work=(), kind=ISite):
        place = Place()
        alsoProvides(place, kind)
        return [each.view for each in entries.opened(
            at, frozenset(permissions), frozenset(in_work), place)]

    found.entries = entries
    return found


def test_an_entry_is_open_to_its_permission_alone_whoever_asked_before(opened):
    found = [opened(CONTENT, each) for each in (
        (EDIT, AUDIT), (), (EDIT,), (ANSWER,), (AUDIT,), (EDIT, AUDIT))]

    assert found == [['audit', 'trash'], [], ['trash'], [], ['audit'], ['audit', 'trash']]
    assert opened(OWN) == ['help']


def test_a_tab_asks_for_the_working_copy_and_for_the_kind_of_its_context(opened):
    assert opened(HERE, (DESK, EDIT), (DESK,), IItem) == []
    assert opened(HERE, (DESK,), (EDIT,), IItem) == ['edit']
    assert opened(HERE, (DESK,), (EDIT,), ISite) == ['contents']


def test_another_entry_shows_at_once(opened):
    before = opened(CONTENT, (EDIT,))
    opened.entries.add(DeskMenuEntry('moved', 'Chuyển chỗ', CONTENT, EDIT, order=70))

    assert (before, opened(CONTENT, (EDIT,))) == (['trash'], ['trash', 'moved'])
