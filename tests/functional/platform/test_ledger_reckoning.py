"""The ledger compared with what is there, filled from it, and the events of interactions."""
import datetime
import json
from argparse import Namespace

import pytest
import transaction
from hanoiportal.base.clock import start_of
from hanoiportal.base.questionnaires import results
from hanoiportal.base.questionnaires.figures import Figures
from hanoiportal.kernel.security.authentication.usage import count_log_in
from hanoiportal.kernel.security.interactions import interactions_of
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.kernel.tree.events import SYSTEM, Change, send
from hanoiportal.oversight.visits.interfaces import Count
from hanoiportal.oversight.visits.sites import save_sites
from hanoiportal.participation.cases.interfaces import Submission
from hanoiportal.participation.ratings.interfaces import IRatingRules, IRatings
from hanoiportal.platform.duties.interfaces import REASON, TRIGGERED, DutyEvent
from hanoiportal.platform.ledger import command
from hanoiportal.platform.ledger.erasing import forget_people
from hanoiportal.platform.ledger.interfaces import (
    ANSWERED,
    COMMENTED,
    FAILED,
    LOG_INS,
    PUBLISHED,
    RATINGS,
    RECEIVED,
    REJECTED,
    STOPPED,
    VISITS,
    VOTES,
    WITHDRAWN,
    IEvents,
)
from hanoiportal.platform.ledger.reckoning import reckonings, total
from hanoiportal.platform.ledger.resource import ATTRIBUTE
from hanoiportal.platform.maintenance.services import Maintenance
from pyramid.request import apply_request_extensions

ONE_DAY = datetime.timedelta(days=1)


@pytest.fixture
def news(city_news, editing, publishing):
    made = editing.add(city_news, 'tin-mot', 'NewsItem',
                       {'title': 'Tin một', 'body': '<p>Một</p>'}, 'utacgia')
    publishing.publish(made, 'uban')
    transaction.commit()
    return made


@pytest.fixture
def said(environment, small_portal):
    """``said(action)``: the exit status of ``bin/portal ledger`` and its lines."""
    def run(action):
        lines = []
        environment.say = lines.append
        return command.run(environment, Namespace(action=action)), lines

    return run


@pytest.fixture
def at_a_job(environment, small_portal):
    """The environment of a job."""
    environment.request.root = small_portal
    apply_request_extensions(environment.request)
    return environment


def told(ledger, *kinds):
    return [event for event in ledger.since(0) if event.kind in kinds]


def test_an_export_has_each_event_once_without_text_or_name(news, said, ledger):
    status, lines = said('export')
    events = [json.loads(line) for line in lines]

    assert status == 0
    assert [(each['inner'], each['number']) for each in events if not each['inner']] == [
        (False, event.number) for event in ledger.since(0)]
    [told_of] = [each for each in events if each.get('item') == str(news.__oid__)
                 and each['kind'] == PUBLISHED]
    assert (told_of['author'], told_of['content_type']) == ('utacgia', 'NewsItem')
    assert datetime.datetime.fromisoformat(told_of['moment']).utcoffset() == datetime.timedelta()
    assert not any(word in line for line in lines for word in ('Tin một', 'Một', 'tin-mot'))


def test_a_portal_that_was_counted_from_its_beginning_differs_in_nothing(
        news, editing, publishing, recycling, said):
    english = editing.translate(news, 'en', {'title': 'One'}, 'udich')
    publishing.publish(english, 'uban')
    assert said('verify') == (0, ['the ledger tells what is there'])
    recycling().discard(news, 'uban')
    assert said('verify')[0] == 0


def test_what_was_public_before_there_was_a_ledger_gets_an_event_of_its_own_date(
        news, small_portal, ledger, said):
    number = sum(event.kind == PUBLISHED for event in ledger.since(0))
    for event in ledger.since(0):
        document = small_portal.__objectmap__.object_for(int(event.item or 0))
        if document is not None:
            document.counted, document.told_dates = False, ()
    delattr(small_portal, ATTRIBUTE)
    transaction.commit()

    status, lines = said('verify')
    assert status == 1 and len(lines) == number
    assert (f'public: item {news.__oid__}, language vi (/tin-tuc-su-kien/tin-mot): told 0, there 1'
            in lines)
    assert f'public: {number} events appended' in said('backfill')[1]
    assert said('verify')[0] == 0
    assert 'public: 0 events appended' in said('backfill')[1]
    event = told(ledger, PUBLISHED)[-1]
    found = {each.item: each for each in told(ledger, PUBLISHED)}[str(news.__oid__)]
    assert (found.moment, found.author, found.genre) == (news.published_at, 'utacgia', 'tin')
    assert event.number == number


