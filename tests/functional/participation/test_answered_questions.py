"""Answered questions as readers find them: the page, the lists, files, feeds and search (4.3)."""
import csv
import io
import json

import pytest
import transaction

VALUES = {
    'question': 'Nhà tôi muốn xây thêm một tầng.\nCần giấy tờ gì & nộp ở đâu?',
    'field': 'Xây dựng',
    'body': '<p>Cần <strong>giấy phép</strong> xây dựng.</p>', 'received': '2026-03-02',
    'due': '2026-03-20', 'answered': '2026-03-18', 'answered_by': 'Ủy ban nhân dân xã Ba Vì'}
CITY = {'answered_by': 'Ủy ban nhân dân thành phố Hà Nội', 'field': 'Giao thông',
        'answered': '2026-03-25', 'question': 'Khi nào có đèn chiếu sáng?'}


@pytest.fixture
def questions(small_portal, editing, publishing, bavi):
    """One question of the commune, a late one of the city, a reflection, a draft."""
    def add(place, name, public=True, **values):
        item = editing.add(place, name, 'Question', {**VALUES, 'title': name, **values}, 'test')
        if public:
            publishing.publish(item, 'test')
        return item

    found = [
        add(bavi['hoi-dap'], 'xay-nha', title='Xây thêm một tầng'),
        add(small_portal['hoi-dap'], 'chieu-sang', title='Đèn chiếu sáng', **CITY),
        add(small_portal['phan-anh-kien-nghi'], 'o-ga', title='Ổ gà', kind='reflection'),
        add(bavi['hoi-dap'], 'nhap', public=False, title='Chưa công khai')]
    transaction.commit()
    transaction.begin()  # what the commit has carried out is seen
    return found


def titles(page):
    return [each.get_text() for each in page.html.select('ol.documents .title')]


@pytest.mark.clause('4.3')
def test_a_question_and_its_answer_are_one_page(app, questions):
    page = app.get('/sites/bavi/hoi-dap/xay-nha')
    said = json.loads(app.get('/sites/bavi/hoi-dap/xay-nha/jsonld').body)['@graph'][0]

    assert [each.get_text() for each in page.html.select('blockquote.asked p')] == VALUES[
        'question'].split('\n')
    assert page.html.select_one('.prose strong').get_text() == 'giấy phép'
    assert 'Đúng hạn' in page.html.select_one('.facts').get_text()
    assert said['@type'] == 'QAPage'
    assert said['mainEntity']['acceptedAnswer']['text'] == 'Cần giấy phép xây dựng.'
    assert 'author' not in said['mainEntity'], 'no name is shown without consent'


def test_body_and_field_have_their_english_names_on_english_pages(
        app, questions, small_portal, editing, publishing):
    item = editing.add(small_portal['hoi-dap'], 'truong', 'Question', {
        **VALUES, **CITY, 'title': 'Trường', 'field': 'Trường học, tuyển sinh'}, 'test')
    publishing.publish(item, 'test')
    transaction.commit()
    names = ["People's Committee of Hanoi", 'Schools, admission']

    facts = app.get('/english/hoi-dap/truong').html.select_one('.facts')
    page = app.get('/english/hoi-dap').html
    [row] = [each for each in page.select('ol.documents li') if 'Trường' in each.a.text]
    chosen = page.find('option', value='Trường học, tuyển sinh')

    assert [facts.find(string=name).parent.get('lang') for name in names] == [None, None]
    assert [(each.text, each.get('lang')) for each in row.select('.issuer, .kind')] == [
        (name, None) for name in names]
    assert chosen.text == 'Schools, admission (1)'
    assert page.find('option', value='Xây dựng').text == 'Xây dựng (2)', 'it has no English name'


@pytest.mark.clause('4.3')
def test_the_list_of_the_city_has_the_questions_of_all_sites(app, questions):
    assert titles(app.get('/hoi-dap')) == ['Đèn chiếu sáng', 'Ổ gà', 'Xây thêm một tầng']
    assert titles(app.get('/sites/bavi/hoi-dap')) == ['Xây thêm một tầng']
    assert titles(app.get('/phan-anh-kien-nghi')) == ['Ổ gà']


@pytest.mark.parametrize(('query', 'found'), [
    ('han=tre-han', ['Đèn chiếu sáng']), ('linh-vuc=Giao th%C3%B4ng', ['Đèn chiếu sáng']),
    ('loai=reflection', ['Ổ gà']), ('q=mot tang', ['Ổ gà', 'Xây thêm một tầng']), ('nam=2025', []),
    ('co-quan=%E1%BB%A6y+ban+nh%C3%A2n+d%C3%A2n+x%C3%A3+Ba+V%C3%AC&han=dung-han',
     ['Ổ gà', 'Xây thêm một tầng']), ('han=%00&q=%C3%A9', [])])
def test_the_list_is_cut_down_by_what_is_asked(app, questions, query, found):
    assert titles(app.get(f'/hoi-dap?{query}')) == found


def test_a_late_answer_is_said_to_be_late(app, questions):
    page = app.get('/hoi-dap')

    assert [each.get_text() for each in page.html.select('.tag.bad')] == ['Trễ hạn 5 ngày']


def test_the_list_is_saved_as_csv(app, questions):
    rows = list(csv.reader(io.StringIO(app.get('/hoi-dap/list.csv').body.decode('utf-8-sig'))))

    assert [row[0] for row in rows[1:]] == ['Đèn chiếu sáng', 'Ổ gà', 'Xây thêm một tầng']
    assert rows[1][8:10] == ['Trễ hạn', '5']


def test_questions_are_in_feeds_and_in_search(app, questions):
    assert 'Đèn chiếu sáng' in app.get('/hoi-dap/atom.xml').text
    assert 'Xây thêm một tầng' in app.get('/search?q=giấy+phép&type=Question').text


def test_a_section_without_questions_says_what_will_come(app, small_portal):
    page = app.get('/sites/soxaydung/hoi-dap').html.main

    assert 'sau khi Ban Biên tập duyệt bản đã che thông tin cá nhân' in page.text
    ways = [link['href'] for link in page.select_one('.actions').select('a')]
    assert ways == [f'/sites/soxaydung/{view}' for view in (
        'gui/cau-hoi', 'theo-doi', 'hoi-dap/dang-giai-quyet', 'hoi-dap/ket-qua-tra-loi')]
    assert len(page.select('[href*="/gui/"]')) == 1


@pytest.mark.clause('4.3')
def test_the_feeds_of_the_city_have_the_questions_of_all_sites_as_its_lists_have(app, questions):
    def found(path):
        return {each['title'] for each in json.loads(app.get(f'{path}/feed.json').body)['items']}

    assert found('/hoi-dap') == {'Đèn chiếu sáng', 'Ổ gà', 'Xây thêm một tầng'}
    assert found('/phan-anh-kien-nghi') == {'Ổ gà'}
    assert found('/sites/bavi/hoi-dap') == {'Xây thêm một tầng'}
    assert not found('/english/hoi-dap')
