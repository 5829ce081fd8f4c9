"""The forms of people outside: three steps without scripts, refusals that lose nothing, files."""

from io import BytesIO
from types import SimpleNamespace
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import transaction
from hanoiportal.base.clock import local
from hanoiportal.kernel.security.admission import READ, SLOW
from hanoiportal.participation.cases.interfaces import (
    COMMENT,
    CORRECTION,
    QUESTION,
    REQUEST,
)
from hanoiportal.participation.questions import bodies
from hanoiportal.participation.questions.interfaces import COMMUNES, ICaseForms, ICaseTopics
from hanoiportal.participation.questions.waiting import HOURS, forget_old
from hanoiportal.platform.notifications.interfaces import IPost
from hanoiportal.web.login.throttle import IThrottles
from PIL import Image
from support.public_forms import QUESTION as FIELD
from support.public_forms import code_and_secret, form_of, opened, send
from support.typing_page import UNCLOSED
from webtest import Upload

pytestmark = [pytest.mark.filterwarnings(UNCLOSED), pytest.mark.usefixtures('collected')]

#: Form 01a.
REQUESTED = {
    'text': 'Quy hoạch thôn 3', 'reason': 'Tìm hiểu', 'delivery': 'network', 'name': 'Lê Văn Mẫu',
    'representative': 'Trần Văn Mẫu', 'identity_number': '001099000009', 'address': 'Thôn 3',
    'phone': '0900 000 009', 'email': 'mau@example.vn'}
ASKED = 'Hộ chiếu của mẹ tôi làm ở đâu?\nXin cảm ơn.'


@pytest.fixture
def written(app, small_portal, clock):
    """``written(path, **values)``: the page with the consents, or what refuses the second step."""
    def go(path=FIELD, **values):
        return send(form_of(app.get(path)), **values)

    return go


@pytest.fixture
def received(written, clock):
    """``received(path, **values)``: the page of the receipt."""
    def go(path=FIELD, consents=('process',), **values):
        page = written(path, **values)
        clock.pass_(seconds=READ)
        return send(form_of(page), **{f'consent_{each}': 'yes' for each in consents})

    return go


@pytest.mark.parametrize(('path', 'typed'), [
    (FIELD, {}), (FIELD, {'text': ''}), (FIELD, {'text': ASKED}),
    ('/gui/sai-sot?trang=http%3A%2F%2Flocalhost%2Fgioi-thieu', {'text': ''})])
def test_each_step_leads_to_the_form_in_the_other_language_with_what_was_chosen(
        app, written, path, typed):
    page = written(path, **typed) if typed else app.get(path)
    other = app.get(page.html.select_one('header a[hreflang=en]')['href'])
    forms = [form_of(each).fields for each in (app.get(path), other)]
    chosen = [{name: found[0].value for name, found in each.items()
               if name in ('field', 'place', 'about')} for each in forms]
    assert chosen[0] == chosen[1]
    assert any(chosen[0].values())


@pytest.mark.clause('4.2.d/1', '6.7')
def test_a_question_is_asked_in_three_steps_without_account_and_scripts(
        app, received, cases, small_portal):
    first = app.get('/gui/cau-hoi')
    assert '113' in first.html.main.text and 'tố cáo' in first.html.main.text
    second = send_get(form_of(first), **{'linh-vuc': 'co-so', 'noi': 'bavi'})
    assert 'Bước 2' in second.text

    page = received(text=ASKED, email='me@example.vn')

    case, contents = opened(cases, page)
    assert (case.kind, case.field, case.place) == (QUESTION, 'co-so', 'bavi')
    assert contents.text == ASKED
    assert contents.title == 'Hộ chiếu của mẹ tôi làm ở đâu?'
    assert contents.sender.email == 'me@example.vn'
    assert contents.consents == {'process'}
    assert '<svg' in page.text and page.headers['Cache-Control'] == 'no-store'
    again = app.get('/theo-doi').forms
    assert any('ma' in form.fields for form in again.values())


@pytest.mark.clause('13.1.e/1', '13.1.e/3')
@pytest.mark.parametrize(('before', 'due', 'way'), [
    ('', ('phân loại và chuyển đơn vị', 'trả lời hoặc thông báo'), 'Cách tính'),
    ('/english', ('sorting and forwarding', 'the answer, or how far'), 'How it is computed')])
