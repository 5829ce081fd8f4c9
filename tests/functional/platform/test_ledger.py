"""The ledger over publishing, correcting, withdrawing, importing, packing and undoing."""
import datetime

import pytest
import transaction
from hanoiportal.base.interfaces import IClock
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.kernel.tree.events import Change, ObjectPublished, send
from hanoiportal.kernel.workflow.interfaces import PUBLISHED as PUBLIC_STATE
from hanoiportal.platform.duties import following
from hanoiportal.platform.duties.interfaces import MET, RUNNING, SATISFIED, TRIGGERED, DutyEvent
from hanoiportal.platform.duties.interfaces import WITHDRAWN as DUTY_WITHDRAWN
from hanoiportal.platform.ledger.interfaces import (
    BREACH,
    COMMENTED,
    CORRECTED,
    DATED,
    EXPIRED,
    PUBLISHED,
    REJECTED,
    VISITS,
    WITHDRAWN,
    IEvents,
    ILedger,
)
from hanoiportal.platform.scheduling.opening import opened
from hanoiportal.safekeeping.audit.verifying import heads_of, verify
from support.pages import form_with
from support.reckoned import amiss, filled, lose

UNDO = '/console/@@undo'
DAY = datetime.date(2026, 11, 20)
STATED = datetime.datetime(2026, 3, 2, 1, 30, tzinfo=datetime.timezone.utc)


@pytest.fixture
def news(city_news, editing):
    made = editing.add(city_news, 'tin-mot', 'NewsItem',
                       {'title': 'Tin một', 'body': '<p>Một <b>hai</b><img src="a.jpg"></p>',
                        'images': '/anh-mot'}, 'utacgia')
    transaction.commit()
    return made


@pytest.fixture
def about(ledger):
    """``about(item, after=0)``: the events of an item, as pairs of kind and language."""
    def found(item, after=0):
        return [(event.kind, event.language) for event in ledger.since(after)
                if event.item == str(item.__oid__)]

    return found


def commit():
    transaction.commit()
    transaction.begin()


def test_a_publication_is_told_by_ids_and_numbers_alone(
        news, publishing, ledger, small_portal, city_news):
    before = ledger.last()
    publishing.publish(news, 'uban')
    transaction.abort()
    assert ledger.last() == before, 'it is of the transaction that publishes'
    publishing.publish(news, 'uban')
    commit()

    event, = ledger.since(before)
    assert event._replace(moment=None) == (
        before + 1, None, PUBLISHED, str(small_portal.__oid__), str(news.__oid__), 'NewsItem',
        str(city_news.__oid__), 'vi', 'utacgia', len('Tin mộtMột hai'), None, '', '', None,
        True, '', 'tin', 2, 1)
    assert event.moment == news.published_at


def test_who_passed_a_text_of_somebody_else_on_to_the_board_is_its_editor(
        at_work, ward, ledger):
    before, editor = ledger.last(), at_work('bavi-editor')
    for writer in (at_work('bavi-contributor'), editor):
        item = writer.add(ward, body='<p>Nội dung</p>', source_agency='UBND xã')
        writer.take(item, 'submit')
        editor.take(item, 'pass_on')
        at_work('bavi-member').approve(item)

    assert [(event.author, event.editor) for event in ledger.since(before)] == [
        (at_work('bavi-contributor').id, editor.id), (editor.id, '')]


def test_a_translation_has_the_genre_of_its_item_and_no_picture_of_it(
        news, editing, publishing, ledger):
    before = ledger.last()
    publishing.publish(news, 'uban')
    publishing.publish(editing.translate(news, 'en', {'title': 'One'}, 'udich'), 'uban')

    assert [(event.genre, event.pictures) for event in ledger.since(before)] == [
        ('tin', 2), ('tin', 0)]