def test_what_the_ledger_tells_and_nothing_is_there_of_is_named_and_left(news, ledger, said):
    ledger.append(WITHDRAWN, news.published_at, '1', item=str(news.__oid__), language='vi')
    ledger.append(PUBLISHED, news.published_at, '1', item='7777', language='vi')
    transaction.commit()

    status, lines = said('verify')
    assert status == 1
    assert lines == [
        f'public: item {news.__oid__}, language vi (/tin-tuc-su-kien/tin-mot): told 0, there 1',
        'public: item 7777, language vi: told 1, there 0']
    last = ledger.last()
    said('backfill')
    assert ledger.last() == last                        # it is counted: somebody must look


@pytest.mark.parametrize('before', [False, True])
def test_a_case_is_counted_where_it_came_and_where_it_was_answered_and_content_gets_no_byte(
        registry, small_portal, bavi, cases, inner, said, clock, before):
    database, city = content_database(registry), str(small_portal.__oid__)
    transaction.commit()
    last, came = database.lastTransaction(), clock.now() - ONE_DAY
    receipt = cases.receive(Submission('question', city, 'Hỏi', 'Nội dung', received_at=came))
    case = cases.get(receipt.number)
    cases.append(case, 'forwarded', to=str(bavi.__oid__))
    cases.append(case, 'answered', text='Trả lời')
    transaction.commit()
    assert database.lastTransaction() == last

    if before:                                           # of a portal without an inner ledger
        del interactions_of(small_portal)[ATTRIBUTE]
        transaction.commit()
        assert said('verify')[0] == 1
        assert 'cases: 2 events appended' in said('backfill')[1]
    assert [(each.kind, each.site, each.content_type, each.item, each.moment)
            for each in inner.since(0)] == [
        (RECEIVED, city, 'question', str(receipt.number), came),
        (ANSWERED, str(bavi.__oid__), 'question', str(receipt.number), clock.now())]
    assert said('verify')[0] == 0
    cases.erase(case)                                    # its key goes, the figures stay
    assert said('verify')[0] == 0 and len(list(inner.since(0))) == 2


def test_a_reason_that_was_written_before_it_was_counted_is_filled_in(
        small_portal, bavi, duties, clock, inner, said):
    site, now = str(bavi.__oid__), clock.now()
    duty = duties.open(site, '13.1.c1', ('item:7',), DutyEvent(
        TRIGGERED, now, at=now, source='ledger:1'))
    duties.append(duty, DutyEvent(REASON, now, actor='utruong', text='Mất điện'))
    transaction.commit()

    assert said('verify')[0] == 1
    assert 'reasons: 1 events appended' in said('backfill')[1]
    assert said('verify')[0] == 0
    [event] = inner.since(0)
    assert (event.kind, event.site, event.item, event.rule, event.moment) == (
        'reason', site, str(duty.number), '13.1.c1', now)


def test_totals_of_a_day_are_told_once_it_is_over_and_what_comes_late_is_told_as_more(
        registry, small_portal, bavi, at_a_job, inner, clock, said):
    site, now = bavi.__oid__, clock.now()
    day = now.astimezone(datetime.timezone(datetime.timedelta(hours=7))).date()
    count_log_in(small_portal, site, now)
    count_log_in(small_portal, site, now)
    ratings = registry.getAdapter(small_portal, IRatings)
    for value in (5, 5, 1):
        ratings.rate(bavi, registry.getUtility(IRatingRules).axes(day)[0].code, value)
    label, long_ago = bavi.__name__, (day - 90 * ONE_DAY).isoformat()
    save_sites(small_portal, {(day.isoformat(), label): Count(4, 9), (long_ago, label): Count(6)})
    inner.append(FAILED, now, str(site), amount=60)
    transaction.commit()
    total(at_a_job)
    assert [each.amount for each in told(inner, VISITS)] == [6]      # of all days before it began
    before = inner.last()

    clock.at += ONE_DAY
    database = content_database(registry)
    transaction.commit()
    last = database.lastTransaction()
    total(at_a_job)
    total(at_a_job)
    found = {(each.kind, each.field): each.amount for each in inner.since(before)}
    assert found == {(LOG_INS, ''): 2, (RATINGS, '5'): 2, (RATINGS, '1'): 1, (VISITS, ''): 4}
    assert {(each.site, each.moment, each.day) for each in inner.since(before)} == {
        (str(site), start_of(day), day)}
    save_sites(small_portal, {(day.isoformat(), label): Count(3, 3)})
    transaction.commit()
    # No watch has seen the failure that is told above; that is said, too.
    assert [each for each in said('verify')[1] if not each.startswith('failures: ')] == [
        f'visits: site {site}, day {day}: told 4, there 7']
    total(at_a_job)
    assert [each.amount for each in told(inner, VISITS)] == [6, 4, 3]
    assert database.lastTransaction() == last


