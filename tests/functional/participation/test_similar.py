"""Similar answers beside a question that is being written, and before it is sent."""
import pytest
import transaction
from hanoiportal.types.legaldocument.rules import NOT_SECRET
from hanoiportal.web.login.throttle import IThrottles, Limit
from support.public_forms import QUESTION, form_of, send

MARKER = 'Kỳ Lân Mười Bảy'
ADDRESS = '/cau-tra-loi-tuong-tu'
ANSWERED = {
    'question': 'Mất bằng thì làm thế nào?', 'body': '<p>Nộp hồ sơ trực tuyến.</p>',
    'answered': '2026-03-18', 'answered_by': 'Công an thành phố Hà Nội'}
REQUESTED = {
    'reason': 'Để biết', 'delivery': 'read', 'name': 'Lê Văn Mẫu', 'address': 'Số 5 phố Mẫu'}
CITIZEN = {**REQUESTED, 'identity_number': '001099000000'}
TOGETHER = {**REQUESTED, 'organisation': 'Hội Mẫu', 'members': 'Lê Văn Mẫu, 001099000000'}
ASKED = 'Tôi đánh rơi bằng lái xe máy, làm lại thế nào?'


@pytest.fixture
def published(small_portal, editing, publishing, bavi):
    """An answer whose title has what markup is made of, and others; a draft of the same."""
    def add(name, title, public=True, **values):
        item = editing.add(
            bavi['hoi-dap'], name, 'Question', {**ANSWERED, **values, 'title': title}, 'test')
        if public:
            publishing.publish(item, 'test')
        return item

    items = [add('bang', 'Cấp lại giấy phép lái xe <b>bị mất</b>')] + [
        add(f'khac-{number}', f'Việc khác {number}', question='Khác.') for number in range(4)]
    add('nhap', f'Cấp lại giấy phép lái xe {MARKER}', public=False, question=MARKER)
    transaction.commit()
    return items


@pytest.fixture
def asked(app):
    """``asked(text, path, **options)``: the answer to the script."""
    def ask(text, path=ADDRESS, **options):
        return app.post(path, {'text': text}, headers={'Origin': 'http://localhost'}, **options)

    return ask


def test_the_script_gets_answers_in_everyday_words_with_body_and_day(asked, published):
    for path in (ADDRESS, f'/sites/bavi{ADDRESS}'):
        for text in (ASKED, 'toi danh roi bang lai xe may'):
            answer = asked(text, path)
            first, *others = answer.json['links']
            assert first == {
                'title': 'Cấp lại giấy phép lái xe <b>bị mất</b>', 'lang': 'vi',
                'about': 'Công an thành phố Hà Nội, 18/03/2026',
                'address': '/sites/bavi/hoi-dap/bang'}
            assert any('dichvucong.gov.vn' in each['address'] for each in others)
    assert answer.headers['Cache-Control'] == 'no-store'


def test_a_document_that_says_it_stands_behind_the_answers(
        asked, published, bavi, editing, publishing):
    document = editing.add(bavi['van-ban-hanh-chinh'], '7', 'LegalDocument', {
        'title': 'Quyết định về trông giữ xe đạp, xe máy ở chợ', 'summary': 'Trông giữ xe',
        'number': '7/QĐ-UBND', 'issued': '2026-11-16', 'kind': 'quyet-dinh-ca-biet',
        'issuer': bavi.owner, 'signer': 'An', 'signer_position': 'Chủ tịch',
        'secrecy': NOT_SECRET, 'full_text': 'Điều 1. Giá trông giữ xe ở chợ.'}, 'test')
    text = 'trông giữ xe ở chợ'
    assert '/7' not in asked(text).text
    publishing.publish(document, 'test')
    transaction.commit()

    assert asked(text).json['links'][-1]['address'] == '/sites/bavi/van-ban-hanh-chinh/7'


def test_what_is_not_public_is_never_among_them(asked, published):
    answer = asked(f'giấy phép lái xe {MARKER}')

    assert answer.json['links'] and MARKER not in answer.text
    assert 'nhap' not in answer.text


def test_what_says_nothing_gets_nothing(asked, published):
    for text in (
            '', 'Tôi xin hỏi ạ', '\x00\ud83d'.encode('utf-8', 'ignore'), '<script>', '"' * 400,
            'é' * 1000):
        assert asked(text).json == {'links': []}


def test_only_forms_of_this_host_ask_and_not_too_often(
        app, asked, published, registry, monkeypatch):
    app.post(ADDRESS, {'text': ASKED}, status=404)
    app.post(ADDRESS, {'text': ASKED}, headers={'Origin': 'http://x.vn'}, status=404)
    app.get(f'{ADDRESS}?text=rac', status=404)
    monkeypatch.setitem(
        registry.getUtility(IThrottles).limits, 'similar', Limit(1, 60))

    asked(ASKED, extra_environ={'REMOTE_ADDR': '192.0.2.7'})
    late = asked(ASKED, extra_environ={'REMOTE_ADDR': '192.0.2.7'}, status=429)
    assert int(late.headers['Retry-After']) > 0


@pytest.fixture(params=[
    (QUESTION, {}), ('/gui/phan-anh/viet?linh-vuc=co-so&noi=bavi', {'name': 'Lê Văn Mẫu'}),
    ('/gui/yeu-cau-thong-tin/viet?linh-vuc=co-so&noi=bavi', CITIZEN),
    ('/sites/bavi/gui/yeu-cau-thong-tin-to-chuc/viet?linh-vuc=co-so', TOGETHER)],
    ids=['question', 'reflection', 'request', 'request of an organisation'])
def form(request):
    """The address of a form beside which answers stand, and what else must be filled in."""
    return request.param


def test_without_scripts_the_page_before_sending_shows_the_same(app, published, form):
    address, others = form
    page = app.get(address)
    box = page.html.select_one('[data-similar]')
    assert box['data-similar'].endswith(ADDRESS) and not box.find_all()
    assert 'similar.js' in page.text

    shown = send(form_of(page), **others, text=ASKED).html.select_one('section.similar')

    assert next(each.get_text() for each in shown.select('a')) == (
        'Cấp lại giấy phép lái xe <b>bị mất</b>')
    assert {each['target'] for each in shown.select('a')} == {'_blank'}
    assert 'Mở ở trang khác' in shown.get_text()
    assert any('dichvucong.gov.vn' in each['href'] for each in shown.select('a'))
    assert not send(form_of(page), **others, text='Tôi xin hỏi ạ').html.select('.similar')


def test_pages_of_text_alone_show_the_same_in_30_kilobytes_without_scripts(app, published, form):
    address, others = form
    app.set_cookie('hien-thi', 'auto.100.text')
    page = app.get(address)
    before = send(form_of(page), **others, text=ASKED)

    assert before.html.select('section.similar a') and not page.html.select('[data-similar]')
    for each in (page, before):
        assert len(each.body) <= 30_000 and not each.html.select('script[src]')


def test_forms_that_no_answer_settles_have_no_script_for_it(app, published):
    for slug in ('gop-y/viet', 'gop-y-quy-che', 'sai-sot', 'du-lieu-ca-nhan'):
        page = app.get(f'/gui/{slug}')

        assert 'similar.js' not in page.text and not page.html.select('.similar')
