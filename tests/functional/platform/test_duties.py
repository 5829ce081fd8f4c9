"""Duties in the portal: the ledger is followed exactly once, and ``content`` stays as it was."""
import datetime

import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.content.translations.services import TranslatingService
from hanoiportal.kernel.security.interactions import interactions_of
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.kernel.tree.events import send
from hanoiportal.oversight.compliance.interfaces import ICompliance
from hanoiportal.platform.duties import following, translations
from hanoiportal.platform.duties.interfaces import MET, MET_LATE, MISSED, RUNNING
from hanoiportal.platform.registers.services import RegisterService
from hanoiportal.platform.scheduling.opening import opened
from hanoiportal.types.legaldocument.rules import NOT_SECRET

MONDAY = '2026-11-16'
NUMBER = '12/QĐ-UBND'


@pytest.fixture
def follow(registry):
    """``follow()``: the job of the scheduler runs once, on a connection of its own."""
    def once():
        transaction.commit()
        with opened(registry, 'test') as environment:
            following.follow(environment)
        transaction.begin()

    return once


def written(editing, site, number=NUMBER):
    """Return a document of ``site`` itself, not public."""
    return editing.add(site['van-ban-hanh-chinh'], number.partition('/')[0], 'LegalDocument', {
        'title': 'Quyết định', 'summary': 'Về việc', 'number': number, 'issued': MONDAY,
        'kind': 'quyet-dinh-ca-biet', 'issuer': site.owner, 'signer': 'An',
        'signer_position': 'Chủ tịch', 'secrecy': NOT_SECRET, 'full_text': 'Điều 1. Có hiệu lực.'},
        'utacgia')


@pytest.fixture
def document(editing, bavi):
    return written(editing, bavi)


def states(duties, site, now):
    return [(duty.rule, duties.standing(duty, parse(now)).state)
            for duty in duties.of_site(str(site.__oid__))]


def last_tid(registry):
    return content_database(registry).lastTransaction()


def test_a_document_is_owed_from_its_date_and_kept_by_its_publication(
        document, publishing, follow, duties, bavi, registry):
    follow()
    assert states(duties, bavi, '2026-11-17') == [('13.1.c1', RUNNING)]
    publishing.publish(document, 'uban', parse('2026-11-18T16:00'))
    transaction.commit()
    before = last_tid(registry)
    follow()

    assert states(duties, bavi, '2026-11-24') == [('13.1.c1', MET)]
    assert last_tid(registry) == before


@pytest.mark.clause('13.1.c/1')
@pytest.mark.clause('13.1.c/2')
def test_a_document_of_the_city_is_shown_as_posted_in_time_late_and_never(
        editing, publishing, small_portal, bavi, duties, follow, registry, steps, clock, app):
    """The city posts it in time, one of three wards late by a link; two never do."""
    wards = [bavi, *(steps.site(small_portal, name, {
        'title': name, 'level': 'commune',
        **dict.fromkeys(('owner', 'managing_body', 'operating_unit'), name)}, {'title': name})
        for name in ('badinh', 'ngocha'))]
    transaction.commit()
    before = last_tid(registry)
    RegisterService(registry, lambda _permission, _site: True, send(registry)).add(
        'issued', small_portal, {
            'kind': 'van-ban', 'type': 'quyet-dinh-ca-biet', 'number': NUMBER, 'issued': MONDAY,
            'title': 'Về việc', 'reach': 'neu-ten',
            'sites': '; '.join(each.__name__ for each in wards)}, 'uvan')
    transaction.commit()
    assert last_tid(registry) == before
    publishing.publish(written(editing, small_portal), 'uban', parse('2026-11-17'))
    publishing.publish(editing.add(bavi['thu-tuc-hanh-chinh'], 'lk', 'Link', {
        'title': 'Quyết định', 'url': 'https://hanoi.gov.vn/van-ban-hanh-chinh/12'}, 'utacgia'),
        'uban', parse('2026-11-24'))
    follow()

    assert states(duties, small_portal, '2026-11-25') == [('13.1.c1', MET)]
    assert [states(duties, each, '2026-11-25') for each in wards] == [
        [('13.1.c2', state)] for state in (MET_LATE, MISSED, MISSED)]
    clock.at = parse('2026-11-25')
    with opened(registry, 'test') as environment:
        registry.getUtility(ICompliance).look(environment)
    rows = app.get('/tuan-thu?thang=2026-11').html.select('[aria-labelledby=nghia-vu] tbody tr')
    assert {row.th.text.rpartition(': ')[2]: [int(td.text) for td in row('td')]
            for row in rows} == {
        'cơ quan ban hành': [1, 0, 0, 0, 0],
        'cơ quan thuộc phạm vi điều chỉnh': [0, 1, 2, 0, 0]}  # in time, late, missed …


