"""The stream of changes: what other systems are told, and what they are not."""
import datetime

import pytest
import transaction
from hanoiportal.base.settings import ISettings
from hanoiportal.content.erasure.interfaces import Erased, IErasers
from hanoiportal.integration.changes.interfaces import (
    CHANGED,
    ERASED,
    EXPIRED,
    ITEM,
    MOVED,
    PUBLISHED,
    RESUMED,
    SECTION,
    SITE,
    SUSPENDED,
    WITHDRAWN,
    IChanges,
    NotReconciled,
    OtherEpoch,
    Position,
)
from hanoiportal.kernel.storage.interfaces import CONTENT
from hanoiportal.kernel.tree.events import Change, send
from hanoiportal.participation.consultations.interfaces.drafts import MOVED as DRAFT_MOVED
from hanoiportal.platform.ledger.interfaces import BREACH, ILedger
from hanoiportal.platform.reconciling.services import reconcile


@pytest.fixture
def changes(registry, small_portal):
    return registry.getAdapter(small_portal, IChanges)


@pytest.fixture
def start(changes, news):
    return changes.position()


@pytest.fixture
def news(city_news, editing):
    return editing.add(city_news, 'tin-mot', 'NewsItem', {
        'title': 'Tin một', 'body': '<p>Một</p>'}, 'utacgia')


@pytest.fixture
def told(changes, start):
    """``told()``: kind, scope and id of each change since the start, and whether it is gone."""
    def found():
        page = changes.since(start)
        assert page.is_last and page.position == changes.position()
        return [(each.kind, each.scope, each.id, each.languages) for each in page.changes]

    return found


def test_a_text_is_told_by_its_id_alone_and_shows_what_is_public_when_it_is_asked(
        news, editing, publishing, told, start, changes):
    oid = str(news.__oid__)
    english = editing.translate(news, 'en', {'title': 'One'}, 'udich')
    assert told() == []                                     # nothing of drafts
    publishing.publish(news, 'uban')
    publishing.publish(english, 'uban')
    assert told() == [(PUBLISHED, ITEM, oid, ('en', 'vi'))] * 2
    publishing.withdraw(english, 'uban')
    assert told()[-1] == (WITHDRAWN, ITEM, oid, ('vi',))
    publishing.withdraw(news, 'uban')
    assert told() == [(kind, ITEM, oid, ()) for kind in (
        PUBLISHED, PUBLISHED, WITHDRAWN, WITHDRAWN)]
    assert 'Tin' not in repr(changes.since(start)) and 'tin-mot' not in repr(changes.since(start))


def test_a_move_or_rename_is_one_row_with_its_scope(
        news, city_news, small_portal, editing, publishing, told):
    oid, registry = str(news.__oid__), publishing._registry
    editing.rename(news, 'tin-hai', 'uban')
    assert told() == []                                     # it is a draft
    publishing.publish(news, 'uban')
    editing.rename(news, 'tin-ba', 'uban')
    city_news.move('tin-ba', small_portal['gioi-thieu'], registry=registry)
    small_portal.rename('tin-tuc-su-kien', 'tin', registry=registry)
    small_portal['sites'].rename('bavi', 'bavi-moi', registry=registry)

    assert told()[1:] == [
        (MOVED, ITEM, oid, ('vi',)), (MOVED, ITEM, oid, ('vi',)),
        (MOVED, SECTION, str(city_news.__oid__), ('en', 'vi')),
        (MOVED, SITE, str(small_portal['sites']['bavi-moi'].__oid__), ('en', 'vi'))]


def test_a_suspension_is_one_row_and_shows_nothing_of_the_site_until_it_is_lifted(
        bavi, editing, publishing, registry, told):
    made = editing.add(bavi['tin-tuc-su-kien'], 'tin', 'NewsItem', {'title': 'Tin'}, 'utacgia')
    publishing.publish(made, 'uban')
    site, tell = str(bavi.__oid__), send(registry)
    for status in ('suspended', 'active'):
        bavi.status = status
        tell(Change(bavi, 'suspend_site', 'uban'))
        if status == 'suspended':
            assert told() == [
                (PUBLISHED, ITEM, str(made.__oid__), ()), (SUSPENDED, SITE, site, ())]

    assert told() == [(PUBLISHED, ITEM, str(made.__oid__), ('vi',)),
                      (SUSPENDED, SITE, site, ('en', 'vi')), (RESUMED, SITE, site, ('en', 'vi'))]


