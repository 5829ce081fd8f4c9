"""Duties in the portal: the ledger is followed exactly once, and ``content`` stays as it was."""
import datetime

import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.content.translations.services import TranslatingService
from hanoiportal.kernel.security.interactions import interactions_of
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.kernel.tree.events import send
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


@pytest.fixture
def ward(small_portal):
    return small_portal['sites']['bavi']


def written(editing, site, number=NUMBER):
    """Return a document of ``site`` itself, not public."""
    return editing.add(site['van-ban-hanh-chinh'], number.partition('/')[0], 'LegalDocument', {
        'title': 'Quyết định', 'summary': 'Về việc', 'number': number, 'issued': MONDAY,
        'kind': 'quyet-dinh-ca-biet', 'issuer': site.owner, 'signer': 'An',
        'signer_position': 'Chủ tịch', 'secrecy': NOT_SECRET, 'full_text': 'Điều 1. Có hiệu lực.'},
        'utacgia')


@pytest.fixture
def document(editing, ward):
    return written(editing, ward)


def states(duties, site, now):
    return [(duty.rule, duties.standing(duty, parse(now)).state)
            for duty in duties.of_site(str(site.__oid__))]


def last_tid(registry):
    return content_database(registry).lastTransaction()


def test_a_document_is_owed_from_its_date_and_kept_by_its_publication(
        document, publishing, follow, duties, ward, registry):
    follow()
    assert states(duties, ward, '2026-11-17') == [('13.1.c1', RUNNING)]
    publishing.publish(document, 'uban', parse('2026-11-18T16:00'))
    transaction.commit()
    before = last_tid(registry)
    follow()

    assert states(duties, ward, '2026-11-24') == [('13.1.c1', MET)]
    assert last_tid(registry) == before


@pytest.mark.clause('13.1.c/2')
def test_an_entry_of_the_city_is_owed_in_its_scope_and_a_link_to_the_document_posts_it(
        editing, publishing, small_portal, ward, duties, follow, registry):
    """The city posts it in time, a ward links to it late, another body never does."""
    before = last_tid(registry)
    RegisterService(registry, lambda _permission, _site: True, send(registry)).add(
        'issued', small_portal, {
            'kind': 'van-ban', 'type': 'quyet-dinh-ca-biet', 'number': NUMBER, 'issued': MONDAY,
            'title': 'Về việc', 'reach': 'tat-ca'}, 'uvan')
    transaction.commit()
    assert last_tid(registry) == before
    publishing.publish(written(editing, small_portal), 'uban', parse('2026-11-17'))
    publishing.publish(editing.add(ward['thu-tuc-hanh-chinh'], 'lk', 'Link', {
        'title': 'Quyết định', 'url': 'https://hanoi.gov.vn/van-ban-hanh-chinh/12'}, 'utacgia'),
        'uban', parse('2026-11-24'))
    follow()

    assert states(duties, small_portal, '2026-11-25') == [('13.1.c1', MET)]
    assert states(duties, ward, '2026-11-25') == [('13.1.c2', MET_LATE)]
    assert states(duties, ward.__parent__['soxaydung'], '2026-11-25') == [('13.1.c2', MISSED)]


def told(duties):
    return [event.source for duty in duties.open_duties() for event in duty.events]


def dated(editing, site, number):
    for each in range(1, number + 1):
        written(editing, site, f'{each}/QĐ-UBND')


def test_a_crash_between_batches_leaves_nothing_out_and_takes_nothing_twice(
        editing, ward, duties, follow, monkeypatch):
    dated(editing, ward, 3)
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


def test_two_schedulers_follow_each_event_once(editing, ward, duties, registry):
    """The second one has read the position before the first commits."""
    dated(editing, ward, 3)
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


def test_deadlines_are_those_of_the_calendar(document, follow, duties, ward):
    follow()
    duty, = duties.of_site(str(ward.__oid__))

    assert duties.standing(duty, parse('2026-11-17')).due == (
        parse('2026-11-19') - datetime.timedelta(microseconds=1))


@pytest.mark.clause('13.1.h')
def test_a_translation_that_is_found_to_be_right_is_owed_no_longer(
        editing, publishing, ward, duties, follow, registry, clock):
    news = editing.add(ward['tin-tuc-su-kien'], 'tin', 'NewsItem', {
        'title': 'Tin', 'body': '<p>Một</p>'}, 'utacgia')
    publishing.publish(news, 'uban', parse('2026-11-16'))
    publishing.publish(editing.translate(news, 'en', {'title': 'News', 'body': '<p>One</p>'},
                                         'udich'), 'uban', parse('2026-11-16'))
    follow()
    news.body, news.state = '<p>Hai</p>', 'draft'     # a corrected version takes its place
    publishing.publish(news, 'uban', parse('2026-11-17'))
    follow()
    assert states(duties, ward, '2026-11-18') == [('13.1.h', RUNNING)]

    with opened(registry, 'test') as environment:
        translations.settle(environment)
    transaction.begin()
    assert states(duties, ward, '2026-11-18') == [('13.1.h', RUNNING)]
    TranslatingService(registry, lambda permission, place: True).mark_current(
        news.translations['en'], 'udich')
    transaction.commit()
    with opened(registry, 'test') as environment:
        translations.settle(environment)
    transaction.begin()
    assert states(duties, ward, '2026-11-18') == [('13.1.h', MET)]