def told(duties):
    return [event.source for duty in duties.open_duties() for event in duty.events]


def dated(editing, site, number):
    for each in range(1, number + 1):
        written(editing, site, f'{each}/QĐ-UBND')


def test_a_crash_between_batches_leaves_nothing_out_and_takes_nothing_twice(
        editing, bavi, duties, follow, monkeypatch):
    follow()
    dated(editing, bavi, 3)
    monkeypatch.setattr(following, 'BATCH', 2)
    apply, seen = following.Effects.apply, []

    def crash(self, event, noted):
        seen.append(event)
        if len(seen) == 3:
            raise OSError('power cut')
        apply(self, event, noted)

    monkeypatch.setattr(following.Effects, 'apply', crash)
    with pytest.raises(OSError, match='power cut'):
        follow()
    transaction.begin()
    assert len(told(duties)) == 2
    follow()
    assert len(told(duties)) == len(set(told(duties))) == 3


def test_two_schedulers_follow_each_event_once(editing, bavi, duties, registry):
    """The second one has read the position before the first commits."""
    dated(editing, bavi, 3)
    transaction.commit()
    with opened(registry, 'one') as first, opened(registry, 'two') as second:
        runs = []

        def work():
            if not runs:
                runs.append(interactions_of(second.portal).get(following.KEY))
                following.follow(first)
            return following._batch(second)

        second.in_transaction(work)
    transaction.begin()
    assert runs == [None]
    assert len(told(duties)) == len(set(told(duties))) == 3


def test_deadlines_are_those_of_the_calendar(document, follow, duties, bavi):
    follow()
    duty, = duties.of_site(str(bavi.__oid__))

    assert duties.standing(duty, parse('2026-11-17')).due == (
        parse('2026-11-19') - datetime.timedelta(microseconds=1))


@pytest.mark.clause('13.1.h')
def test_a_translation_that_is_found_to_be_right_is_owed_no_longer(
        editing, publishing, bavi, duties, follow, registry, clock):
    news = editing.add(bavi['tin-tuc-su-kien'], 'tin', 'NewsItem', {
        'title': 'Tin', 'body': '<p>Một</p>'}, 'utacgia')
    publishing.publish(news, 'uban', parse('2026-11-16'))
    publishing.publish(editing.translate(news, 'en', {'title': 'News', 'body': '<p>One</p>'},
                                         'udich'), 'uban', parse('2026-11-16'))
    follow()
    news.body, news.state = '<p>Hai</p>', 'draft'     # a corrected version takes its place
    publishing.publish(news, 'uban', parse('2026-11-17'))
    follow()
    assert states(duties, bavi, '2026-11-18') == [('13.1.h', RUNNING)]

    with opened(registry, 'test') as environment:
        translations.settle(environment)
    transaction.begin()
    assert states(duties, bavi, '2026-11-18') == [('13.1.h', RUNNING)]
    TranslatingService(registry, lambda permission, place: True).mark_current(
        news.translations['en'], 'udich')
    transaction.commit()
    with opened(registry, 'test') as environment:
        translations.settle(environment)
    transaction.begin()
    assert states(duties, bavi, '2026-11-18') == [('13.1.h', MET)]
