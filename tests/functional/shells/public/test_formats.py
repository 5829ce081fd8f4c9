"""Every item as .json, .jsonld, .txt and .md: the same words, the same rules."""
import json

import pytest
from hanoiportal.base.text import plain_text, words
from hanoiportal.types.section import ITEM_TYPES
from markdown_it import MarkdownIt
from support.factories import TITLE

ITEMS = ('/tin-tuc-su-kien/tin', '/english/tin-tuc-su-kien/tin', '/mtq/tin-tuc-su-kien/tin',
         '/tin-tuc-su-kien/kho', '/tin-tuc-su-kien/tep', '/tin-tuc-su-kien/anh',
         '/van-ban-hanh-chinh/qd', '/sites/bavi/tin-tuc-su-kien/o-xa')
PROSE = ('/tin-tuc-su-kien/tin', '/english/tin-tuc-su-kien/tin', '/tin-tuc-su-kien/kho',
         '/sites/bavi/tin-tuc-su-kien/o-xa')


#: Where ``stocked`` has an item of every type; and the types of what clause 3.3 names.
EXAMPLES = '/sites/soxaydung/tin-tuc-su-kien/mau-'
FORMS = ('NewsItem', 'LegalDocument', 'File', 'Image', 'PhotoSet', 'Infographic', 'Video', 'Audio')


def read(text):
    """Return the words of ``text`` in reading order."""
    return words(text)[0]


def as_json(app, path):
    answer = app.get(path + '.json')
    assert answer.content_type == 'application/json'
    return json.loads(answer.body)


def test_the_page_the_data_and_the_plain_text_hold_the_same_words(stocked):
    for path in PROSE:
        article = stocked.get(path).html.find('article', class_='item')
        lead = article.find(class_='lead')
        shown = [article.h1.get_text(), lead.get_text() if lead else '',
                 article.find(class_='prose').get_text(' ')]
        data = as_json(stocked, path)
        plain = stocked.get(path + '.txt').text

        expected = read(' '.join(shown))
        assert read(' '.join((data['title'], data['summary'], data['text']))) == expected
        assert read(plain)[:len(expected)] == expected
        assert plain.rstrip().endswith(data['citation'])


def test_a_document_is_there_with_its_whole_text(stocked):
    data = as_json(stocked, '/van-ban-hanh-chinh/qd')

    assert read('Điều 2. Có hiệu lực từ ngày ký.') == read(data['text'])[-8:]
    assert data['publisher'] == 'Ủy ban nhân dân thành phố Hà Nội'


def test_markdown_says_the_same_words_and_nothing_in_it_is_markup(stocked):
    for path in ITEMS:
        answer = stocked.get(path + '.md')
        html = MarkdownIt('commonmark').enable('table').render(answer.text)
        plain = stocked.get(path + '.txt').text

        assert answer.content_type == 'text/markdown' and '<script' not in html
        addresses = {each['address'] for each in as_json(stocked, path)['files']}
        for address in addresses:
            plain = plain.replace(f': {address}', '')
        assert read(plain_text(html)) == read(plain), path
    structured = stocked.get('/tin-tuc-su-kien/tin.md').text
    assert structured.startswith('# Tin «mới»\n') and '\n## Mục 1' in structured
    assert '**đậm**' in structured and '\n- một' in structured and '| Xã | 12,5 ha |' in structured


def test_data_say_where_an_item_stands_and_who_answers_for_it(stocked):
    data = as_json(stocked, '/tin-tuc-su-kien/tin')

    assert data['address'] == 'http://localhost/tin-tuc-su-kien/tin'
    assert data['section']['address'] == 'http://localhost/tin-tuc-su-kien'
    assert data['author'] == 'Nguyễn Văn A'
    assert data['published'] == '2026-01-02T08:03:00+07:00'
    assert {each['language'] for each in data['languages']} == {'vi', 'en'}
    [picture] = data['files']
    assert stocked.get(picture['address'].partition('localhost')[2]).content_type == 'image/png'