def test_a_receipt_says_by_when_it_is_sorted_and_answered(
        app, received, cases, before, due, way):
    page = received(before + FIELD, text=ASKED)

    terms = page.html.select('[aria-labelledby=thoi-han] li')
    assert len(terms) == 2 and all(
        words in each.text for words, each in zip(due, terms, strict=True))
    case, _contents = opened(cases, page)
    for each, (_duty, standing) in zip(
            terms, cases.standing(case, case.received).duties, strict=True):
        there = app.get(each.a['href'])
        assert each.a.text == way and f'{local(standing.due):%Y-%m-%d}' in there.text


def test_a_receipt_speaks_of_a_mail_only_where_the_post_is_open(
        app, received, registry, monkeypatch):
    said, promised = 'gửi tới thư điện tử đã ghi', 'Để nhận mã theo dõi'
    assert said not in received(text=ASKED, email='me@example.vn').text
    assert promised not in app.get(FIELD).text
    forgotten = app.get('/theo-doi/quen')
    assert 'chưa gửi thư' in forgotten.text and not forgotten.html.main.form
    monkeypatch.setattr(registry.getUtility(IPost), 'is_open', True)
    assert said in received(text=f'{ASKED}!', email='me@example.vn').text
    assert promised in app.get(f'/sites/bavi{FIELD}').text  # no cache has it from before
    assert said not in received(text=ASKED).text


def send_get(form, **values):
    for name, value in values.items():
        form[name] = value
    return form.submit()


def test_a_form_of_which_the_browser_says_nothing_is_shown_again_with_what_was_typed(
        app, small_portal):
    form = form_of(app.get(FIELD))
    form['text'] = ASKED

    again = app.post(form.action, form.submit_fields(), status=200)

    assert 'không cho biết biểu mẫu' in again.html.select_one('[role=alert]').text
    assert again.html.find('textarea', {'name': 'text'}).text.split() == ASKED.split()
    assert 'consent-process' not in again.text
    refused = app.post('/theo-doi', {'ma': 'x'}, status=404)
    assert refused.html.h1.text.strip() == 'Chưa gửi được biểu mẫu' and 'Referer' in refused.text


@pytest.mark.parametrize('home', ['', '/english', '/sites/bavi'])
def test_every_form_that_opens_by_itself_is_two_clicks_from_home(
        app, small_portal, registry, home):
    def ways(path):
        return {link['href'] for link in app.get(path).html.select('a[href]')}

    forms = {f'{home}/gui/{slug}': form.alone
             for slug, form in registry.getUtility(ICaseForms).items()}
    alone = {path for path, is_alone in forms.items() if is_alone}
    for view in ('gui-cau-hoi', 'sitemap'):
        assert f'{home}/{view}' in ways(home or '/')
        assert ways(f'{home}/{view}') & {*forms} == alone, view


@pytest.mark.clause('3.10')
def test_one_asks_for_somebody_else_or_for_an_organisation(received, cases, written):
    refused = written(text=ASKED, capacity='other')
    assert 'Họ và tên người được gửi thay' in refused.html.select_one('.wrong').text

    _case, contents = opened(cases, received(
        text=ASKED, capacity='other', on_behalf_of='Bà Nguyễn Thị Mẫu', name='Trần Văn Mẫu'))
    assert contents.sender.on_behalf_of == 'Bà Nguyễn Thị Mẫu'
    assert contents.sender.capacity == 'other'
    _case, contents = opened(cases, received(
        text=ASKED, capacity='organisation', organisation='Hợp tác xã Mẫu'))
    assert contents.sender.organisation == 'Hợp tác xã Mẫu'


@pytest.mark.clause('35.2')
@pytest.mark.clause('4.2.d/3')
def test_suggestions_and_comments_on_the_regulation_go_to_the_city(
        received, cases, small_portal):
    for path, kind, values in (
            ('/sites/bavi/gui/gop-y-quy-che', COMMENT, {'article': 'Điều 13'}),
            ('/sites/bavi/gui/gop-y/viet', 'suggestion', {})):
        case, contents = opened(cases, received(path, text='Nên ngắn hơn.', **values))
        assert (case.kind, case.site) == (kind, str(small_portal.__oid__))
        assert dict(contents.details) == values


