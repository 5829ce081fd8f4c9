from datetime import timedelta

import pytest
from hanoiportal.base.errors import Refused
from hanoiportal.base.interfaces import IClock
from hanoiportal.content.translations.services import MADE_FROM, TranslatingService
from hanoiportal.content.versions.versions import Versions
from hanoiportal.kernel.tree.events import ObjectPublished, WorkEnded, send
from hanoiportal.kernel.tree.lookup import in_work

pytestmark = [pytest.mark.clause('4.2.g'), pytest.mark.clause('13.1.h')]

VI = '<h2>Đầu</h2><p>Đoạn một.</p><ul><li>Mục hai.</li></ul><p>Đoạn ba.</p>'
EN = '<h2>Head</h2><p>Part one.</p><ul><li>Item two.</li></ul><p>Part three.</p>'
MTQ = '<h2>Trốc</h2><p>Khúc môch.</p><ul><li>Khúc hal.</li></ul><p>Khúc pa.</p>'
VALUES = {'title': 'News', 'summary': 'Lead', 'body': EN, 'keywords': 'one; two'}


@pytest.fixture
def news(make, publishing, editing):
    item = make('NewsItem', 'tin-mau', body=VI, title='Tin', summary='Tóm', keywords='a; b')
    publishing.publish(item, 'test')
    for tag, body in (('en', EN), ('mtq', MTQ)):
        publishing.publish(editing.translate(item, tag, {**VALUES, 'body': body}, 'test'), 'test')
    return item


@pytest.fixture
def translating(registry):
    return TranslatingService(registry, lambda permission, resource: True)


@pytest.fixture
def swap(registry):
    """``swap(document)``: its working version takes its place, as when the board approves it."""
    def put_in_place(document):
        tell = send(registry)
        tell(WorkEnded(document.working))
        Versions(registry).put_in_place(document, registry.getUtility(IClock).now(), 'test')
        tell(ObjectPublished(document, 'test'))

    return put_in_place


@pytest.fixture
def change(editing, swap):
    """``change(document, **values)``: edit and publish it."""
    def edit(document, **values):
        if hasattr(document, 'translator'):
            editing.translate(document.__parent__, document.language, values, 'test')
        else:
            editing.edit(document, values, 'test')
        swap(document)

    return edit


def english(news):
    return news.translations['en']


def test_editing_one_paragraph_marks_exactly_that_one_in_every_language(
        news, translating, change):
    change(news, body=VI.replace('Mục hai', 'Mục hai mới'))

    for translation in news.translations.values():
        assert translating.stale(translation) == [
            ('body', 2, 'Mục hai.', 'Mục hai mới.')]


def test_a_working_version_marks_nothing_before_it_is_public(news, translating, editing, swap):
    editing.edit(news, {'body': VI.replace('ba', 'tư')}, 'test')
    before = translating.stale(english(news))
    swap(news)

    assert before == []
    assert [each.position for each in translating.stale(english(news))] == [3]


@pytest.mark.parametrize('values, stale', [
    ({'title': 'Tin khác'}, [('title', 0)]), ({'summary': 'Khác'}, [('summary', 0)]),
    ({'keywords': 'a; c'}, [('keywords', 0)]), ({'genre': 'bai'}, []), ({'author': 'X'}, []),
    ({'body': VI.replace('<h2>Đầu</h2>', '<h2>Đầu mới</h2>'), 'title': 'T'},
     [('title', 0), ('body', 0)]),
    ({'body': VI + '<p>Thêm.</p>'}, [('body', None)]),
    ({'body': VI.replace('<p>Đoạn một.</p>', '')}, [('body', 1)]),
    ({'body': VI.replace('<p>', '\n<p>')}, []),
])
def test_what_each_language_has_for_itself_is_compared(news, translating, change, values, stale):
    change(news, **values)

    found = translating.stale(english(news))

    assert [(each.field, each.position) for each in found] == stale
    assert translating.is_stale(english(news)) == bool(stale)


def test_following_the_change_in_that_paragraph_settles_it(news, translating, change):
    change(news, body=VI.replace('ba', 'tư').replace('một', 'hai mươi'))

    change(english(news), body=EN.replace('three', 'four'))

    assert [each.position for each in translating.stale(english(news))] == [1]
    assert len(translating.stale(news.translations['mtq'])) == 2