def test_an_inner_event_leaves_content_as_it_was_and_is_read_with_the_others(
        registry, small_portal, bavi, ledger, inner):
    site = str(bavi.__oid__)
    ledger.append(BREACH, STATED, site, rule='13.2.b')
    commit()
    database = content_database(registry)
    before = database.lastTransaction()
    for amount in (7, 5):
        inner.append(VISITS, STATED, site, amount=amount)
    inner.append(VISITS, STATED, '', amount=3)
    commit()

    assert database.lastTransaction() == before
    events = registry.getAdapter(small_portal, IEvents)
    span = STATED, STATED + datetime.timedelta(hours=1)
    assert [(event.kind, event.is_inner) for event in events.between(*span, site=site)] == [
        (BREACH, False), (VISITS, True), (VISITS, True)]
    assert events.sums(*span, ('kind',), site=site, kinds=(VISITS,)) == {
        (VISITS,): 12}
    assert events.sums(*span, ('site', 'kind')) == {
        (site, BREACH): 1, (site, VISITS): 12,
        ('', VISITS): 3}
    number = inner.last()
    assert events.find(number, is_inner=True).amount == 3
    assert events.find(ledger.last()).kind == BREACH
    assert events.find(number + 1, is_inner=True) is None


def test_what_lies_in_the_other_ledger_is_refused(ledger, inner):
    for one, kind in ((ledger, VISITS), (inner, BREACH)):
        with pytest.raises(ValueError, match=kind):
            one.append(kind, STATED, '')


def test_what_is_corrected_translated_and_withdrawn_is_told_once_each(
        news, editing, publishing, about):
    publishing.publish(news, 'uban')
    english = editing.translate(news, 'en', {'title': 'One'}, 'udich')
    commit()
    assert about(news) == [(PUBLISHED, 'vi')]
    publishing.publish(english, 'uban')
    news.state = 'draft'                        # a corrected version takes the place of it
    publishing.publish(news, 'uban')
    commit()
    publishing.withdraw(news, 'uban')
    commit()
    assert about(news) == [(PUBLISHED, 'vi'), (PUBLISHED, 'en'), (CORRECTED, 'vi'),
                           (WITHDRAWN, 'vi'), (WITHDRAWN, 'en')]
    publishing.publish(news, 'uban')
    assert about(news)[-1] == (PUBLISHED, 'vi')


def test_the_first_publication_of_a_document_is_told_apart_from_one_that_follows_on_another_day(
        clock, news, publishing, ledger, registry):
    before = ledger.last()
    publishing.publish(news, 'uban')
    for days in (0, 1):
        publishing.withdraw(news, 'uban')
        clock.at += datetime.timedelta(days)
        news.state, news.approvals = PUBLIC_STATE, ()     # as a board makes it public again
        send(registry)(ObjectPublished(news, 'uban'))

    assert [event.is_first for event in ledger.since(before)] == [True, None, True, None, False]


def test_what_goes_out_of_date_is_public_still_and_what_is_removed_is_not(
        news, publishing, about, recycling):
    publishing.publish(news, 'uban')
    publishing.withdraw(news, 'uban', 'outdated')
    assert about(news) == [(PUBLISHED, 'vi'), (EXPIRED, 'vi')]
    entry = recycling().discard(news, 'uban')
    assert about(news)[2:] == [(WITHDRAWN, 'vi')]
    recycling().restore(entry, 'uban')
    assert about(news)[3:] == [(PUBLISHED, 'vi')]


@pytest.mark.parametrize('moment', [STATED, None])
def test_what_is_carried_in_counts_with_the_publication_that_it_states(
        city_news, editing, publishing, ledger, moment):
    before = ledger.last()
    made = editing.add(city_news, 'cu', 'NewsItem', {'title': 'Tin cũ'}, 'utacgia', {
        'state': 'published', 'published_at': STATED})
    editing.translate(made, 'en', {'title': 'Old'}, 'udich', {
        'state': 'published', 'published_at': STATED})
    other = editing.add(city_news, 'cu-hai', 'NewsItem', {'title': 'Tin cũ'}, 'utacgia')
    publishing.publish(other, 'uban', moment)

    assert [event.moment for event in ledger.since(before)] == [
        STATED, STATED, moment or other.published_at]


