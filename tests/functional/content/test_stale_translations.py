"""What readers of a translation see after the Vietnamese text has changed."""
import pytest
import transaction
from hanoiportal.content.versions.versions import Versions
from hanoiportal.kernel.tree.events import ObjectPublished, WorkEnded, send
from webtest import TestApp

pytestmark = [pytest.mark.clause('4.2.g'), pytest.mark.clause('13.1.h')]

VI = '<p>Đoạn một.</p><p>Đoạn hai.</p><p>Đoạn ba.</p>'
EN = '<p>Part one.</p><p>Part two.</p><p>Part three.</p>'
PATH = '/chuyen-muc/tin-mau'


@pytest.fixture
def news(make, publishing, editing):
    item = make('NewsItem', 'tin-mau', body=VI, title='Tin', images='')
    publishing.publish(item, 'test')
    for tag in ('en', 'mtq'):
        publishing.publish(editing.translate(item, tag, {
            'title': f'News {tag}', 'summary': 'Lead', 'body': EN, 'keywords': 'x'}, 'test'),
            'test')
    transaction.commit()
    return item


@pytest.fixture
def change(editing, registry, clock):
    def edit(document, **values):
        editing.edit(document, values, 'test')
        tell = send(registry)
        tell(WorkEnded(document.working))
        Versions(registry).put_in_place(document, clock.now(), 'test')
        tell(ObjectPublished(document, 'test'))
        transaction.commit()

    return edit


@pytest.fixture
def clock(environment):
    return environment.clock


@pytest.fixture
def read(wsgi):
    app = TestApp(wsgi, extra_environ={'HTTP_HOST': 'localhost'})
    return lambda segment='': app.get(f'{segment}{PATH}').html


def notes(page):
    return [note.parent.get_text() for note in page.select('.prose .stale')]


def test_the_stale_paragraph_alone_is_marked_in_the_language_of_the_page(news, change, read):
    change(news, body=VI.replace('hai', 'hai mới'))
    page = read('/english')

    assert notes(page) == [
        f'{page.select_one(".stale").get_text()} Part two.']
    assert page.select_one('.stale')['lang'] == 'en'
    assert page.select_one('main > .notice a')['href'] == PATH
    assert notes(read()) == []


def test_each_language_is_marked_and_a_note_in_vietnamese_says_so(news, change, read):
    change(news, body=VI.replace('hai', 'hai mới'), title='Tin mới')
    page = read('/mtq')

    assert [note['lang'] for note in page.select('.prose .stale')] == ['vi']
    assert 'có thể cũ hơn bản tiếng Việt' in page.select_one('main > .notice').get_text()
    assert 'tiêu đề' in page.select_one('main > .notice').get_text()


def test_a_translation_that_is_up_to_date_has_no_notice(news, read):
    assert read('/english').select('main > .notice, .stale') == []


def test_a_new_paragraph_is_told_of_in_the_notice_alone(news, change, read):
    change(news, body=VI + '<p>Thêm.</p>')
    page = read('/mtq')

    assert 'đoạn mới chưa được dịch: 1' in page.select_one('main > .notice').get_text()
    assert notes(page) == []