def test_mending_another_paragraph_settles_nothing(news, translating, change):
    change(news, body=VI.replace('ba', 'tư'))

    change(english(news), body=EN.replace('Head', 'Heading'))

    assert [each.position for each in translating.stale(english(news))] == [3]


def test_what_is_translated_while_the_vietnamese_changes_stays_stale(
        news, translating, editing, change, swap):
    editing.translate(news, 'en', {'body': EN.replace('three', 'three, better')}, 'test')
    change(news, body=VI.replace('ba', 'tư'))
    swap(english(news))

    assert [each.position for each in translating.stale(english(news))] == [3]


def test_readers_of_the_old_translation_are_told_until_the_new_one_is_public(
        news, translating, editing, change, swap):
    change(news, body=VI.replace('ba', 'tư'))
    editing.translate(news, 'en', {'body': EN.replace('three', 'four')}, 'test')
    public, in_progress = english(news), in_work(english(news))
    found = translating.stale(public), translating.stale(in_progress)
    swap(public)

    assert [len(each) for each in found] == [1, 0]
    assert translating.stale(public) == []


def test_throwing_the_working_version_away_settles_nothing(news, translating, editing, change):
    change(news, body=VI.replace('ba', 'tư'))
    editing.translate(news, 'en', {'body': EN.replace('three', 'four')}, 'test')
    editing.discard(english(news), 'test')

    assert len(translating.stale(english(news))) == 1


def test_a_translator_may_find_that_nothing_needs_to_change(news, translating, change, registry):
    change(news, body=VI.replace('ba', 'BA'))
    refused = TranslatingService(registry, lambda permission, resource: False)

    with pytest.raises(Refused):
        refused.mark_current(english(news), 'minh')
    assert translating.is_stale(english(news))
    translating.mark_current(english(news), 'lan')

    assert translating.stale(english(news)) == []
    assert translating.is_stale(news.translations['mtq'])


def test_changing_the_vietnamese_back_settles_it_too(news, translating, change):
    change(news, body=VI.replace('ba', 'tư'))
    change(news, body=VI)

    assert translating.stale(english(news)) == []
    assert english(news).stale_since is None


def test_the_list_of_work_knows_it_at_once(news, environment, translating, change):
    bitmap = environment.portal.indexes.catalog['flags'].bitmap
    before = set(bitmap('stale'))
    change(news, body=VI.replace('ba', 'tư'))
    behind = set(bitmap('stale'))
    change(english(news), body=EN.replace('three', 'four'))

    assert before == set()
    assert behind == {each.__oid__ for each in news.translations.values()}
    assert set(bitmap('stale-en')) == set()
    assert set(bitmap('stale')) == {news.translations['mtq'].__oid__}


def test_it_is_known_since_when_a_translation_is_behind(news, change, registry):
    change(news, title='Khác')
    since = english(news).stale_since
    change(news, title='Khác nữa')

    assert registry.getUtility(IClock).now() - since < timedelta(minutes=1)
    assert english(news).stale_since == since


def test_what_is_kept_is_small(news):
    kept = getattr(english(news), MADE_FROM)

    assert len(kept['body'].source) == len(kept['body'].own) == 4 * 8


def test_a_note_stands_at_the_head_of_each_stale_paragraph(news, translating, change):
    change(news, body=VI.replace('Mục hai', 'Mục <b>hai</b>'))

    marked = translating.marked(english(news), 'body', 'cũ & <b>', 'vi')

    assert marked == EN.replace(
        'Item', '<span class="stale" lang="vi">cũ &amp; &lt;b&gt;</span> Item')
    assert translating.marked(english(news), 'summary', 'x', 'vi') == 'Lead'


def test_where_nobody_can_tell_which_paragraph_is_meant_all_are_marked(
        news, translating, change):
    change(english(news), body='<p>All in one.</p><p>And two.</p>')
    change(news, body=VI.replace('ba', 'tư'))

    marked = translating.marked(english(news), 'body', 'cũ', 'vi')

    assert marked.count('class="stale"') == 2


def test_a_new_paragraph_marks_none_of_the_others(news, translating, change):
    change(news, body=VI + '<p>Thêm.</p>')

    assert translating.marked(english(news), 'body', 'cũ', 'vi') == EN


def test_what_is_no_translation_is_never_stale(news, translating):
    assert translating.stale(news) == []
    assert not translating.is_stale(news)
