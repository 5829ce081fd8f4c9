"""What two people saved comes together, and no word of either is lost."""
import pytest
from hanoiportal.content.drafts.merging import (
    as_kept,
    digest,
    field_digests,
    merge,
    read_field_digests,
)
from hanoiportal.kernel.tree.schema import Schema, day, html, line, paragraph, words
from hypothesis import given
from hypothesis import strategies as st

OPENED = {'title': 'Tin', 'summary': 'Tóm tắt', 'body': '<p>Một</p>'}


@pytest.fixture
def schema():
    class Sample(Schema):
        title = line('Tên', required=True)
        summary = paragraph('Tóm tắt')
        body = html('Nội dung')
        day = day('Ngày')
        keywords = words('Từ khóa')

    return Sample()


def test_disjoint_fields_are_both_kept():
    merged = merge(
        field_digests(OPENED), {**OPENED, 'summary': 'Của Lan'}, {**OPENED, 'title': 'Mới'})

    assert merged == ({'title': 'Mới'}, [])


def test_the_same_field_shows_both_texts():
    merged = merge(
        field_digests(OPENED), {**OPENED, 'title': 'Của Lan'}, {**OPENED, 'title': 'Mới'})

    assert merged == ({}, [('title', 'Mới', 'Của Lan')])


def test_two_who_write_the_same_do_not_conflict():
    both = {**OPENED, 'title': 'Mới'}

    assert merge(field_digests(OPENED), both, both) == ({}, [])


def test_a_field_that_the_stamp_does_not_tell_of_is_asked_about():
    merged = merge('', {'title': 'Của Lan'}, {'title': 'Mới'})

    assert merged.conflicts == [('title', 'Mới', 'Của Lan')]


def test_a_file_is_taken_as_it_comes():
    file = object()

    merged = merge(field_digests(OPENED), {'file': object()}, {'file': file})
    assert merged.changes == {'file': file}


@pytest.mark.parametrize('text', [
    'một\r\nhai', 'một\rhai', ' một\nhai\n', 'mo\u0323\u0302t\nhai'])
def test_what_a_browser_codes_in_another_way_is_the_same_text(text):
    assert digest(text) == digest('một\nhai')


def test_what_is_written_in_another_way_and_kept_the_same_is_no_change(schema):
    given = {'title': ' Tin ', 'body': '<p>Một<br/></p>', 'day': '2025-08-16',
             'keywords': 'một,hai', 'summary': ''}

    assert as_kept(schema, given) == {
        'title': 'Tin', 'body': '<p>Một<br></p>', 'day': '2025-08-16', 'keywords': 'một; hai',
        'summary': ''}


def test_what_the_schema_refuses_stays_as_it_was_typed(schema):
    assert as_kept(schema, {'title': '', 'day': 'mai'}) == {'title': '', 'day': 'mai'}


@pytest.mark.parametrize('stamp', ['', 'x', ':', 'a:b:c title:', '\0 \ud800:'])
def test_a_stamp_that_somebody_made_up_is_no_error(stamp):
    assert merge(stamp, OPENED, {**OPENED, 'title': 'Mới'}).conflicts[0].name == 'title'


def test_a_stamp_holds_no_text_and_is_short():
    stamp = field_digests({'title': 'Tin', 'body': 'x' * 300_000})

    assert set(read_field_digests(stamp)) == {'title', 'body'}
    assert 'Tin' not in stamp and len(stamp) < 100


NAMES = st.sampled_from(['title', 'summary', 'body', 'source'])
TEXTS = st.text(st.sampled_from('aă \n'), max_size=3)
FORMS = st.fixed_dictionaries(
    dict.fromkeys(('title', 'summary', 'body', 'source'), TEXTS))


@given(FORMS, FORMS, FORMS)
def test_no_change_of_either_side_is_lost(opened, current, mine):
    changes, conflicts = merge(field_digests(opened), current, mine)
    result = {**current, **changes}
    asked = {each.name: (each.mine, each.theirs) for each in conflicts}

    for name in opened:
        mine_changed = digest(mine[name]) != digest(opened[name])
        theirs_changed = digest(current[name]) != digest(opened[name])
        kept = digest(result[name])
        assert not mine_changed or name in asked or kept == digest(mine[name])
        assert not theirs_changed or name in asked or kept == digest(current[name])
        if name in asked:
            assert mine_changed and theirs_changed
            assert asked[name] == (mine[name], current[name])


@given(FORMS, st.lists(st.tuples(NAMES, TEXTS), max_size=6))
def test_savers_who_each_change_what_they_opened_lose_nothing_one_after_another(opened, saves):
    current = dict(opened)
    for name, text in saves:
        stamp = field_digests(current)
        changes, conflicts = merge(stamp, current, {**current, name: text})
        current |= changes
        assert conflicts == [] and digest(current[name]) == digest(text)
