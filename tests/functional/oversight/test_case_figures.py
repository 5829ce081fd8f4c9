"""How bodies answered, in public: exact sums, nothing of a person, nothing read twice."""
import datetime
import random
from collections import Counter
from itertools import chain
from statistics import median

import feedparser
import pytest
import transaction
from hanoiportal.base.clock import local, parse
from hanoiportal.base.interfaces import IClock
from hanoiportal.kernel.security.interactions import interactions_of
from hanoiportal.oversight.casefigures import counting
from hanoiportal.oversight.casefigures.interfaces import PART, ICaseFigures
from hanoiportal.oversight.casefigures.resource import KEY
from hanoiportal.oversight.compliance.interfaces import ISnapshotPart
from hanoiportal.oversight.compliance.months import months_until
from hanoiportal.oversight.compliance.resource import Snapshot
from hanoiportal.oversight.compliance.writing import Writing
from hanoiportal.participation.cases.interfaces import (
    ANSWERED,
    FORWARDED,
    MERGED,
    NOTICED,
    OPEN,
    QUESTION,
    RECEIVED,
    REOPENED,
    REQUEST,
    TAKEN,
    WITHDRAWN,
    CannotChange,
    Submission,
)
from hanoiportal.participation.tracking.interfaces import ISatisfaction
from hanoiportal.platform.calendar.interfaces import ICalendars
from hanoiportal.platform.scheduling.opening import opened
from hanoiportal.types.component_site import PRACTICE
from support import feed_rules

PATH = '/hoi-dap/ket-qua-tra-loi'
HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)


@pytest.fixture
def now(registry, monkeypatch):
    moment = parse('2026-11-20T09:00+07:00')
    monkeypatch.setattr(registry.getUtility(IClock), 'now', lambda: moment)
    return moment


@pytest.fixture
def measure(registry, small_portal):
    """Fold, measure, and let the snapshot hold it; return it by object ids."""
    def measured():
        transaction.commit()
        with opened(registry, 'test') as environment:
            registry.getUtility(ICaseFigures).fold(environment)
            found = registry.getUtility(ISnapshotPart, PART).values(environment)
        small_portal._p_jar.sync()
        snapshot = getattr(small_portal, 'compliance', None) or Snapshot()
        writing = Writing(snapshot)
        writing.part(PART, found)
        writing.end(registry.getUtility(IClock).now())
        small_portal.compliance = snapshot
        transaction.commit()
        return found
    return measured


def send(cases, site, now, kind=QUESTION):
    receipt = cases.receive(Submission(
        kind, str(site.__oid__), 'zqtieude', 'zqthan'), now=now)
    return cases.get(receipt.number)


def live(cases, case, moment, end, others, chance):
    """Let things happen to ``case`` until nothing may or ``end`` has come."""
    while (moment := moment + HOUR * chance.randrange(1, 400)) < end:
        kind = chance.choice([TAKEN, FORWARDED, NOTICED, ANSWERED, ANSWERED, REOPENED, WITHDRAWN])
        more = {'to': chance.choice(others)} if kind == FORWARDED else {
            'until': moment + DAY * chance.randrange(1, 20)} if kind == NOTICED else {}
        try:
            cases.append(case, kind, now=moment, **more)
        except CannotChange:
            continue


def body_after(events, case):
    """Return who is responsible after ``events`` of ``case``."""
    passed = [each.to for each in events if each.kind == FORWARDED]
    return int([case.events[0].site, *passed][-1])


def is_broken(case, index, now):
    """Return whether what the notice at ``index`` promised was not kept."""
    until = case.events[index].until
    ended = next((each.moment for each in case.events[index + 1:]
                  if each.kind in (NOTICED, ANSWERED, WITHDRAWN)), now)
    return ended > until


def answer_of(case, index, duties, calendar):
    """Return whether the answer at ``index`` was late, and the working days it took."""
    begun = max([0, *(at for at in range(index) if case.events[at].kind == REOPENED)])
    round_ = {f'case:{case.number}:{at}' for at in range(begun, index + 1)}
    is_late = any(each.item in round_ and each.met_at > each.due
                  for each in duties if each.met_at and each.due)
    day, last = local(case.events[begun].moment).date(), local(case.events[index].moment).date()
    count = 0
    while day < last:
        day += DAY
        count += calendar.is_workday(day)
    return is_late, count


