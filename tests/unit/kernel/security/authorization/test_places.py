"""The index of where each principal holds roles."""
import pytest
import transaction
from hanoiportal.base.clock import SystemClock
from hanoiportal.kernel.security.authorization.grants import Grant, grant, revoke
from hanoiportal.kernel.security.authorization.places import places_of, rebuild_places
from hanoiportal.kernel.security.authorization.reasons import Holder
from hanoiportal.kernel.security.authorization.roles import CONTRIBUTOR, EDITOR, INSPECTOR


def held(portal, *principals):
    return sorted((place.__name__ or '/', sorted(roles))
                  for place, roles in places_of(portal, principals))


@pytest.fixture
def sites(small_portal):
    return small_portal['sites']


def test_the_places_of_a_principal_are_found_without_a_walk(small_portal, sites):
    grant(sites['bavi'], 'u1', EDITOR)
    grant(sites['bavi'], 'u1', CONTRIBUTOR)
    grant(small_portal, 'g1', INSPECTOR)
    grant(sites['soxaydung'], 'u2', EDITOR)

    assert held(small_portal, 'u1', 'g1') == [('/', [INSPECTOR]), ('bavi', [CONTRIBUTOR, EDITOR])]


def test_a_place_is_forgotten_with_the_last_role_there(small_portal, sites):
    grant(sites['bavi'], 'u1', EDITOR)
    grant(sites['bavi'], 'u1', CONTRIBUTOR)
    revoke(sites['bavi'], 'u1', EDITOR)

    assert held(small_portal, 'u1') == [('bavi', [CONTRIBUTOR])]
    revoke(sites['bavi'], 'u1', CONTRIBUTOR)
    assert held(small_portal, 'u1') == []
    assert 'u1' not in small_portal.places_by_principal


def test_a_renamed_place_is_found_and_a_removed_one_passed_over(
        small_portal, sites, editing, recycling):
    name, other = list(sites['bavi'])[:2]
    grant(sites['bavi'][name], 'u1', EDITOR)
    grant(sites['bavi'][other], 'u1', EDITOR)
    transaction.commit()

    editing.rename(sites['bavi'][name], 'moi', 'test')
    recycling().discard(sites['bavi'][other], 'test')

    assert held(small_portal, 'u1') == [('moi', [EDITOR])]


def test_a_portal_without_the_index_is_walked_once_it_is_written(small_portal, sites):
    grant(sites['bavi'], 'u1', EDITOR)
    small_portal.places_by_principal = None

    assert held(small_portal, 'u1') == [('bavi', [EDITOR])]
    assert small_portal.places_by_principal is None
    grant(sites['soxaydung'], 'u2', EDITOR)
    assert held(small_portal, 'u1', 'u2') == [('bavi', [EDITOR]), ('soxaydung', [EDITOR])]


def test_the_index_made_anew_is_the_one_that_was_kept(small_portal, sites):
    grant(sites['bavi'], 'u1', EDITOR)
    grant(small_portal, 'u1', INSPECTOR)
    kept = {who: list(places) for who, places in small_portal.places_by_principal.items()}

    made = {who: list(places) for who, places in rebuild_places(small_portal).items()}
    assert made == kept


def test_of_four_hundred_places_none_is_looked_at_twice_or_in_vain(
        small_portal, sites, registry, editing, monkeypatch):
    accounts = small_portal['accounts']
    account = accounts.create('nhieu', registry=registry)
    site = sites['bavi']
    for number in range(400):
        section = editing.add(site, f'muc-{number}', 'Section', {
            'title': f'Mục {number}', 'allowed_types': 'NewsItem'}, 'test')
        grant(section, account.id, EDITOR, Grant('QĐ 1'))
    transaction.commit()
    rows = [site[f'muc-{number}'] for number in range(20)]
    now = SystemClock().now()

    given, objects = counted(monkeypatch, Grant, 'holds'), counted(
        monkeypatch, type(small_portal.__objectmap__), 'object_for')
    holder = Holder(small_portal, account, now)
    assert all(EDITOR in holder.roles(row) for _time in range(2) for row in rows)
    assert (len(given), len(objects)) == (len(rows), 0)
    assert len(list(places_of(small_portal, holder.principals))) == 400
    assert (len(given), len(objects)) == (len(rows), 400)


def counted(monkeypatch, kind, name):
    """Return a list to which every call of the method ``name`` of ``kind`` is added."""
    calls, called = [], getattr(kind, name)
    monkeypatch.setattr(
        kind, name, lambda *given: (calls.append(given), called(*given))[1])
    return calls