def test_a_mistake_of_a_page_is_told_from_its_foot(app, small_portal, received, cases):
    foot = app.get('/sites/bavi').html.find('a', string='Trang này có sai sót')

    case, contents = opened(cases, received(foot['href'], text='Sai số điện thoại.'))

    assert (case.kind, contents.about) == (CORRECTION, 'http://localhost/sites/bavi')
    assert [duty.rule for duty, _standing in cases.standing(case, case.received).duties] == [
        'ltctt.22.4']
    assert not app.get('/nothing', status=404).html.find('a', string='Trang này có sai sót')


def test_a_site_without_a_board_passes_to_the_city_and_says_so(
        written, received, cases, small_portal):
    page = written('/sites/bavi/gui/cau-hoi/viet', text=ASKED)
    assert 'hộp thư của Thành phố' in page.html.main.text

    case, _contents = opened(cases, received('/sites/bavi/gui/cau-hoi/viet', text=ASKED))
    assert case.site == str(small_portal.__oid__)


def test_each_field_leads_to_its_body_where_that_has_a_board(
        registry, small_portal, clock, monkeypatch):
    form, topics = registry.getUtility(ICaseForms)['cau-hoi'], registry.getUtility(ICaseTopics)
    boards, sites = SimpleNamespace(is_active=lambda site, now: True), dict(
        small_portal['sites'].items())
    names = {topic.site for topic in topics.values()} - {'', COMMUNES}
    answering = {'is_active': True, '__oid__': 0}
    portal = {'sites': {**{name: type(name, (), answering)() for name in names}, **sites}}
    monkeypatch.setattr(bodies, 'find_portal', lambda site: portal)

    for topic in topics.values():
        name = 'bavi' if topic.site == COMMUNES else topic.site
        expected = portal['sites'][name] if name else small_portal
        found = bodies.competent(small_portal, form, topics, {
            'field': topic.code, 'place': 'bavi'})
        assert found[0] is expected, topic.code
        assert bodies.receiver(found, {}, boards, clock.now()).inbox is expected, topic.code
    assert names - {*sites} and len(topics) == 15


def test_what_cannot_be_read_is_refused_and_nothing_is_lost(written, cases):
    for typed, why in (
            ('', 'Chưa nhập: Câu hỏi.'), ('   ', 'Chưa nhập'), ('a' * 100_000, 'Dài 100000 chữ'),
            ('Ng­\x07', 'ký tự điều khiển'),
            ('Céng hßa x· héi chñ nghÜa ViÖt Nam', 'bảng mã tcvn3'),
            ('a' + '\u0301' * 40, 'dấu chồng')):
        page = written(text=typed, name='Trần Văn Mẫu', phone='0900', tep=[
            Upload('ghi-chu.txt', 'Ghi chú'.encode(), 'text/plain')])

        form = form_of(page)
        assert why in page.html.main.text and 'Bước 2' in page.text, typed
        assert form['name'].value == 'Trần Văn Mẫu', typed
        assert form['text'].value.strip('\n') == typed.strip('\n').replace('\x07', '\x07')
        assert 'ghi-chu.txt' in page.html.main.text, typed
        assert '“0900” không phải là số điện thoại' in page.text, typed
        assert cases.counts('1')['new'] == 0, typed


def test_text_in_parts_is_kept_put_together(received, cases):
    _case, contents = opened(cases, received(text='Ho\u0302\u0323 chie\u0302\u0301u'))

    assert contents.text == 'Hộ chiếu'


def test_consent_is_asked_by_itself_never_ticked_beforehand_and_the_policy_is_there_to_read(
        app, written, clock, cases, editing, publishing, small_portal):
    policy = editing.add(small_portal['gioi-thieu'], 'bao-ve-du-lieu-ca-nhan', 'Page', {
        'title': 'Bảo vệ dữ liệu cá nhân', 'body': '<p>Dữ liệu chỉ dùng để trả lời.</p>',
        'owner_unit': 'x', 'next_review': '2027-01-01'}, 'test')
    publishing.publish(policy, 'test')
    transaction.commit()
    page = written(text=ASKED)
    link = page.html.select_one('form a[target=_blank]')['href']
    assert 'Dữ liệu chỉ dùng để trả lời.' in app.get(link)
    assert not page.html.select('input[type=checkbox][checked]')
    assert {box['name'] for box in page.html.select('input[type=checkbox]')} == {
        'consent-process', 'consent-publish', 'consent-name'}
    clock.pass_(seconds=READ)

    refused = send(form_of(page), consent_name='yes')

    assert 'Cần đồng ý' in refused.text and refused.html.select('[name=consent-name][checked]')
    receipt = send(form_of(refused), consent_process='yes')
    assert opened(cases, receipt)[1].consents == {'process', 'name'}


