"""Finding one's way: places, the palette, and what neither shows."""
import pytest
import transaction
from hanoiportal.kernel.security.authorization.roles import ADMINISTRATOR, EDITOR
from hanoiportal.participation.cases.interfaces import QUESTION, Submission
from support.desk_forms import listed, seated, titles, written


@pytest.fixture
def editor(visit, people, bavi):
    seated(bavi, people['khach'], EDITOR)
    return visit('khach')


def hits(answer):
    """Return ``{title of a group: titles}`` of the palette's answers."""
    return {group['title']: [hit['title'] for hit in group['hits']]
            for group in answer.json['groups']}


def test_the_palette_finds_pages_places_and_documents_by_parts_of_words(
        editor, editing, bavi):
    written(editing, bavi['tin-tuc-su-kien'], 'Tin về nước sạch')

    page = editor.get('/desk/@@go', {'q': 'tin'})
    answer = hits(editor.get('/desk/@@go.json', {'q': 'tin'}))

    assert 'Tin tức, sự kiện' in titles(page, '.hits')
    assert listed(page) == ['Tin về nước sạch']
    assert 'Tin tức, sự kiện' in answer['Nơi làm việc']
    assert answer['Bài viết'] == ['Tin về nước sạch']
    assert hits(editor.get('/desk/@@go.json', {'q': 'cay noi'}))['Trang và việc'] == [
        'Cây nội dung']


def test_the_palette_without_a_word_lists_the_pages_of_the_asker(editor):
    pages = hits(editor.get('/desk/@@go.json'))

    assert set(pages) == {'Trang và việc'}
    assert 'Việc của tôi' in pages['Trang và việc']


def test_the_palette_speaks_the_language_of_the_page_that_asks(editor):
    answer = editor.get('/english/desk/@@go.json', {'q': 'tin tuc'})

    assert all(hit['address'].startswith('/english/desk/')
               for group in answer.json['groups'] for hit in group['hits'])


def test_the_palette_shows_nothing_of_other_sites(editor, editing, small_portal):
    written(editing, small_portal['sites']['soxaydung']['tin-tuc-su-kien'], 'Quy hoạch mật')

    for typed in ('mật', 'xây dựng', 'Sở Xây dựng'):
        answer = editor.get('/desk/@@go.json', {'q': typed}).text
        assert 'mật' not in answer and 'soxaydung' not in answer


def test_another_site_cannot_ask_the_palette(editor):
    answer = editor.get('/desk/@@go.json', headers={'Sec-Fetch-Site': 'cross-site'}, status=400)

    assert 'groups' not in answer.text


def test_the_pages_of_ones_own_are_for_those_who_work_somewhere(visit):
    for path in (
            '/desk/@@go', '/desk/@@go.json', '/desk/@@places', '/desk/@@queue?list=edit', '/desk'):
        assert visit().get(path).location.partition('?')[0].endswith('/login')
        visit('khach').get(path, status=404)


@pytest.mark.parametrize('path', ['@@go', '@@places', '@@queue?list=edit'])
def test_the_pages_of_ones_own_stand_at_the_root_of_the_desk_alone(editor, path):
    editor.get(f'/desk/sites/bavi/{path}', status=404)


def test_the_places_are_those_of_ones_roles_with_the_role(editor, people, small_portal):
    seated(small_portal['sites']['soxaydung']['tin-tuc-su-kien'], people['khach'], EDITOR)

    page = editor.get('/desk/@@places')
    filtered = editor.get('/desk/@@places', {'q': 'bavi ba vi'})

    assert titles(page, '.hits') == ['Tin tức, sự kiện', 'Xã Ba Vì']
    assert page.text.count('Biên tập viên') == 2
    assert titles(filtered, '.hits') == []


def test_an_administrator_reaches_every_site_by_the_palette(visit, people, small_portal):
    seated(small_portal, people['khach'], ADMINISTRATOR)

    found = hits(visit('khach').get('/desk/@@go.json', {'q': 'trang thong tin'}))

    assert 'Trang thông tin điện tử thành phần' in found['Nơi làm việc']


def test_who_answers_at_a_site_finds_a_case_by_its_code_and_nobody_else_does(
        visit, staff, cases, bavi, small_portal):
    code = cases.receive(Submission(QUESTION, str(bavi.__oid__), 'Đường hỏng', 'Đường hỏng')).code
    transaction.commit()

    officer, typed = visit('bavi-responder'), code.replace('-', ' ').lower()
    answer = officer.get('/desk/@@go.json', {'q': typed})
    assert hits(answer)['Hồ sơ'] == [f'Hồ sơ {code}'] and 'Đường hỏng' not in answer.text
    page = officer.get('/desk/@@go', {'q': code}).click(f'Hồ sơ {code}')
    assert 'Đường hỏng' in page.text
    for browser, word in ((visit('soxaydung-head'), code), (visit('bavi-contributor'), code),
                          (officer, f'{code}Z'), (officer, 'HN-0000-0000')):
        assert 'Hồ sơ' not in hits(browser.get('/desk/@@go.json', {'q': word}))
