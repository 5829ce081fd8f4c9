"""Standing pages: no page without owner and day, reviews beside the fields, as duties (17)."""
import datetime

import pytest
import transaction
from hanoiportal.base.clock import local
from hanoiportal.editorial.standingpages.days import due_of
from hanoiportal.editorial.standingpages.duties import keep_reviews
from hanoiportal.editorial.standingpages.services import Standing
from hanoiportal.kernel.tree.lookup import walk
from hanoiportal.kernel.workflow.interfaces import PUBLISHED
from hanoiportal.platform.duties.interfaces import MET, MET_LATE, MISSED, RUNNING, VOID
from hanoiportal.platform.scheduling.opening import opened
from support.crossposting import accepted
from support.editorial_staff import CHECKED
from support.refusals import refusal

#: The clock of these tests stands at 24 November 2026, 9:30 in Hanoi.
DAY = datetime.timedelta(days=1)
SPRING = datetime.date(2027, 3, 1)


@pytest.fixture
def standing(at_work, registry):
    """``standing(login)``: the ``IStanding`` of that person."""
    return lambda login: Standing(registry, at_work(login).allowed)


@pytest.fixture
def section(small_portal, at_work):
    section = small_portal['sites']['bavi']['tin-tuc-su-kien']
    section.allowed_types = (*section.allowed_types, 'Page')
    return section


@pytest.fixture
def draft(section, at_work):
    def add(**values):
        writer = at_work('bavi-contributor')
        page = writer.editing.add(section, '', 'Page', {
            'title': 'Bộ máy tổ chức', 'owner_unit': 'Văn phòng', 'next_review': '2026-12-01',
            **values}, writer.id)
        writer.take(page, 'submit')
        at_work('bavi-editor').take(page, 'pass_on')
        return page

    return add


@pytest.fixture
def page(draft, at_work):
    page = draft()
    at_work('bavi-member').approve(page)
    transaction.commit()
    return page


@pytest.mark.clause('17.1')
@pytest.mark.parametrize('step', ['approve', 'emergency'])
def test_no_page_is_published_without_a_day_of_review(draft, at_work, step):
    page = draft(next_review='')
    details = {'details': CHECKED} if step == 'approve' else {
        'checks': CHECKED.checks, 'note': 'Gấp'}

    assert 'ngày rà soát tiếp theo' in refusal(
        at_work('bavi-head').take, page, step, **details)['']
    assert page.state != PUBLISHED and page.review.approvals == ()


@pytest.mark.clause('17.1')
def test_no_page_is_published_without_an_owner(draft, at_work):
    page = draft()
    page.owner_unit = ''

    assert 'đơn vị phụ trách' in refusal(at_work('bavi-head').approve, page)['']


@pytest.mark.clause('17.1')
def test_a_review_moves_the_day_and_no_byte_of_the_page(page, standing, staff, at_work):
    digest = page.approvals[0].digest
    standing('bavi-editor').review(page, SPRING, staff['bavi-editor'].id, 'Vẫn đúng')

    assert (due_of(page), page.next_review) == (SPRING, datetime.date(2026, 12, 1))
    assert page.working is None and page.approvals[0].digest == digest
    [record] = page.reviewed
    assert (record.actor, record.note) == (staff['bavi-editor'].id, 'Vẫn đúng')


def test_a_version_with_another_day_takes_its_place(page, standing, staff, at_work):
    standing('bavi-editor').review(page, SPRING, staff['bavi-editor'].id)

    def publish(**values):
        editor = at_work('bavi-editor')
        editor.edit(page, **values)
        editor.take(page, 'submit')
        editor.take(page, 'pass_on')
        at_work('bavi-member').approve(page)
        return due_of(page)

    assert publish(title='Tổ chức bộ máy') == SPRING
    assert publish(next_review='2028-01-01') == datetime.date(2028, 1, 1)


@pytest.mark.clause('17.1')
def test_the_board_orders_a_review_at_any_time(page, standing, staff, clock):
    today = datetime.date(2026, 11, 24)
    assert refusal(standing('bavi-editor').order, page, today, staff['bavi-editor'].id, 'Đổi')
    assert 'note' in refusal(standing('bavi-member').order, page, today,
                             staff['bavi-member'].id, ' ')
    standing('bavi-member').order(page, today, staff['bavi-member'].id, 'Đã sáp nhập phòng')

    assert due_of(page) == today


@pytest.mark.clause('17.2')
def test_the_managing_body_reviews_the_pages_of_a_component_site(page, standing, staff):
    standing('quanly').order(page, datetime.date(2026, 12, 5), staff['quanly'].id, 'Định kỳ')
    standing('quanly').review(page, SPRING, staff['quanly'].id)

    assert due_of(page) == SPRING
    for login in ('soxaydung-head', 'hanoi-head', 'khach', 'bavi-contributor', 'kiemtra'):
        assert refusal(standing(login).review, page, SPRING, staff[login].id)