def test_a_form_that_is_sent_twice_makes_one_case_without_a_cookie_too(
        app, written, clock, cases):
    form = form_of(written(text=ASKED))
    clock.pass_(seconds=READ)

    first = send(form, consent_process='yes')
    app.reset()
    second = send(form, consent_process='yes')

    assert opened(cases, first)[0].number == opened(cases, second)[0].number


def test_what_was_typed_can_be_mended_from_the_last_step(written, app):
    page = written(text=ASKED, name='Mẫu')
    form = form_of(page)
    form.action = page.html.select_one('button[formaction]')['formaction']

    assert form_of(send(form))['text'].value.strip() == ASKED


def test_files_that_may_not_be_are_refused_with_a_sentence_and_the_others_stay(written):
    good = Upload('don.txt', 'Đơn'.encode(), 'text/plain')
    bad = Upload('virus.exe', b'MZ' + bytes(100), 'application/octet-stream')

    page = written(text=ASKED, tep=[good, bad])

    assert 'virus.exe' in page.html.select_one('.why').text
    assert 'don.txt' in page.html.select_one('.kept').text
    assert form_of(page)['text'].value.strip() == ASKED
    fifty = written(text=ASKED, tep=[Upload(f'{each}.txt', b'x', 'text/plain')
                                     for each in range(50)])
    assert '50' in fifty.html.select_one('.why').text
    assert len(fifty.html.select('.kept li')) == 10
    form = form_of(fifty)
    form.fields['bo'][0].checked = True
    assert 'Xem lại' in send(form).text


@pytest.mark.clause('8.1')
def test_a_bomb_is_refused_with_a_sentence_and_the_rest_is_kept(written):
    bomb, picture = BytesIO(), BytesIO()
    with ZipFile(bomb, 'w', ZIP_DEFLATED) as archive:
        archive.writestr('word/document.xml', bytes(400 << 20))
    Image.new('1', (30_000, 30_000)).save(picture, 'png')

    for name, content, said in (
            ('a.docx', bomb, 'lớn quá mức'), ('a.png', picture, 'quá nhiều điểm ảnh')):
        page = written(text=ASKED, tep=[
            Upload('don.txt', 'Đơn'.encode(), 'text/plain'), Upload(name, content.getvalue())])

        assert said in page.html.select_one('.why').text
        assert 'don.txt' in page.html.select_one('.kept').text
        assert form_of(page)['text'].value.strip() == ASKED


def test_a_form_in_less_than_the_seconds_of_reading_waits_and_is_taken(written, clock, cases):
    page = send(form_of(written(text=ASKED)), consent_process='yes')

    assert 'Xin chờ' in page.html.h1.text and page.status_int == 200
    clock.pass_(seconds=READ)
    assert opened(cases, send(form_of(page)))[1].text == ASKED


def test_who_goes_back_and_sends_the_same_again_is_led_to_the_receipt_there_is(
        app, written, received, clock, cases, small_portal):
    files = [Upload('don.txt', 'Đơn'.encode(), 'text/plain')]
    first = received(text=ASKED, tep=files)
    code = code_and_secret(first)
    assert not first.html.select('.notice:not(.good)')

    again = written(text=ASKED, tep=files)

    assert code_and_secret(again) == code and 'đã được gửi trước đó' in again.html.main.text
    other = received(text=f'{ASKED} Và bao lâu?', tep=files)
    assert code_and_secret(other) != code, 'that is another question'
    app.reset()
    somebody = received(text=ASKED, tep=files)
    assert code_and_secret(somebody) != code, 'nobody gets a receipt by the words of another'
    clock.pass_(hours=HOURS + 1)
    assert 'Xem lại' in written(text=ASKED, tep=files).text