def recounted(cases, numbers, calendar, now):
    """Count anew what stands in the events and duties of all cases, one question at a time."""
    months, found, days = set(months_until(local(now).date())[:12]), Counter(), {}
    for case in map(cases.get, numbers):
        duties = [each for duty, each in cases.standing(case, now).duties
                  if ':answer:' in duty.keys[0]]
        for index, event in enumerate(case.events):
            body = body_after(case.events[:index], case)
            is_recent = f'{local(event.moment):%Y-%m}' in months
            if event.kind in (RECEIVED, FORWARDED, NOTICED, REOPENED, WITHDRAWN):
                found[body, event.kind] += is_recent
            if event.kind == FORWARDED:
                found[int(event.to), 'arrived'] += is_recent
            if event.kind == NOTICED and f'{local(event.until):%Y-%m}' in months:
                owner = body_after([
                    each for each in case.events if each.moment <= event.until], case)
                found[owner, 'broken'] += is_broken(case, index, now)
            if event.kind == ANSWERED and is_recent:
                is_late, count = answer_of(case, index, duties, calendar)
                found[body, 'late' if is_late else 'in_time'] += 1
                days.setdefault(body, []).append(count)
    return +found, days


@pytest.mark.clause('4.3')
def test_the_figures_are_those_of_a_plain_recount(
        cases, registry, small_portal, bavi, now, measure):
    chance, sites = random.Random(7), (small_portal, bavi)
    places = [str(each.__oid__) for each in sites]
    numbers = []
    for at in range(300):
        moment = now - HOUR * chance.randrange(1, 24 * 330)
        case = send(cases, chance.choice(sites), moment)
        live(cases, case, moment, now if at % 2 else now - DAY * 30, places, chance)
        numbers.append(case.number)
        if at == 150:
            measure()
    for number in chance.sample(numbers, 100):
        live(cases, cases.get(number), now - DAY * 29, now, places, chance)
    figures = measure()
    calendar = registry.getUtility(ICalendars)(small_portal).known_on()
    expected, days = recounted(cases, numbers, calendar, now)

    told = {(oid, name): value for oid, each in figures.items() if oid
            for name, value in each.year.tally._asdict().items() if name != 'days' and value}
    assert told == dict(expected)
    assert {oid: each.year.tally.median for oid, each in figures.items() if oid} == {
        oid: median(each) for oid, each in days.items()}
    assert figures[0].year.tally.median == median(chain(*days.values()))
    assert figures[0].year.tally.received == 300
    rows = cases.inbox(None, states=OPEN, size=999).rows
    assert figures[0].open_late == sum(row.due < now.timestamp() for row in rows) > 0
    assert figures[0].open_in_time + figures[0].open_late == len(rows)


def test_a_case_is_folded_when_something_happened_and_when_a_promise_ends(
        cases, registry, small_portal, bavi, now, measure, monkeypatch):
    noticed = send(cases, bavi, now - DAY * 9)
    cases.append(noticed, NOTICED, now=now - DAY * 8, until=now + DAY)
    merged, other = send(cases, bavi, now - DAY * 7), send(cases, bavi, now - DAY * 6)
    send(cases, bavi, now, REQUEST)
    read, folded = [], counting._folded
    monkeypatch.setattr(counting, '_folded', lambda cases, calendar, number, at: (
        read.append(number), folded(cases, calendar, number, at))[1])
    assert measure()[bavi.__oid__].year.tally.received == 3
    assert sorted(read) == [noticed.number, merged.number, other.number]

    before = interactions_of(small_portal)[KEY]._p_serial
    measure()
    assert len(read) == 3 and interactions_of(small_portal)[KEY]._p_serial == before

    cases.append(merged, MERGED, to=str(other.number))
    measure()
    assert sorted(read[3:]) == [merged.number, other.number]

    monkeypatch.setattr(registry.getUtility(IClock), 'now', lambda: now + DAY * 2)
    assert measure()[bavi.__oid__].year.tally.broken == 1
    assert read[5:] == [noticed.number]


def test_cases_from_before_the_figures_are_counted(cases, small_portal, bavi, now, measure):
    send(cases, bavi, now)
    del interactions_of(small_portal)[KEY]
    assert measure()[0].year.tally.received == 1


