"""What a person types is kept for that person alone, in the drafts database alone."""
import datetime

import pytest
import transaction
from hanoiportal.base.permissions import ADD, EDIT, MANAGE_SITE, TRANSLATE
from hanoiportal.content.drafts import services
from hanoiportal.content.drafts.cleaning import DAYS, forget_old
from hanoiportal.content.drafts.interfaces import (
    BEHIND,
    FORBIDDEN,
    SAVED,
    TOO_LARGE,
    TOO_MANY,
    UNKNOWN,
    NotKept,
    Splice,
    Work,
)
from hanoiportal.content.drafts.services import LARGEST, DraftsService
from hanoiportal.content.locking.cleaning import forget_ended
from hanoiportal.content.locking.resource import KEY as PRESENCE
from hanoiportal.content.locking.resource import Attended, Presence
from hanoiportal.platform.scheduling.interfaces import IJob
from support.clocks import SetClock

MARK, OTHER = 'a' * 32, 'b' * 32
NOW = datetime.datetime(2026, 11, 24, 3, tzinfo=datetime.timezone.utc)


@pytest.fixture
def clock():
    return SetClock(NOW)


@pytest.fixture
def root(portal):
    """callable() -> the root mapping of the drafts database."""
    return portal['drafts'].mounted


@pytest.fixture
def drafts(root, registry, clock):
    """``drafts(account_id, *permissions)``: the service of somebody with these everywhere."""
    def of(account_id='u1', *permissions):
        held = permissions or (EDIT, ADD, TRANSLATE, MANAGE_SITE)
        return DraftsService(
            root, account_id, lambda permission, resource: permission in held, registry, clock)

    return of


@pytest.fixture
def work(make):
    return Work(make('NewsItem'))


def code_of(action, *args, **kwargs):
    with pytest.raises(NotKept) as refused:
        action(*args, **kwargs)
    return refused.value.code


def test_what_is_kept_comes_back_to_the_same_person_alone(drafts, work):
    kept = drafts('u1').keep(work, MARK, {'title': 'Đang viết', 'body': '<p>x</p>'}, 'stamp')

    assert kept == (1, NOW)
    [draft] = drafts('u1').unsaved(work)
    assert draft == (work.key, MARK, NOW, 'stamp', {'title': 'Đang viết', 'body': '<p>x</p>'})
    assert drafts('u2').unsaved(work) == drafts('u2').mine() == drafts(None).mine() == []
    assert drafts('u1').mine() == [draft]


def test_only_what_changed_counts_as_a_revision(drafts, work, clock):
    drafts().keep(work, MARK, {'title': 'Một'}, '')
    clock.at += datetime.timedelta(seconds=9)

    assert drafts().keep(work, MARK, {'title': 'Một'}, '') == (1, NOW)
    assert drafts().keep(work, MARK, {'title': 'Hai'}, '') == (2, clock.at)


def test_a_splice_changes_the_last_revision_and_no_other(drafts, work):
    drafts().keep(work, MARK, {'title': 'Một'}, '')

    drafts().keep(work, MARK, {'title': Splice(3, 3, ' hai')}, '', after=1)

    assert drafts().unsaved(work)[0].values == {'title': 'Một hai'}
    for after, change in ((1, Splice(0, 0, 'x')), (2, Splice(0, 99, 'x'))):
        assert code_of(drafts().keep, work, MARK, {'title': change}, '', after) == BEHIND
    assert code_of(drafts().keep, work, OTHER, {'title': Splice(0, 0, 'x')}, '') == BEHIND


def test_two_windows_do_not_write_over_each_other(drafts, work, clock):
    drafts().keep(work, MARK, {'title': 'Một'}, '')
    clock.at += datetime.timedelta(seconds=1)
    drafts().keep(work, OTHER, {'title': 'Hai'}, '')

    assert [each.values['title'] for each in drafts().unsaved(work)] == ['Hai', 'Một']


def test_what_arrives_after_the_save_does_not_bring_the_draft_back(drafts, work):
    drafts().keep(work, MARK, {'title': 'Một'}, '')

    drafts().drop(work.key, MARK)

    assert code_of(drafts().keep, work, MARK, {'title': 'Muộn'}, '') == SAVED
    assert drafts().unsaved(work) == []


def test_a_form_that_was_saved_before_anything_was_kept_is_over_too(drafts, work):
    drafts().drop(work.key, MARK)

    assert code_of(drafts().keep, work, MARK, {'title': 'Muộn'}, '') == SAVED


@pytest.mark.parametrize('given', [{'file': 'x'}, {'nothing': 'x'}, {'__class__': 'x'}])
def test_only_fields_of_the_type_that_hold_text_are_kept(drafts, make, given):
    assert code_of(drafts().keep, Work(make('File')), MARK, given, '') == UNKNOWN


def test_a_translation_has_the_fields_that_are_translated(drafts, make):
    item = make('NewsItem')

    assert set(drafts().fields(Work(item, 'en'))) < set(drafts().fields(Work(item)))
    drafts().keep(Work(item, 'en'), MARK, {'title': 'News'}, '')
    assert drafts().unsaved(Work(item)) == []
    assert drafts().unsaved(Work(item, 'en'))[0].values == {'title': 'News'}