def test_what_no_person_fills_in_leads_the_slower_way_and_no_further(written, clock, cases):
    form = form_of(written(text=ASKED))
    form['website'] = 'http://spam.example'
    clock.pass_(seconds=READ)

    page = send(form, consent_process='yes')

    assert 'Xin chờ' in page.html.h1.text
    form = form_of(page)
    form['website'] = 'http://spam.example'
    clock.pass_(seconds=SLOW)
    assert 'Xin chờ' in send(form).html.h1.text
    honest = form_of(page)
    honest['website'] = ''
    assert opened(cases, send(honest))[1].text == ASKED


def test_a_network_that_sends_very_much_waits_longer_and_is_never_refused(
        written, clock, cases, registry):
    limit = registry.getUtility(IThrottles).limits['ask'].count
    form = form_of(written(text=ASKED))
    clock.pass_(seconds=READ)
    throttles, now = registry.getUtility(IThrottles), clock.now()
    for _time in range(limit):
        assert not throttles.hit('ask', '', now)

    page = send(form, consent_process='yes')

    assert 'Xin chờ 45 giây' in ' '.join(page.html.main.text.split())
    assert 'Xin chờ' in send(form_of(page)).html.h1.text
    clock.pass_(seconds=SLOW)
    assert opened(cases, send(form_of(page)))[1].text == ASKED


def test_steps_of_a_busy_network_wait_for_their_turn_with_all_that_was_typed(
        app, written, clock, cases, registry, monkeypatch):
    monkeypatch.setitem(app.extra_environ, 'REMOTE_ADDR', '203.0.113.9')
    limit = registry.getUtility(IThrottles).limits['ask-steps']
    text = f'{ASKED} <b>"&\'</b>'
    for _time in range(limit.count):
        written(text='khác')

    page = written('/english' + FIELD, text=text)

    assert page.html.h1.text == 'Xin chờ đến lượt' and page.headers['Cache-Control'] == 'no-store'
    assert 'http' not in page.forms[0].action and form_of(page)['text'].value == text
    clock.pass_(seconds=limit.seconds)
    page = send(form_of(page))
    assert 'Last step' in page.html.main.text
    clock.pass_(seconds=READ)
    assert opened(cases, send(form_of(page), consent_process='yes'))[1].text == text


def test_forms_of_other_websites_are_not_taken(app, small_portal):
    for origin in ('https://evil.example', 'null'):
        app.post('/gui/cau-hoi/xong', {'text': 'x'}, headers={'Origin': origin}, status=404)
    for page in ('https://evil.example/http://localhost', 'http://localhost.evil.example/'):
        app.post('/gui/cau-hoi/xong', {'text': 'x'}, headers={'Referer': page}, status=404)
    app.get('/gui/khong-co', status=404)
    app.get('/gui/cau-hoi/xong', status=404)


def test_a_browser_that_says_no_origin_says_the_page_of_the_form(app, small_portal):
    told = app.post('/gui/cau-hoi/xong', {'text': 'Hỏi về thẻ'},
                    headers={'Referer': 'http://localhost/gui/cau-hoi'})

    assert told.html.select_one('[name=text]')['value'] == 'Hỏi về thẻ'


@pytest.mark.parametrize(('capacity', 'field', 'whom'), [
    ('other', 'on_behalf_of', 'Bà Nguyễn Thị Mẫu'), ('organisation', 'organisation', 'Hội Mẫu')])
def test_a_mistake_is_reported_for_somebody_else_and_for_an_organisation(
        app, received, written, cases, clock, capacity, field, whom):
    about = '/gui/sai-sot?trang=http%3A%2F%2Flocalhost%2Fgioi-thieu'
    assert form_of(app.get(about))['capacity'].value == 'self'
    refused = written(about, text=ASKED, capacity=capacity).html
    assert 'wrong' in refused.find(attrs={'name': field}).parent['class']

    page = received(about, text=ASKED, **{'capacity': capacity, field: whom})

    case, contents = opened(cases, page)
    assert case.kind == CORRECTION
    assert (contents.sender.capacity, getattr(contents.sender, field)) == (capacity, whom)
    tracked = send(form_of(page, '/theo-doi')).follow().html.main.text
    assert whom in tracked