def test_no_opinion_of_fewer_than_five_can_be_told_by_any_figure(
        cases, registry, small_portal, bavi, now, measure):
    this, last, before = months_until(local(now).date())[:3]
    for site in (small_portal, bavi):
        send(cases, site, now)
    satisfaction = registry.getAdapter(small_portal, ISatisfaction)

    def say(site, month, *answers):
        for answer in answers:
            satisfaction.count(str(site.__oid__), month, {'solved': answer})

    say(bavi, this, *['yes'] * 9)
    say(bavi, last, *['yes'] * 4)
    say(bavi, before, *['no'] * 5)
    say(small_portal, before, *['yes'] * 4)
    found = measure()

    def told(oid):
        return {each.month: each.opinion.solved for each in found[oid].months}, (
            found[oid].year.opinion.solved)

    assert told(bavi.__oid__) == ({this: -1, before: 10}, 10)
    assert told(small_portal.__oid__) == ({this: -1}, -1)
    assert told(0) == ({this: -1, before: 10}, 10)

    say(small_portal, last, 'no')
    assert {each.month: each.opinion.solved for each in measure()[0].months}[last] == 80


def test_the_pages_show_the_snapshot(app, cases, small_portal, bavi, now, measure):
    assert 'Chưa có số liệu.' in app.get(PATH)
    assert app.get(f'{PATH}.json').json == {'as_of': None, 'bodies': []}
    case = send(cases, bavi, now - DAY)
    cases.append(case, ANSWERED, now=now, text='zqtraloi')
    send(cases, bavi, now)
    measure()
    city, here = app.get(PATH), app.get(f'/sites/bavi{PATH}')
    whole = app.get(f'{PATH}.json').json['bodies']

    assert [each.th.text for each in city.html.select('[aria-labelledby=cac-co-quan] tbody tr')]
    assert here.html.select_one('meter')['value'] == '1'
    assert whole[0]['body'] == 'Toàn Thành phố' and whole[0]['year']['in_time'] == 1
    assert [each['open_in_time'] for each in whole] == [1, 1]
    assert app.get(f'/sites/bavi{PATH}.csv').text.splitlines()[0].startswith('\ufeffCơ quan,Tháng')
    assert 'Whole city' in app.get(f'/english{PATH}.json').text
    linked = [each['item'] for each in app.get(
        f'/sites/bavi{PATH}.jsonld').json['mainEntity']['itemListElement']]
    assert {each['variableMeasured']: each['value'] for each in linked if each[
        'observationDate'] == whole[1]['months'][0]['month']}['Trả lời đúng hạn'] == 1
    text = ''.join(app.get(f'{site}{PATH}{ending}').text
                   for ending in ('', '.csv', '.json', '.jsonld') for site in ('', '/sites/bavi'))
    assert not [word for word in ('zqtieude', 'zqtraloi', case.code) if word in text]
    for page in ('/hoi-dap', '/tuan-thu', '/sites/bavi/tuan-thu'):
        assert app.get(page).html.select(f'a[href$="{PATH}"]'), page
    app.get('/tin-tuc-su-kien/ket-qua-tra-loi', status=404)

    bavi.purpose = PRACTICE
    assert measure()[0].year.tally.received == 0
    whole = app.get(f'{PATH}.json').json['bodies']
    assert [(each['body'], each['open_in_time']) for each in whole] == [('Toàn Thành phố', 0)]
    assert [each['id'] for each in app.get('/api/v1/figures').json['items']] == ['toan-thanh-pho']
    assert app.get(f'/sites/bavi{PATH}.json').json['bodies'][0]['open_in_time'] == 1


def test_the_feed_has_each_month_that_is_over(app, cases, small_portal, bavi, now, measure):
    case = send(cases, bavi, now - DAY * 40)
    cases.append(case, ANSWERED, now=now - DAY * 35, text='zqtraloi')
    send(cases, bavi, now)
    measure()

    feed = app.get(f'/sites/bavi{PATH}.atom')

    assert not list(feed_rules.atom(feed.body)) and 'zq' not in feed.text
    entry, = feedparser.parse(feed.body).entries
    assert entry.title == '10/2026' and 'Nhận được: 1' in entry.summary
    assert entry.updated == '2026-11-01T00:00:00+07:00'
    assert not feedparser.parse(app.get('/phan-anh-kien-nghi/ket-qua-tra-loi.atom').body).bozo