def test_dates_from_which_a_rule_starts_are_told_before_and_after_publication(
        make, editing, publishing, registry):
    research = make('Research', 'de-tai', approved=DAY.isoformat(), accepted='')
    ledger = registry.getAdapter(research, ILedger)
    editing.edit(research, {'accepted': '2026-11-25'}, 'utacgia')
    editing.edit(research, {'title': 'Tên khác'}, 'utacgia')
    editing.edit(research, {'approved': ''}, 'utacgia')

    assert [(event.kind, event.rule, event.field, event.day) for event in ledger.since(0)
            if event.item == str(research.__oid__)] == [
        (DATED, '13.1.f', 'approved', DAY),
        (DATED, '13.1.f', 'accepted', datetime.date(2026, 11, 25)),
        (DATED, '13.1.f', 'approved', None)]


def undo(browser, index=0):
    page = browser.get(UNDO).click('Xem thay đổi…', index=index)
    form = form_with(page, 'id')
    if 'reason' in form.fields:
        form['reason'] = 'Nhầm'
    assert 'Đã hoàn tác' in form.submit().follow().html.find(class_='flash').text
    transaction.begin()


def test_undoing_a_publication_takes_no_event_and_appends_the_contrary(
        visit, news, publishing, ledger, about, duties, registry, small_portal):
    """With the log and a duty that the item has fulfilled, which is owed again."""
    def follow():
        commit()
        with opened(registry, 'test') as environment:
            following.follow(environment)
        transaction.begin()

    browser, now = visit('vanhanh'), registry.getUtility(IClock).now()
    transaction.begin()
    duty = duties.open(str(small_portal.__oid__), '13.1.d', (f'item:{news.__oid__}',), DutyEvent(
        TRIGGERED, now, at=now, source='row:1'))
    publishing.publish(news, 'uban')
    follow()
    assert duties.standing(duty, registry.getUtility(IClock).now()).state == MET
    number, noted = ledger.last(), heads_of(small_portal)
    undo(browser)
    follow()
    assert [event.kind for event in duty.events] == [TRIGGERED, SATISFIED, DUTY_WITHDRAWN]
    assert duties.standing(duty, registry.getUtility(IClock).now()).state == RUNNING
    assert verify(small_portal, noted).broken == []
    assert news.state == 'draft' and not news.counted
    assert about(news) == [(PUBLISHED, 'vi'), (WITHDRAWN, 'vi')]
    assert [event.of for event in ledger.since(number)] == [number]
    assert [event.number for event in ledger.since(0)] == list(range(1, ledger.last() + 1))


def test_undoing_what_another_event_stands_on_takes_nothing_either(
        visit, news, publishing, bavi, ledger, about):
    browser = visit('vanhanh')
    ledger.append(BREACH, STATED, str(bavi.__oid__), rule='13.2.b')
    commit()
    publishing.publish(news, 'uban')
    commit()
    now, site = news.published_at, str(bavi.__oid__)
    ledger.append(BREACH, now, site, rule='13.2.b')
    commit()
    undo(browser, 1)

    assert about(news) == [(PUBLISHED, 'vi'), (WITHDRAWN, 'vi')]
    day = datetime.timedelta(days=1)
    assert [event.rule for event in ledger.between(
        now - day, now + day, site=site, kinds=(BREACH,))] == ['13.2.b']
    assert not list(ledger.between(now - day, now + day, site=site, kinds=(PUBLISHED,)))
    assert not list(ledger.between(now - day, now, site=site, kinds=(BREACH, PUBLISHED)))