def test_each_form_has_help_in_both_languages_that_is_read_aloud(app, small_portal, registry):
    forms = registry.getUtility(ICaseForms)
    assert [slug for slug, form in forms.items() if not form.help] == []
    for slug in (slug for slug, form in forms.items() if form.alone):
        told = []
        for before in ('', '/english'):
            page = app.get(f'{before}/gui/{slug}')
            assert page.html.select('[data-listen]') and 'aloud.js' in page.text, slug
            told.append([each.text for each in page.html.select('article .prose p')])
        assert len(told[0]) == len(forms[slug].help) and not {*told[0]} & {*told[1]}, slug


@pytest.mark.clause('6.7')
def test_a_page_of_text_alone_has_at_most_30_kilobytes_and_no_script(
        app, small_portal, registry, clock, cases):
    """Each form before anything is typed, which says where else things belong; then form 01a,
    the longest, to its receipt, by the way from the catalogue.
    """
    app.set_cookie('hien-thi', 'auto.100.text')

    def light(page):
        assert len(page.body) <= 30_000 and not page.html.select('script[src]'), page.request.path
        return page

    slugs = [slug for slug, form in registry.getUtility(ICaseForms).items() if form.alone]
    assert {'cau-hoi', 'phan-anh', 'gop-y', 'gop-y-quy-che', 'sai-sot', 'yeu-cau-thong-tin',
            'yeu-cau-thong-tin-to-chuc'} <= {*slugs}
    for slug in slugs:
        first = light(app.get(f'/gui/{slug}'))
        told = first.html.select_one('[aria-labelledby=noi-khac]').text
        assert '113' in told and 'tố cáo' in told, slug
    for path in (FIELD, '/theo-doi'):
        light(app.get(path))

    catalogue = app.get('/sites/bavi/tiep-can-thong-tin')
    ways = {part: [link['href'] for link in catalogue.html.select(f'#{part} a[href*="/gui/"]')]
            for part in ('yeu-cau', 'dau-moi', 'danh-muc')}
    assert [len(each) for each in ways.values()] == [2, 1, 1]
    form = form_of(app.get(ways['dau-moi'][0]))
    form['linh-vuc'] = 'giao-thong-xay-dung'
    page = light(send(form_of(light(form.submit())), **REQUESTED))
    clock.pass_(seconds=READ)
    case, contents = opened(cases, light(send(form_of(page), consent_process='yes')))
    known = {**contents.sender._asdict(), **contents.details, 'text': contents.text}
    assert case.kind == REQUEST and {name: known[name] for name in REQUESTED} == REQUESTED
    assert not contents.sender.organisation, 'a citizen asks, form 01a'


def test_large_forms_are_those_with_files_alone_and_have_no_thousands_of_parts(
        app, small_portal):
    origin = {'Origin': 'http://localhost'}
    fields = [(f'x{number}', 'a' * 300) for number in range(300)]
    files = [('tep', 'a.txt', b'x')]

    def status(path, **what):
        return app.post(path, headers=origin, expect_errors=True, **what).status_int

    assert status('/gui/cau-hoi/kiem-tra', params=fields, upload_files=files) == 413
    assert status('/gui/cau-hoi/kiem-tra', params=fields) == 413
    assert status('/login', params=fields[:190], upload_files=[
        ('tep', 'a.txt', b'x' * 70_000)]) == 413
    assert status('/gui/cau-hoi/kiem-tra', params=fields[:9], upload_files=[
        ('tep', 'a.txt', b'x' * 70_000)]) == 200


def test_a_file_that_has_waited_too_long_is_asked_for_again(written, clock, environment, cases):
    form = form_of(written(text=ASKED, tep=[Upload('don.txt', 'Đơn'.encode(), 'text/plain')]))
    clock.pass_(hours=HOURS - 1)
    forget_old(environment)
    clock.pass_(hours=2)
    forget_old(environment)

    page = send(form, consent_process='yes')

    assert 'Xin chờ' in page.html.h1.text, 'the ticket is too old as well'
    clock.pass_(seconds=READ)
    page = send(form_of(page))
    assert 'Xin chọn lại' in page.html.select_one('.why').text
    assert form_of(page)['text'].value.strip() == ASKED and not page.html.select('.kept')


def test_wards_and_communes_are_chosen_by_their_names_in_the_language_of_the_page(app):
    for path, name in (('/gui/cau-hoi', 'Xã Ba Vì'), ('/english/gui/cau-hoi', 'Ba Vi Commune')):
        assert app.get(path).html.select_one('option[value=bavi]').text == name