def test_a_file_is_there_with_its_address_and_size(stocked):
    [found] = as_json(stocked, '/tin-tuc-su-kien/tep')['files']

    assert (found['mimetype'], found['title']) == ('application/pdf', 'Tệp đính kèm')
    assert found['address'] in stocked.get('/tin-tuc-su-kien/tep.txt').text


def test_the_language_is_that_of_the_text_that_is_given(stocked):
    for path, tag in (('', 'vi'), ('/english', 'en'), ('/mtq', 'vi')):
        answer = stocked.get(f'{path}/tin-tuc-su-kien/tin.json')
        data = json.loads(answer.body)

        assert data['language'] == tag == answer.headers['Content-Language']
        where = '/english' if tag == 'en' else ''
        assert answer.headers['Link'] == (
            f'<http://localhost{where}/tin-tuc-su-kien/tin>; rel="canonical"')


def test_linked_data_are_those_of_the_page(stocked):
    for path in ITEMS:
        page = stocked.get(path)
        [block] = page.html.find_all('script', type='application/ld+json')
        answer = stocked.get(path + '.jsonld')

        assert answer.content_type == 'application/ld+json'
        if page.html.find('meta', attrs={'name': 'robots'}) is None:
            assert json.loads(answer.body) == json.loads(block.string)


def test_a_page_names_its_formats_and_each_is_kept(stocked):
    for path in ITEMS:
        links = stocked.get(path).html.head.find_all('link', rel='alternate', type=True)
        assert len(links) == (6 if path.endswith('/qd') else 5)
        for link in links:
            answer = stocked.get(link['href'])
            assert answer.content_type == link['type'].removesuffix('+oembed')
            assert answer.headers['ETag']
            assert 'nguoi-' not in answer.text


@pytest.mark.parametrize('name', ['json', 'jsonld', 'txt', 'md'])
def test_what_is_not_public_is_like_what_does_not_exist(stocked, name):
    hidden, nothing = (
        stocked.get(f'/tin-tuc-su-kien/{item}.{name}', status=404)
        for item in ('kin', 'khong-co'))

    assert hidden.text.replace('kin.', 'khong-co.') == nothing.text
    for path in ('/tin-tuc-su-kien', '/sites/bavi', '/van-ban-hanh-chinh/qd/dieu-1', '/'):
        assert stocked.get(f'{path}.{name}', expect_errors=True).status_int == 404


@pytest.mark.clause('13.3.c')
def test_an_item_of_every_type_is_given_as_data(stocked):
    for type_name in ITEM_TYPES:
        path = EXAMPLES + type_name.lower()
        data = as_json(stocked, path)

        assert (data['title'], data['language']) == (TITLE, 'vi'), type_name
        assert data['address'] == f'http://localhost{path}' and data['published'], type_name


@pytest.mark.clause('3.3')
def test_information_in_every_form_is_found_by_its_words(stocked):
    pages = [stocked.get('/sites/soxaydung/search', {'q': 'tieu de mau thu nhat', 'page': number})
             for number in (1, 2)]

    found = {link['href'].partition('#')[0]
             for page in pages for link in page.html.select('.rows a.title')}
    assert {EXAMPLES + name.lower() for name in FORMS} <= found


@pytest.mark.clause('3.3')
@pytest.mark.parametrize(('type_name', 'family'), [
    ('File', 'application/pdf'), ('Image', 'image/'), ('Video', 'video/'), ('Audio', 'audio/')])
def test_a_file_of_every_form_is_given_as_what_it_is(stocked, type_name, family):
    files = as_json(stocked, EXAMPLES + type_name.lower())['files']

    [file, *_rest] = [each for each in files if each['mimetype'].startswith(family)]
    answer = stocked.get(file['address'].partition('localhost')[2])
    assert answer.content_type == file['mimetype'] and answer.body