def test_a_publication_is_undone_while_a_later_one_in_its_section_stands(
        visit, news, city_news, editing, publishing, small_portal, about):
    browser = visit('vanhanh')
    undone, later = (editing.add(city_news, name, 'NewsItem', {'title': name}, 'utacgia')
                     for name in ('mot', 'hai'))
    for each in (news, undone, later):
        publishing.publish(each, 'uban')
        commit()
    undo(browser, 1)

    assert (undone.state, later.state) == ('draft', 'published')
    listed = set(small_portal.indexes.latest.ids(city_news.__oid__, 'vi'))
    assert listed & {each.__oid__ for each in (news, undone, later)} == {
        news.__oid__, later.__oid__}
    assert about(undone) == [(PUBLISHED, 'vi'), (WITHDRAWN, 'vi')]


def test_undoing_a_date_tells_the_date_before_and_so_does_undoing_that(
        visit, make, editing, registry, ledger):
    browser, project = visit('vanhanh'), make('Project', 'du-an', approved='2026-11-02')
    commit()
    number = ledger.last()
    editing.edit(project, {'approved': '2026-11-20'}, 'utacgia')
    commit()
    undo(browser)
    undo(browser)

    told = list(ledger.since(number))
    assert [(event.kind, event.day.day) for event in told] == [
        (DATED, 20), (DATED, 2), (DATED, 20)]
    assert told[1].of == told[0].number
    assert [event.number for event in ledger.since(0)] == list(range(1, ledger.last() + 1))


def test_undoing_what_made_comments_public_takes_them_back_and_undoing_that_counts_them_again(
        visit, make, registry, ledger):
    browser, draft = visit('vanhanh'), make('Consultation', 'du-thao')
    commit()
    number = ledger.last()
    draft.comment_counts = {'': 3}
    send(registry)(Change(draft, 'publish_comments', 'uban'))
    commit()
    undo(browser)
    undo(browser)

    told = [event for event in ledger.since(number) if event.kind == COMMENTED]
    assert [event.amount for event in told] == [3, -3, 3]


def test_undoing_a_rejection_takes_it_back_and_undoing_that_counts_it_again(
        visit, at_work, ward, ledger, environment, small_portal):
    browser, writer = visit('quantri'), at_work('bavi-contributor')
    item = writer.add(ward, body='<p>Nội dung</p>', source_agency='UBND xã')
    writer.take(item, 'submit')
    at_work('bavi-editor').take(item, 'pass_on')
    commit()
    number = ledger.last()
    at_work('bavi-member').take(item, 'reject', ground='d', note='Không rõ nguồn')
    commit()
    undo(browser)
    undo(browser)

    assert [(each.kind, each.rule, each.item, each.amount) for each in ledger.since(number)] == [
        (REJECTED, 'd', str(item.__oid__), amount) for amount in (1, -1, 1)]

    for name in ('rejected versions', 'refused proposals'):
        assert amiss(environment, name) == []
    lose(small_portal.ledger, REJECTED)
    commit()
    assert amiss(environment, 'rejected versions') == [(0, 1)]
    assert filled(environment, 'rejected versions') == 1
    transaction.begin()
    told = list(ledger.since(0))[-1]
    assert (told.kind, told.item, told.rule, told.language, told.author) == (
        REJECTED, str(item.__oid__), 'd', 'vi', '')
    item.__parent__.remove(item.__name__)
    commit()
    assert amiss(environment, 'rejected versions') == [], 'the text is gone, and was rejected'


def test_undoing_an_import_says_that_it_is_gone(visit, city_news, editing, ledger):
    browser = visit('vanhanh')
    made = editing.add(city_news, 'cu', 'NewsItem', {'title': 'Tin cũ'}, 'utacgia', {
        'state': 'published', 'published_at': STATED})
    oid = str(made.__oid__)
    commit()
    undo(browser)
    assert [event.kind for event in ledger.since(0) if event.item == oid] == [
        PUBLISHED, WITHDRAWN]


def test_events_survive_packing(news, publishing, registry, about):
    publishing.publish(news, 'uban')
    commit()
    content_database(registry).pack()
    transaction.begin()
    assert about(news) == [(PUBLISHED, 'vi')]