@pytest.mark.parametrize('day', [None, datetime.date(2026, 11, 24), datetime.date(2020, 1, 1)])
def test_the_next_review_is_after_today(page, standing, staff, day):
    assert list(refusal(standing('bavi-editor').review, page, day, staff['bavi-editor'].id)) == [
        'due']
    assert page.reviewed == ()


@pytest.fixture
def reviews_of(registry, duties, small_portal, clock):
    """``reviews_of(page)``: state and due day of each review that its site owes, by now."""
    def follow(page):
        transaction.commit()
        with opened(registry, 'test') as environment:
            keep_reviews(environment)
        transaction.begin()
        found = [duties.standing(duty, clock.now())
                 for duty in duties.of_key(f'review:{page.__oid__}')]
        return [(each.state, each.due and local(each.due).date().isoformat()) for each in found]

    return follow


@pytest.mark.clause('17.1')
def test_a_review_is_a_duty_kept_in_time_or_late_each_time(
        page, standing, staff, reviews_of, clock, crossing, small_portal, duties):
    city, sender = small_portal['tin-tuc-su-kien'], crossing('bavi-editor')
    city.allowed_types = (*city.allowed_types, 'Page')
    carried = accepted(crossing, sender.sending.propose(
        page, small_portal, 'Tin chung', None, sender.id), city)
    assert reviews_of(page) == reviews_of(page) == [(RUNNING, '2026-12-01')]
    assert carried.is_public and reviews_of(carried) == []
    assert [duty.site for duty in duties.of_key('review')] == [
        str(small_portal['sites']['bavi'].__oid__)]  # not where it is carried
    clock.at += 6 * DAY
    standing('bavi-editor').review(page, datetime.date(2026, 12, 20), staff['bavi-editor'].id)
    assert reviews_of(page) == [(MET, '2026-12-01'), (RUNNING, '2026-12-21')]  # 20/12 is a Sunday

    clock.at += 30 * DAY
    assert reviews_of(page)[1:] == [(MISSED, '2026-12-21')]
    standing('bavi-editor').review(page, SPRING, staff['bavi-editor'].id)
    assert reviews_of(page)[1:] == [(MET_LATE, '2026-12-21')]
    clock.at = datetime.datetime(2027, 2, 1, tzinfo=datetime.timezone.utc)
    assert reviews_of(page)[2:] == [(RUNNING, '2027-03-01')]


@pytest.mark.clause('17.1')
@pytest.mark.parametrize(('day', 'reviews'), [
    (datetime.date(2026, 11, 26), [(RUNNING, '2026-11-26')]),
    (datetime.date(2026, 12, 15), [(RUNNING, '2026-12-15')])])
def test_an_ordered_review_moves_the_day_of_the_duty(page, standing, staff, reviews_of, day,
                                                     reviews):
    reviews_of(page)
    standing('bavi-member').order(page, day, staff['bavi-member'].id, 'Đã sáp nhập phòng')

    assert reviews_of(page) == reviews


def test_a_version_that_names_a_later_day_is_a_review_of_the_page(
        page, at_work, reviews_of, clock):
    reviews_of(page)
    clock.at += 30 * DAY
    editor = at_work('bavi-editor')
    editor.edit(page, next_review='2027-01-08')
    editor.take(page, 'submit')
    editor.take(page, 'pass_on')
    at_work('bavi-member').approve(page)

    assert reviews_of(page) == [(MET_LATE, '2026-12-01'), (RUNNING, '2027-01-08')]


@pytest.mark.parametrize(('days', 'reviews'), [
    (1, [(VOID, None)]), (30, [(MET_LATE, '2026-12-01')])])
def test_what_is_withdrawn_is_reviewed_no_more(page, standing, staff, at_work, reviews_of, clock,
                                               days, reviews):
    reviews_of(page)
    clock.at += days * DAY
    at_work('bavi-member').take(page, 'withdraw', meaning='error', note='Sai')

    assert reviews_of(page) == reviews_of(page) == reviews
    assert refusal(standing('bavi-editor').review, page, SPRING, staff['bavi-editor'].id)


def test_the_pages_of_the_installation_name_both(small_portal, steps):
    steps.pages(small_portal, 'city', 'hanoi.gov.vn')
    pages = [item for item in walk(small_portal) if hasattr(item, 'next_review')]

    assert pages and all(page.owner_unit and page.next_review for page in pages)
    assert all(page.state == PUBLISHED for page in pages)
