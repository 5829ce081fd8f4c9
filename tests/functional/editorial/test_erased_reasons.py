"""Words of reasons that name a person: demanded by one, confirmed by another, and gone."""
import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.content.erasure.gone import gone_of
from hanoiportal.content.erasure.interfaces import CONFIRMED, IErasers
from hanoiportal.content.erasure.resource import erasures_of
from hanoiportal.editorial.freshness.interfaces import WindowKey
from hanoiportal.editorial.freshness.resource import Words, get_or_create_reason, reason_of
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.kernel.storage.interfaces import CONTENT, INTERACTIONS
from hanoiportal.oversight.compliance.interfaces import ICompliance
from hanoiportal.oversight.compliance.resource import snapshot_of
from hanoiportal.platform.duties.interfaces import CONSENT, REASON, TRIGGERED, DutyEvent
from hanoiportal.platform.scheduling.opening import opened
from support.desk_forms import form_of
from support.pages import form_with

SITE = '/desk/sites/soxaydung'
SAID = 'Bà Nguyễn Thị Bí nghỉ ốm'


@pytest.fixture
def owing_site(small_portal, staff):
    return small_portal['sites']['soxaydung']


@pytest.fixture
def duty(duties, owing_site, clock):
    """A missed duty whose reason is approved, in November."""
    begun, said = parse('2026-11-16'), parse('2026-11-20')
    made = duties.open(str(owing_site.__oid__), '13.1.c1', ('row:issued:1',), DutyEvent(
        TRIGGERED, begun, at=begun, source='row:issued:1:0', evidence='12/QĐ-SXD'))
    duties.append(made, DutyEvent(REASON, said, actor='u1', text=SAID))
    duties.append(made, DutyEvent(CONSENT, said, at=said, actor='u2'))
    transaction.commit()
    return made


@pytest.fixture
def window(small_portal, owing_site):
    key = WindowKey(str(owing_site.__oid__), '2026-11-19', 'sang')
    get_or_create_reason(small_portal, key).words = (Words(SAID, 'u1', parse('2026-11-20')),)
    transaction.commit()
    return key


def erased(registry, portal):
    """What ``bin/portal erase`` does to what was confirmed, in both databases."""
    gone = gone_of([each for each in erasures_of(portal) if each.state == CONFIRMED])
    for database in (CONTENT, INTERACTIONS):
        registry.getUtility(IErasers).run(database, portal, gone, registry)
        transaction.commit()


def everywhere(registry):
    """Return how many current records of all databases hold the words."""
    found = 0
    for database in content_database(registry).databases.values():
        oids = {record.oid for each in database.storage.iterator() for record in each}
        found += sum(SAID.encode() in database.storage.load(oid)[0] for oid in oids)
    return found


def test_the_words_of_a_reason_are_gone_when_two_people_want_it_and_no_other_fact(
        duty, window, owing_site, small_portal, registry, visit, duties, clock):
    clock.at = parse('2026-11-24T09:00')
    with opened(registry, 'test') as environment:
        registry.getUtility(ICompliance).look(environment)
    transaction.begin()
    assert everywhere(registry) == 3  # the duty, the window, the snapshot
    manager, second = visit('quanly'), visit('quantri')
    page = manager.get(f'{SITE}/@@duty?number={duty.number}').click('Yêu cầu xóa vĩnh viễn')
    for record in (f'duty:{duty.number}', 'window:' + ':'.join(window)):
        form = form_with(manager.get(f'{SITE}/@@erase-words', {'id': record}), 'reference')
        form['basis'] = next(value for value, *_more in form['basis'].options if value)
        form['reference'] = '15/PYC-VP'
        done = form.submit(status=303).follow()
    assert 'Xóa vĩnh viễn điều đã ghi' in page
    assert 'số 2' in done.html.main.parent.get_text()
    erased(registry, small_portal)
    small_portal._p_jar.sync()
    assert everywhere(registry) == 3  # nobody else has confirmed it

    for number in (1, 2):
        asked = second.get(f'{SITE}/@@erasure?number={number}')
        assert 'Lời giải trình, lý do đã ghi' in asked
        form_of(asked, 'confirm').submit('act', value='confirm', status=303)
    small_portal._p_jar.sync()
    erased(registry, small_portal)
    erased(registry, small_portal)

    assert everywhere(registry) == 0
    standing = duties.standing(duty, clock.now())
    assert (standing.reason.actor, standing.words, standing.needs_reason) == ('u1', '', False)
    assert reason_of(small_portal, window).number == 1
    [line] = snapshot_of(small_portal).month(owing_site.__oid__, '2026-11').lines
    assert (line.reason, line.words) == ('stated', '')


def test_what_is_no_record_and_who_may_not_are_answered_alike(duty, visit):
    for record in (
            'duty:99', 'duty:x', 'duty:', 'window:1:2:3', 'window:', 'la:1', '',
            'duty:' + '9' * 40):
        visit('quanly').get(f'{SITE}/@@erase-words', {'id': record}, status=404)
        visit('soxaydung-head').get(f'{SITE}/@@erase-words', {'id': f'duty:{duty.number}'},
                                    status=404)
        visit('quanly').get('/desk/sites/bavi/@@erase-words', {'id': f'duty:{duty.number}'},
                            status=404)