def test_a_survey_counts_the_answers_of_each_edition_that_is_closed(
        make, publishing, at_a_job, inner, clock):
    survey = make('Survey', 'khao-sat')
    publishing.publish(survey, 'uban')
    closed = clock.now().date() - ONE_DAY
    survey.results = results.written([results.EditionResults(
        1, (), closed, closed, Figures(3, {}, {}), Figures(40, {}, {}))])
    transaction.commit()
    total(at_a_job)

    event, = told(inner, VOTES)
    assert (event.amount, event.day, event.item, event.field) == (
        43, closed, str(survey.__oid__), '1')


def test_a_planned_stop_counts_its_seconds_once_it_is_over_and_once_alone(
        registry, small_portal, ledger, clock, said):
    maintenance = Maintenance(registry, small_portal, lambda *_asked: True)
    starts = clock.now() + 30 * ONE_DAY
    stop = maintenance.announce('uquantri', starts, starts + datetime.timedelta(minutes=90),
                                starts + datetime.timedelta(hours=2), 'Nâng cấp')
    clock.at = starts
    maintenance.switch()
    assert not told(ledger, STOPPED)
    clock.at = stop.ends
    maintenance.switch()
    stop.state = 'under way'                             # as undoing its end leaves it
    maintenance.switch()

    event, = told(ledger, STOPPED)
    assert (event.moment, event.amount, event.field, event.site) == (
        starts, 5400, 'planned', str(small_portal.__oid__))
    assert said('verify')[0] == 0


def test_comments_that_become_public_or_are_taken_back_count_with_the_change(
        make, registry, ledger, said):
    draft = make('Consultation', 'du-thao')
    for counts in ({'': 2, 'dieu-1': 1}, {'': 2}):
        draft.comment_counts = counts
        send(registry)(Change(draft, 'publish_comments', 'uban'))
    send(registry)(Change(draft, 'conceal_in_comment', SYSTEM))

    found = told(ledger, COMMENTED)
    assert [(each.amount, each.author, each.length) for each in found] == [
        (3, 'uban', 0), (-1, 'uban', 0)]
    assert found[0].item == str(draft.__oid__)
    assert said('verify')[0] == 0
    draft.comment_counts = {}
    assert said('verify')[0] == 1


def test_when_somebody_is_erased_their_ids_go_and_all_figures_stay(
        registry, small_portal, news, ledger, inner):
    ledger.append('corrected', news.published_at, '1', author='ukhac', editor='utacgia', length=5)
    events = registry.getAdapter(small_portal, IEvents)
    span = start_of(datetime.date(2000, 1, 1)), start_of(datetime.date(2100, 1, 1))
    by = 'kind', 'site', 'section', 'genre', 'content_type'
    before = events.sums(*span, by)

    forget_people(small_portal, Namespace(accounts={'utacgia': 7}), registry)

    assert events.sums(*span, by) == before
    assert not [each for each in ledger.since(0) if 'utacgia' in (each.author, each.editor)]
    assert told(ledger, 'corrected')[-1].author == 'ukhac'


def test_every_reckoning_is_of_kinds_that_no_other_is_of(environment):
    kinds = [(kind, each.field) for each in reckonings(environment) for kind in each.kinds]
    assert len(kinds) == len(set(kinds)) > 8
    assert {kind for kind, field in kinds if field is not None} == {REJECTED}
