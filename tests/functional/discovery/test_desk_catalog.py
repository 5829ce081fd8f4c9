"""What the catalog lets somebody find is what the policy lets them do: document by document."""
import datetime

import pytest
import transaction
from hanoiportal.base.clock import SystemClock
from hanoiportal.base.permissions import (
    APPROVE,
    COMMENT,
    DELETE,
    DESK,
    EDIT,
    PUBLISH,
    REVIEW,
    TRANSLATE,
    VIEW,
    WITHDRAW,
)
from hanoiportal.discovery.catalog.interfaces import Wanted
from hanoiportal.discovery.catalog.rolesbyplace import RolesByPlace, RolesByPlaceCache, measured
from hanoiportal.discovery.catalog.work import Reach, WorkCatalog, reach_of
from hanoiportal.discovery.search import parse
from hanoiportal.kernel.security.authorization.grants import Grant, grant, seat
from hanoiportal.kernel.security.authorization.reasons import Holder
from hanoiportal.kernel.security.authorization.roles import BOARD, EDITOR, RESPONDER, TITLES
from hanoiportal.kernel.tree.lookup import texts_of, walk
from hanoiportal.kernel.workflow.interfaces import EVERY_STATE, PUBLIC
from support.desk_forms import BASIS, changed, written

PERMISSIONS = (
    VIEW, EDIT, REVIEW, APPROVE, PUBLISH, WITHDRAW, DELETE, TRANSLATE, COMMENT)


@pytest.fixture
def someone(small_portal, registry):
    account = small_portal['accounts'].create('ai', 'Ai đó', registry=registry)
    transaction.commit()
    return account


@pytest.fixture
def full(small_portal, editing, publishing, someone):
    """The portal with a text of each state, by two people, in three sections."""
    sites = small_portal['sites']
    for place in (small_portal, sites['bavi'], sites['soxaydung']):
        for number, state in enumerate(sorted(EVERY_STATE)):
            actor = someone.id if number % 2 else 'lan'
            written(editing, place['tin-tuc-su-kien'], state, actor=actor, state=state)
    item = written(editing, sites['bavi']['tin-tuc-su-kien'], 'Có bản sửa')
    publishing.publish(item, 'lan')
    editing.edit(item, {'title': 'Bản sửa'}, someone.id)
    editing.translate(item, 'en', {'title': 'English'}, 'lan')
    hidden = written(editing, sites['bavi']['tin-tuc-su-kien'], 'Nháp có bản dịch')
    text = editing.translate(hidden, 'en', {'title': 'Public in itself'}, 'lan')
    text.state = 'published'
    changed(editing, hidden)
    return small_portal


def documents(portal):
    """Return every document of the portal that is in the catalog."""
    known = portal.indexes.changed.known
    return [text for item in walk(portal) for text in texts_of(item)
            if getattr(text, '__oid__', None) in known] if portal else []


def allowed(portal, account, permission):
    """Return the ids of what the policy allows, as far as ``account`` works there."""
    holder = Holder(portal, account, SystemClock().now())
    return {
        document.__oid__ for document in documents(portal)
        if holder.may(permission, document) or (
            permission == VIEW and document.is_public and document.state in PUBLIC
            and holder.may(DESK, document))}


def places(portal):
    bavi = portal['sites']['bavi']
    section = bavi['tin-tuc-su-kien']
    return {'portal': portal, 'sites': portal['sites'], 'site': bavi, 'section': section,
            'item': next(iter(section.values()))}


def test_the_catalog_allows_what_the_policy_allows(full, someone):
    wrong = []
    for where in ('portal', 'sites', 'site', 'section', 'item'):
        place = places(full)[where]
        before = place.local_roles
        for role in TITLES:
            place.local_roles = {}
            (seat if role in BOARD else grant)(place, someone.id, role, BASIS)
            reach = reach_of(full, someone, SystemClock().now())
            wrong += [(where, role, permission) for permission in PERMISSIONS if set(
                reach.permitted(permission)) != allowed(full, someone, permission)]
        place.local_roles = before

    assert wrong == []


def test_what_is_asked_for_a_place_is_what_lies_below_it(full, someone):
    bavi = full['sites']['bavi']
    grant(full['tin-tuc-su-kien'], someone.id, EDITOR, BASIS)
    grant(bavi['tin-tuc-su-kien'], someone.id, EDITOR, BASIS)
    now = SystemClock().now()
    below = {document.__oid__ for item in walk(bavi) for document in texts_of(item)}

    for permission in PERMISSIONS:
        found = set(reach_of(full, someone, now).permitted(permission, bavi))
        assert found == allowed(full, someone, permission) & below


def test_sites_are_found_by_the_roles_that_are_held_in_them(full, someone):
    bavi = full['sites']['bavi']
    grant(bavi['tin-tuc-su-kien'], someone.id, EDITOR, BASIS)
    work = WorkCatalog(full, reach_of(full, someone, SystemClock().now()))

    assert work.sites({EDITOR, RESPONDER}) == [bavi]
    assert work.sites({RESPONDER}) == []


def test_nobody_reaches_nothing(full):
    for permission in PERMISSIONS:
        assert not Reach(full, RolesByPlace()).permitted(permission)


def test_a_standing_ends_with_the_first_role_that_begins_or_ends(full, someone):
    now = SystemClock().now()
    hour = datetime.timedelta(hours=1)
    section = full['tin-tuc-su-kien']
    grant(section, someone.id, EDITOR, Grant(starts=now - hour, ends=now + 2 * hour))
    grant(full['sites']['bavi'], someone.id, EDITOR, Grant(starts=now + hour))

    standing = measured(full, someone, now)

    assert standing.until == now + hour
    assert [held.oid for held in standing.held] == [section.__oid__]


def test_what_is_remembered_of_somebody_ends_at_its_moment():
    memory, now = RolesByPlaceCache(), SystemClock().now()
    memory.put('ai', RolesByPlace(principal='ai', until=now))
    memory.put('lau', RolesByPlace(principal='lau'))

    assert memory.get('ai', now - datetime.timedelta(seconds=1)).principal == 'ai'
    assert memory.get('ai', now) is None
    assert memory.get('lau', now).principal == 'lau'
    assert memory.get('khac', now) is None


def test_a_list_is_true_in_number_and_order_and_reads_a_page_of_it(full, someone):
    grant(full, someone.id, 'administrator', BASIS)
    catalog = WorkCatalog(full, reach_of(full, someone, SystemClock().now()))

    whole = catalog.work(Wanted(), 0, 1000)
    parts = [item for start in range(0, whole.total, 7)
             for item in catalog.work(Wanted(), start, 7).items]

    assert whole.total > 30
    assert whole.total == len(whole.items) == catalog.count(Wanted()) == len(documents(full))
    assert list(whole.items) == parts
    moments = [full.indexes.changed.known[item.__oid__] for item in parts]
    assert moments == sorted(moments)


def test_a_version_in_work_leaves_the_lists_with_its_work(full, editing, someone):
    grant(full, someone.id, 'administrator', BASIS)
    item = next(item for item in full['sites']['bavi']['tin-tuc-su-kien'].values()
                if item.working is not None)

    def found():
        catalog = WorkCatalog(full, reach_of(full, someone, SystemClock().now()))
        return [each.title for each in catalog.best(Wanted(text=parse('bản sửa')), 9)]

    assert found() == ['Bản sửa', 'Có bản sửa']
    editing.discard(item, someone.id)
    assert found() == ['Có bản sửa']