def test_what_expires_is_told_and_public_still(news, publishing, told):
    publishing.publish(news, 'uban')
    publishing.withdraw(news, 'uban', 'outdated')
    assert [row[0] for row in told()] == [PUBLISHED, EXPIRED]
    assert told()[-1] == (EXPIRED, ITEM, str(news.__oid__), ('vi',))


def test_a_section_that_says_something_else_comes_and_goes_is_told(
        small_portal, editing, registry, told, recycling):
    made = editing.add(small_portal, 'muc', 'Section', {'title': 'Mục'}, 'uban')
    editing.edit(made, {'title': 'Mục khác'}, 'uban')
    recycling().discard(made, 'uban')
    assert told() == [(CHANGED, SECTION, str(made.__oid__), ())] * 3


def test_of_what_is_erased_the_id_alone_is_told_and_of_a_draft_nothing(
        news, city_news, editing, publishing, registry, small_portal, told):
    draft = editing.add(city_news, 'nhap', 'NewsItem', {'title': 'Nháp'}, 'utacgia')
    stays = editing.add(city_news, 'con', 'NewsItem', {'title': 'Còn'}, 'utacgia')
    for each in (news, stays):
        publishing.publish(each, 'uban')
    publishing.withdraw(stays, 'uban')
    publishing.publish(stays, 'uban')
    before = len(told())
    now = datetime.datetime.now(datetime.timezone.utc)
    gone = Erased(frozenset((news.__oid__, draft.__oid__)), {stays.__oid__: now})
    oid = str(news.__oid__)
    for _twice in range(2):
        registry.getUtility(IErasers).run(CONTENT, small_portal, gone, registry)

    assert sorted(told()[before:]) == sorted([
        (ERASED, ITEM, oid, ()), (WITHDRAWN, ITEM, oid, ()),
        (ERASED, ITEM, str(stays.__oid__), ('vi',))])


def test_another_phase_of_a_draft_is_told_as_a_change_of_it(
        changes, start, registry, small_portal, news, publishing):
    ledger = registry.getAdapter(small_portal, ILedger)
    publishing.publish(news, 'uban')
    ledger.append(DRAFT_MOVED, news.published_at, str(small_portal.__oid__),
                  item=str(news.__oid__))
    assert [(each.kind, each.id) for each in changes.since(start).changes][1:] == [
        (CHANGED, str(news.__oid__))]


def test_what_is_counted_for_the_house_alone_is_passed_over(
        changes, start, registry, small_portal, news):
    ledger = registry.getAdapter(small_portal, ILedger)
    for _each in range(7):
        ledger.append(BREACH, datetime.datetime.now(datetime.timezone.utc), '')
    page = changes.since(start, 5)
    assert page.changes == () and not page.is_last
    assert page.position == Position(start.epoch, start.number + 5)
    assert changes.since(page.position).is_last


def test_after_a_restore_positions_of_before_are_refused_and_so_is_what_was_never_reached(
        environment, registry, changes, start):
    transaction.commit()
    mark = registry.getUtility(ISettings).restored_mark
    mark.touch()
    for ask in (changes.position, lambda: changes.since(start)):
        with pytest.raises(NotReconciled):
            ask()
    assert [*reconcile(environment)]
    position = changes.position()
    assert position.epoch != start.epoch
    for refused in (start, Position(position.epoch, position.number + 1)):
        with pytest.raises(OtherEpoch):
            changes.since(refused)
    epoch = position.epoch
    assert [*reconcile(environment)] and changes.position().epoch == epoch     # of each night


@pytest.mark.parametrize('text', ['', '-', 'a', 'a-', '-1', 'a-b', 'a--1', 'a-1-2', 'a-²', 'é-1',
                                  'a' * 40 + '-1', 'a-' + '9' * 99, 'a- 1'])
def test_what_is_no_position_is_refused(text):
    with pytest.raises(ValueError, match='no position'):
        Position.parse(text)


def test_a_position_is_read_as_it_was_written():
    assert Position.parse(str(Position('0f3a', 12))) == Position('0f3a', 12)