def test_what_is_new_is_kept_by_its_place_and_type(drafts, make):
    place = make('Section')

    drafts().keep(Work(place, type_name='NewsItem'), MARK, {'title': 'Tin mới'}, '')

    assert drafts().unsaved(Work(place, type_name='Page')) == drafts().unsaved(Work(place)) == []
    assert len(drafts().unsaved(Work(place, type_name='NewsItem'))) == 1


@pytest.mark.parametrize('needed, of', [
    ({EDIT}, Work), ({EDIT, TRANSLATE}, lambda item: Work(item, 'en')),
    ({ADD}, lambda item: Work(item.__parent__, type_name='NewsItem')),
    ({MANAGE_SITE}, lambda item: Work(item.__parent__)),
    ({MANAGE_SITE}, lambda item: Work(item.__parent__, type_name='Section')),
    (set(), lambda item: Work(item.__parent__, type_name='Nothing'))])
def test_who_may_not_write_it_keeps_nothing(drafts, make, needed, of):
    work = of(make('NewsItem'))

    for permission in (EDIT, ADD, TRANSLATE, MANAGE_SITE):
        assert drafts('u1', permission).may_write(work) == (permission in needed)
    assert code_of(drafts('u1', 'none').keep, work, MARK, {'title': 'x'}, '') == FORBIDDEN
    assert not drafts(None).may_write(work)


@pytest.mark.parametrize('mark', ['', 'short', 'A' * 32, '../' * 10, 'a' * 41, 'a' * 20 + '.b'])
def test_a_mark_that_no_form_has_is_refused(drafts, work, mark):
    assert code_of(drafts().keep, work, mark, {'title': 'x'}, '') == UNKNOWN
    assert code_of(drafts().drop, work.key, mark) == UNKNOWN


def test_a_draft_has_its_limits_and_the_longest_body_fits(drafts, work):
    drafts().keep(work, MARK, {'body': 'ỹ' * 2_000_000}, '')

    assert code_of(
        drafts().keep, work, MARK, {'summary': 'x' * (LARGEST - 1_999_999)}, '') == TOO_LARGE
    assert code_of(drafts().keep, work, MARK, {}, 'x' * 10_001) == TOO_LARGE


def test_one_person_keeps_so_many_and_saved_ones_make_room(drafts, work, monkeypatch):
    monkeypatch.setattr(services, 'MOST', 2)
    marks = [letter * 16 for letter in 'abcd']
    for mark in marks[:2]:
        drafts().keep(work, mark, {'title': mark}, '')

    assert code_of(drafts().keep, work, marks[2], {'title': 'x'}, '') == TOO_MANY
    drafts('u2').keep(work, marks[2], {'title': 'x'}, '')
    drafts().drop(work.key, marks[0])
    drafts().keep(work, marks[2], {'title': 'x'}, '')

    assert {each.mark for each in drafts().mine()} == {marks[1], marks[2]}


def test_what_nobody_has_changed_for_long_is_cleaned_away(drafts, work, clock, root):
    drafts('u1').keep(work, MARK, {'title': 'Cũ'}, '')
    drafts('u2').drop(work.key, MARK)
    clock.at += datetime.timedelta(days=1)
    drafts('u1').keep(work, OTHER, {'title': 'Mới'}, '')

    assert drafts(None).clean(clock.at) == 1
    assert [each.mark for each in drafts('u1').mine()] == [OTHER]
    assert set(root()['drafts'].by_person) == {'u1'}


def test_reading_and_cleaning_write_nothing_where_nothing_is(drafts, work, root):
    transaction.commit()

    assert drafts().unsaved(work) == [] and drafts().clean(NOW) == 0
    assert 'drafts' not in root()


def test_only_the_field_that_changed_is_written(drafts, work, root):
    drafts().keep(work, MARK, {'title': 'Một', 'body': 'x' * 100_000}, '')
    transaction.commit()
    texts = root()['drafts'].by_person['u1'][f'{work.key}.{MARK}'].texts

    drafts().keep(work, MARK, {'title': 'Hai', 'body': 'x' * 100_000}, '')

    after = root()['drafts'].by_person['u1'][f'{work.key}.{MARK}'].texts
    assert after['body'] is texts['body'] and after['title'] is not texts['title']
    assert len(after['body'].packed) < 1000


def test_the_job_forgets_what_is_ninety_days_old_and_no_more(
        environment, portal, drafts, work, clock, root):
    clock.at = environment.clock.now() - datetime.timedelta(days=DAYS, minutes=1)
    drafts().keep(work, MARK, {'title': 'Cũ'}, '')
    clock.at += datetime.timedelta(minutes=2)
    drafts().keep(work, OTHER, {'title': 'Mới'}, '')
    transaction.commit()

    forget_old(environment)

    transaction.begin()
    assert [each.mark for each in drafts().mine()] == [OTHER]


def test_the_jobs_are_among_those_of_the_scheduler(registry):
    jobs = {name for name, _job in registry.getUtilitiesFor(IJob)}

    assert {'drafts', 'presence'} <= jobs


def test_the_job_of_presence_forgets_who_has_gone(environment, portal, root):
    root()[PRESENCE] = Presence()
    root()[PRESENCE].by_work['7.vi.'] = Attended()
    transaction.commit()

    forget_ended(environment)

    transaction.begin()
    assert list(root()[PRESENCE].by_work) == []
