"""The forum: topics, posts that a board approves, replies, reports, closing, summary (4.2.e)."""
import datetime

import pytest
import transaction
from hanoiportal.base.clock import local
from hanoiportal.kernel.security.interactions import interactions_of
from hanoiportal.participation.batches import effect
from hanoiportal.participation.cases.interfaces import (
    ANSWERED,
    FORUM,
    PROCESS,
    PUBLISH,
    ICases,
    Submission,
)
from hanoiportal.participation.forum.ending import end_posts
from hanoiportal.participation.forum.interfaces import (
    BY_NAME,
    BY_PEN_NAME,
    CLOSED,
    IForumPosts,
)
from hanoiportal.participation.forum.phases import move_now
from hanoiportal.participation.forum.reconciling import reconcile
from hanoiportal.participation.forum.resource import KEY
from hanoiportal.participation.forum.senders import PostSenders, PostWay
from hanoiportal.participation.forum.telling import WAITS, tell
from hanoiportal.participation.identities.interfaces import ICitizens
from hanoiportal.participation.identities.resource import Identity
from hanoiportal.participation.questions.interfaces import ISenderRule
from hanoiportal.participation.tracking.consents import end_consent
from hanoiportal.platform.notifications.services import notifying
from pyramid.request import apply_request_extensions
from servers.vneid import NAME
from support.desk_forms import act
from support.public_forms import code_and_secret, form_of, opened, send
from support.typing_page import UNCLOSED

pytestmark = [pytest.mark.filterwarnings(UNCLOSED), pytest.mark.usefixtures('collected')]

HERE = '/sites/soxaydung/giao-luu-doi-thoai/via-he'
DESK = f'/desk{HERE}/@@'
WRITER = 'Nguyễn Văn Bí Mật'


@pytest.fixture(scope='module')
def secret_place(tmp_path_factory):
    """Where the secret of the portal lies, one for all tests here."""
    return tmp_path_factory.mktemp('forum')


@pytest.fixture
def own_settings(lasting_vneid, secret_place):
    return lasting_vneid.settings(secret_place)


@pytest.fixture
def department(small_portal):
    return small_portal['sites']['soxaydung']


@pytest.fixture
def topic(department, editing, publishing, clock, staff):
    """A topic that is open, committed."""
    item = editing.add(department['giao-luu-doi-thoai'], 'via-he', 'ForumTopic', {
        'title': 'Làm gì để vỉa hè thông thoáng?', 'summary': 'Về vỉa hè',
        'asked': 'Chỗ nào vướng nhất?', 'opens': f'{local(clock.now()):%Y-%m-%d}',
        'closes': '2099-12-31'}, 'ub')
    publishing.publish(item, 'ub', clock.now())
    transaction.commit()
    return item


@pytest.fixture
def post(cases, topic, department, clock):
    """``post(text, pen_name='Bạn đọc', reply_to='')``: the case of a post, committed."""
    def made(text, pen_name='Bạn đọc', reply_to='', who=WRITER, language='vi'):
        transaction.begin()
        details = {'topic': str(topic.__oid__), 'reply_to': reply_to, 'pen_name': pen_name,
                   'shown_as': BY_PEN_NAME if pen_name else BY_NAME}
        receipt = cases.receive(Submission(
            FORUM, str(department.__oid__), text[:40], text,
            consents=frozenset({PROCESS, PUBLISH}), language=language,
            details={name: value for name, value in details.items() if value},
            identity=Identity(who, 'a' * 32, 2, clock.now())))
        transaction.commit()
        return cases.get(receipt.number)
    return made


def moderate(visit):
    """Let all that waits be public."""
    address = f'{DESK}comments-public'
    act(visit('soxaydung-responder').get(address), 'keep').follow()
    act(visit('soxaydung-responder').get(address), 'propose').follow()
    act(visit('soxaydung-head').get(address), 'approve').follow()
    transaction.begin()


def take_out(visit, public, why='Lộ thông tin cá nhân'):
    """Let the board take the post ``public`` out."""
    page = visit('soxaydung-head').get(f'{DESK}comments-published?public={public.id}')
    act(page, 'withdraw', ground='personal', why=why).follow()
    transaction.begin()


def follow(back):
    """Return the page that somebody is led to who came back from VNeID."""
    page = back.follow() if back.status_int == 303 else back
    found = page.html.find('meta', {'http-equiv': 'refresh'})
    return page.test_app.get(found['content'].partition('url=')[2])


def form_with(page, field):
    return next(each for each in page.forms.values() if field in each.fields)


@pytest.mark.clause('4.2.e/2')
def test_a_confirmed_person_posts_without_scripts_and_the_board_lets_it_be_seen(
        app, topic, vneid, clock, cases, visit, told):
    vneid.clock = clock
    first = app.get(HERE).click('Gửi ý kiến')
    assert 'Viết ý kiến' not in first and 'được nhận từ người đã xác nhận' in first
    away = send(form_of(first, '/vneid'))
    back = follow(app.get(vneid.agree(away.html.find('a', rel='noreferrer')['href'])))
    assert NAME in back and topic.title in back
    page = send(form_of(back, '/viet'))
    typed = {'text': 'Xe máy chiếm hết lối đi.', 'pen_name': 'Người phố cổ',
             'email': 'nguoi.viet@example.vn'}
    page = send(form_of(page, '/kiem-tra'), shown_as=BY_NAME, **typed)
    assert 'để trống ô bút danh' in page and not page.html.select('form[action$="/xong"]')
    page = send(form_of(page, '/kiem-tra'), shown_as=BY_PEN_NAME, **typed)
    assert NAME in page and 'Người phố cổ' in page
    agreed = page.html.find('input', {'name': 'consent-publish'}).parent.text
    assert 'ý kiến này được đăng công khai cùng tên đã chọn' in agreed
    assert 'Ngoài tên được nêu công khai' in page.html.main.text
    clock.pass_(seconds=10)
    page = send(form_of(page, '/xong'), consent_process='yes')
    assert 'Cần đồng ý với việc đăng công khai' in page
    page = send(form_of(page, '/xong'), consent_process='yes', consent_publish='yes')
    case, contents = opened(cases, page)
    assert (case.kind, contents.identity.name) == (FORUM, NAME)
    assert 'Xe máy' not in app.get(HERE)

    waiting = visit('soxaydung-responder').get(f'{DESK}forum').click('Mở trang kiểm duyệt')
    assert NAME in waiting and 'Xe máy chiếm hết lối đi.' in waiting
    assert 'approve' not in act(waiting, 'keep').follow()
    own = act(visit('soxaydung-responder').get(waiting.request.url), 'propose').follow()
    assert [each['value'] for each in own.html.select('button[name=act]')] == [
        f'refuse-{case.number}', 'keep']
    assert f'{local(clock.now()):%d/%m/%Y}' in own.html.select_one('ol.outcomes').text
    assert told('soxaydung-head')[0] == 'batch_waiting'
    assert not [each for each in own.html.select('button') if each.get('value') == 'approve']
    act(visit('soxaydung-head').get(waiting.request.url), 'approve').follow()
    public = app.get(HERE)
    assert 'Xe máy chiếm hết lối đi.' in public and 'Người phố cổ' in public
    assert NAME not in public and 'example.vn' not in public
    form = form_of(app.get('/theo-doi'), 'theo-doi')
    form['ma'], form['khoa'] = code_and_secret(page)
    told = form.submit(headers={'Origin': 'http://localhost'}).follow()
    assert 'Đã đăng trên diễn đàn' in told and 'Rút lại' in told and 'Gửi bổ sung' not in told
    send(form_of(told, '/rut'))
    topic._p_jar.sync()
    assert 'Xe máy' not in app.get(HERE)


def test_readers_of_english_get_the_title_and_are_told_what_is_in_vietnamese(
        app, topic, post, editing, publishing, visit, clock):
    english = editing.translate(topic, 'en', {
        'title': 'Clear pavements', 'summary': 'On pavements'}, 'ub')
    publishing.publish(english, 'ub', clock.now())
    transaction.commit()
    post('Hàng quán lấn hết lối đi.')
    moderate(visit)
    page = app.get(f'/english{HERE}')
    assert 'Posts are written in Vietnamese.' in page
    assert 'viết bằng tiếng Việt' not in app.get(HERE)
    write, report = (page.html.select_one(f'#y-kien a[href*="{name}"]')['href']
                     for name in ('gui-dien-dan', 'bao-y-kien'))
    assert app.get(write).html.select_one('.sent dd').text == 'Clear pavements'
    assert app.get(report).html.select_one('.intro a').text == 'Clear pavements'


def test_what_may_not_be_posted_is_told_and_nothing_is_lost(
        app, topic, post, visit, registry, small_portal):
    root, address = str(topic.__oid__), '/sites/soxaydung/gui/dien-dan/viet?chu-de='
    said = {'text': 'Câu đã viết', 'shown_as': BY_PEN_NAME, 'pen_name': 'Tôi'}

    def refused(query='', **values):
        page = send(form_of(app.get(f'{address}{root}{query}'), '/kiem-tra'),
                    **{**said, **values})
        assert values.get('text', 'Câu đã viết')[:20] in page.html.find('textarea').text
        return ' '.join(each.text for each in page.html.select('.notice.bad, .wrong .why'))

    assert 'xác nhận bằng VNeID' in refused()
    assert 'Dài 3001 chữ' in send(form_of(app.get(address + root), '/kiem-tra'), **{
        **said, 'text': 'a b' * 1000 + 'c'})
    post('Ý kiến gốc')
    moderate(visit)
    (first,) = topic.posts
    post('Trả lời', reply_to=first.id)
    moderate(visit)
    reply = topic.posts[1]
    registry.registerUtility(Everybody(), ISenderRule, name='dien-dan')
    assert 'không còn trên diễn đàn' in refused('&tra-loi=000000000000')
    assert 'chỉ nhận trả lời cho ý kiến gốc' in refused(f'&tra-loi={reply.id}')
    assert 'đường dẫn “vay.example.com”' in refused(text='Câu đã viết www.vay.example.com')
    assert 'lặp quá nhiều' in refused(text='Câu đã viết ' + '!' * 12)
    assert 'đường dẫn “vay.vn”' in refused(pen_name='www.vay.vn')
    assert 'Chưa chọn tên' in refused(pen_name=' ')
    unnamed = send(form_of(app.get(f'{address}{root}'), '/kiem-tra'), **{**said, 'pen_name': ''})
    assert unnamed.html.select_one('#o-shown_as')['aria-invalid'] == 'true'
    assert app.get(f'{address}1', status=404) and app.get(address, status=404)
    topic.phase = CLOSED
    transaction.commit()
    assert '31/12/2099' in refused()
    assert 'đã đóng' in app.get(f'/sites/soxaydung/gui-dien-dan?chu-de={root}')
    for odd in ('0', '9' * 5000, '²'):
        app.get('/sites/soxaydung/gui-dien-dan', {'chu-de': odd}, status=404)


class Everybody:
    """An ``ISenderRule`` that takes everybody."""

    def against(self, portal, identity, values, now):
        return ''


def test_who_is_taken_is_a_dated_row_and_nobody_posts_too_much(
        registry, small_portal, clock, post, topic):
    rule = registry.getUtility(ISenderRule, name='dien-dan')
    mail = {'email': 'a@b.vn', 'shown_as': BY_PEN_NAME}
    known = Identity(WRITER, 'a' * 32, 2, clock.now())
    assert rule.against(small_portal, None, mail, clock.now())
    assert not rule.against(small_portal, known, {}, clock.now())
    today = local(clock.now()).date()
    opened_ = PostSenders(registry, [
        PostWay(name='email', accepted=True, starts=today, ends=None)])
    assert not opened_.against(small_portal, None, mail, clock.now())
    assert 'bút danh' in opened_.against(
        small_portal, None, {**mail, 'shown_as': BY_NAME}, clock.now())
    assert opened_.against(small_portal, None, {**mail, 'email': ''}, clock.now())
    for number in range(10):
        post(f'Ý kiến {number}')
    transaction.begin()
    assert 'nhiều nhất' in rule.against(small_portal, known, {}, clock.now())
    clock.pass_(hours=25)
    assert not rule.against(small_portal, known, {}, clock.now())


def test_who_wrote_in_english_is_told_in_english(post, cases, visit):
    case = post('The pavement is for walking.', language='en')
    moderate(visit)
    transaction.begin()
    assert 'Your post was approved by the Editorial Board' in cases.text_of(case, case.events[-1])


@pytest.mark.clause('4.2.e/2')
@pytest.mark.clause('15.1.f')
def test_replies_stand_below_their_post_and_what_is_refused_is_told_why(
        app, topic, post, visit, cases):
    post('Nên kẻ vạch cho xe. Gọi 0912.345.678.', pen_name='')
    moderate_page = visit('soxaydung-responder').get(f'{DESK}comments-public')
    assert '[số điện thoại]' in moderate_page
    moderate(visit)
    (first,) = topic.posts
    assert first.name == WRITER
    post('Đồng ý', reply_to=first.id, pen_name='Hàng xóm')
    bad = post('Đồ ngu', pen_name='X')
    page = visit('soxaydung-responder').get(f'{DESK}comments-public')
    assert 'Trả lời ý kiến' in page and 'Nên kẻ vạch' in page
    form = form_with(page, f'ground-{bad.number}')
    refused = form.submit('act', value=f'refuse-{bad.number}', status=422)
    assert 'Chưa chọn căn cứ' in refused and not cases.get(bad.number).events[1:]
    form[f'ground-{bad.number}'] = 'insulting'
    refused = form.submit('act', value=f'refuse-{bad.number}', status=422)
    assert refused.html.select_one('details[open] .error').text.startswith('Chưa ghi lý do')
    form[f'why-{bad.number}'] = 'Xin viết lịch sự.'
    assert 'Đã từ chối' in form.submit('act', value=f'refuse-{bad.number}').follow()
    transaction.begin()
    told = cases.text_of(cases.get(bad.number), cases.get(bad.number).events[-1])
    assert 'xúc phạm' in told and 'Xin viết lịch sự.' in told
    moderate(visit)
    public = app.get(HERE)
    (thread,) = public.html.select('ol.threads > li')
    assert ['Nên kẻ vạch' in each.text for each in thread.select('article')] == [True, False]
    assert '0912' not in public and 'Đồ ngu' not in public
    assert len(thread.select('a[href*="tra-loi="]')) == 1
    take_out(visit, first)
    left = app.get(HERE).html.select_one('ol.threads > li')
    assert 'Ý kiến đã được gỡ' in left.text and 'Đồng ý' in left.select_one('.reply').text


def test_a_topic_says_when_there_is_no_way_to_be_confirmed(app, topic, registry, monkeypatch):
    monkeypatch.setattr(type(registry.getUtility(ICitizens)), 'is_open', False)
    assert not app.get('/sites/soxaydung').html.select('[aria-labelledby=dang-mo]')
    page = app.get(HERE)
    assert 'chưa nối với VNeID' in page and not page.html.select('a[href*="gui-dien-dan"]')
    assert page.html.select_one('.forum .notice a')['href'].endswith('/soxaydung/gui-cau-hoi')
    refused = app.get(f'/sites/soxaydung/gui-dien-dan?chu-de={topic.__oid__}')
    assert topic.title in refused.click('Quay lại chủ đề')


@pytest.mark.clause('4.2.e/2')
def test_readers_report_and_the_board_takes_out_or_lets_stay(
        app, topic, post, visit, registry, small_portal, cases, clock):
    numbers = [post(text).number for text in ('Câu một', 'Câu hai')]
    moderate(visit)
    one, two = topic.posts
    for each, is_other_device in ((one, False), (one, False), (two, False), (two, True)):
        if is_other_device:
            app.reset()
        page = app.get(f'{HERE}/bao-y-kien?y-kien={each.id}')
        assert each.text in page and 'Chưa chọn lý do' in send(form_of(page, 'bao-y-kien'))
        assert 'Đã ghi nhận báo cáo' in send(form_of(page, 'bao-y-kien'), ground='spam')
        clock.pass_(minutes=1)
    assert app.get(f'{HERE}/bao-y-kien?y-kien=0', status=404)
    responder = visit('soxaydung-responder').get(f'{DESK}forum')
    assert [f'Quảng cáo, thư rác ({number})' in responder for number in (1, 2)] == [True, True]
    assert 'Gỡ hoặc che lại' not in responder
    page = visit('soxaydung-responder').get(f'{DESK}comments-published?public={two.id}')
    assert two.text in page and not page.html.select('button.danger')
    assert act(visit('soxaydung-head').get(f'{DESK}forum'), 'settle').status_int == 303
    page = visit('soxaydung-head').get(f'{DESK}forum').click(
        'Gỡ hoặc che lại.*Câu hai')
    assert two.text in page and one.text not in page
    for values, why in (({}, 'Chưa chọn căn cứ'), ({'ground': 'spam'}, 'Chưa ghi lý do')):
        refused = act(page, 'withdraw', **values)
        assert refused.status_int == 422 and why in refused and len(topic.posts) == 2
    act(page, 'withdraw', ground='spam', why='Là quảng cáo.').follow()
    transaction.begin()
    taken = cases.get(numbers[1])
    assert 'Quảng cáo, thư rác. Là quảng cáo.' in cases.text_of(taken, taken.events[-1])
    assert not registry.getAdapter(small_portal, IForumPosts).reports(str(topic.__oid__))
    public = app.get(HERE)
    assert 'Câu một' in public and 'Câu hai' not in public
    transaction.begin()
    cases.erase(cases.get(numbers[0]))
    transaction.commit()
    topic._p_jar.sync()
    assert not topic.posts and 'Câu một' not in app.get(HERE)


@pytest.mark.clause('15.1.f')
def test_a_name_that_was_overlooked_is_concealed_in_what_is_public(
        app, topic, post, visit, cases):
    number = post('Bà Lê Thị Hoa bán ở đây. Chị LE THI  HOA rất lịch sự.').number
    page = visit('soxaydung-responder').get(f'{DESK}comments-public')
    form = form_with(page, f'text-{number}')
    form[f'text-{number}'] = cases.open(cases.get(number)).text
    form[f'checked-{number}'] = True
    form.submit('act', value='keep').follow()
    act(visit('soxaydung-responder').get(page.request.url), 'propose').follow()
    act(visit('soxaydung-head').get(page.request.url), 'approve').follow()
    transaction.begin()
    head = visit('soxaydung-head')
    listed = head.get(page.request.url).click('Ý kiến đã công khai')
    record = f'/api/v1/items/{topic.__oid__}'
    assert 'Hoa' in app.get(record).json['text']
    assert head.get(f'{DESK}comments-published?public={"0" * 12}', status=404)
    head = listed.click('Gỡ hoặc che lại')
    assert 'Không thấy đoạn này' in act(head, 'conceal', piece='Trần')
    assert 'Đã che 2 chỗ' in act(head, 'conceal', piece='Lê Thị Hoa').follow()
    topic._p_jar.sync()
    assert topic.posts[0].text == 'Bà [đã che] bán ở đây. Chị [đã che] rất lịch sự.'
    assert 'Hoa' not in app.get(HERE).html.select_one('.forum').text
    assert 'Hoa' not in app.get(record).json['text']
    assert not visit('soxaydung-responder').get(head.request.url).html.select('#f-piece')


@pytest.mark.clause('4.2.e/2')
def test_the_board_sends_a_batch_or_one_of_it_back_with_a_reason(
        topic, post, visit, told, cases):
    numbers = [post(f'Câu {each}').number for each in ('một', 'hai', 'ba')]
    address = f'{DESK}comments-public'

    def put():
        act(visit('soxaydung-responder').get(address), 'keep').follow()
        return act(visit('soxaydung-responder').get(address), 'propose').follow()

    own = put()
    assert not own.html.select('button[value=back]')
    assert [(link['href'].endswith('comments-public'), '3 ý kiến' in link.text)
            for link in visit('soxaydung-head').get('/desk').html.select('#batches a')] == [
        (True, True)]
    assert not visit('soxaydung-responder').get('/desk').html.select('#batches')
    head = visit('soxaydung-head').get(address)
    stale = visit('soxaydung-head').get(address)
    assert 'Chưa đánh dấu' in act(head, 'back', back='Sửa lại').text
    form = form_with(head, 'back')
    form.set('number', True, 1)
    form['back'] = ' '
    assert 'Chưa ghi lý do trả lại' in form.submit('act', value='back', status=422)
    form['back'] = 'Còn lộ tên người.'
    form.submit('act', value='back').follow()
    assert told('soxaydung-responder')[0] == 'batch_sent_back'
    own = visit('soxaydung-responder').get(address)
    assert [each.text for each in own.html.select('ol.outcomes blockquote')] == [
        'Câu một', 'Câu ba']
    assert 'Còn lộ tên người.' in own.html.select_one(f'[aria-labelledby=h-{numbers[1]}]').text
    part = own.html.select_one(f'[aria-labelledby=h-{numbers[1]}]')
    assert [each.text for each in part.select('.mark')] == ['được trả lại']
    assert part.select_one('.notice').text.endswith('Còn lộ tên người.')
    assert own.html.select_one('.card .notice').text == 'Chờ thành viên Ban Biên tập phê duyệt.'
    assert own.text.count('Còn lộ tên người.') == 1 and not own.html.select('[value=propose]')
    assert 'hãy đọc lại' in act(stale, 'approve')

    act(visit('soxaydung-head').get(address), 'all_back', back='Chờ cơ quan trả lời.').follow()
    own = visit('soxaydung-responder').get(address)
    assert not own.html.select('ol.outcomes') and own.text.count('Chờ cơ quan trả lời.') == 2
    assert 'Chưa có bản công khai nào' in act(own, 'propose')
    own = put()
    assert len(own.html.select('ol.outcomes li')) == 3 and 'Ban Biên tập trả lại' not in own
    act(visit('soxaydung-head').get(address), 'approve').follow()
    transaction.begin()
    assert len(topic.posts) == 3


@pytest.mark.clause('4.2.e/2')
def test_a_topic_is_closed_by_its_board_and_summed_up_by_the_workflow(
        app, topic, post, visit, at_work, clock, registry):
    post('Câu một')
    moderate(visit)
    editor = at_work('soxaydung-editor')
    editor.edit(topic, conclusion='<p>Sẽ kẻ vạch.</p>')
    editor.take(topic, 'submit')
    editor.take(topic, 'pass_on')
    transaction.commit()
    assert 'Đóng chủ đề' not in visit('soxaydung-responder').get(f'{DESK}forum')
    act(visit('soxaydung-head').get(f'{DESK}forum'), 'close').follow()
    transaction.begin()
    closed = app.get(HERE)
    assert topic.phase == CLOSED and 'không nhận thêm' in closed and 'Gửi ý kiến' not in closed
    assert 'Trả lời' not in closed.html.select_one('.forum').text
    assert not move_now(topic, registry)
    at_work('soxaydung-head').approve(topic)
    transaction.commit()
    assert 'Sẽ kẻ vạch.' in app.get(HERE)


def test_when_a_topic_closes_what_is_decided_on_it_ends_once(
        topic, post, visit, environment, cases, app, clock, registry):
    public, taken = post('Câu một'), post('Câu hai')
    moderate(visit)
    take_out(visit, topic.posts[1])
    waiting = post('Câu ba')

    def ended():
        end_posts(environment)
        transaction.begin()
        return [[event.source for event in cases.get(each.number).events
                 if event.kind == ANSWERED] for each in (public, taken, waiting)]

    assert ended() == [[], [], []]
    transaction.begin()
    topic.closes = local(clock.now()).date()
    clock.pass_(days=1)
    assert move_now(topic, registry)
    transaction.commit()
    source = f'closed:{topic.__oid__}'
    assert ended() == [[source], [source], []] == ended()
    told = [cases.text_of(each, each.events[-1]) for each in map(
        cases.get, (public.number, taken.number))]
    assert 'vẫn được đăng' in told[0] and 'không còn' in told[1]
    assert 'Câu một' in app.get(HERE) and 'Câu hai' not in app.get(HERE)
    moderate(visit)
    assert ended()[2] == [source] and 'Câu ba' in app.get(HERE)


@pytest.mark.parametrize('is_deleted', [False, True])
def test_when_an_open_topic_is_withdrawn_or_deleted_all_on_it_ends(
        topic, post, visit, environment, cases, publishing, department, is_deleted):
    public, waiting = post('Câu một'), post('Câu hai')
    moderate(visit)
    later = post('Câu ba')

    def ended():
        end_posts(environment)
        transaction.begin()
        return [[cases.text_of(case, event) for event in case.events if event.kind == ANSWERED]
                for case in map(cases.get, (public.number, waiting.number, later.number))]

    assert ended() == [[], [], []]
    publishing.withdraw(topic, 'ub')
    if is_deleted:
        department['giao-luu-doi-thoai'].remove('via-he')
    transaction.commit()
    told = ended()
    assert [len(each) for each in told] == [1, 1, 1] and ended() == told
    assert 'đã được gỡ khỏi Cổng' in told[0][0] == told[2][0]


def test_the_board_is_told_once_of_what_waits_on_a_topic_until_somebody_looks(
        topic, post, visit, environment, registry, staff, clock, app):
    service = notifying(registry)
    apply_request_extensions(environment.request)

    def told():
        transaction.begin()
        tell(environment)
        transaction.begin()
        return {name: [each for each in service.list(staff[f'soxaydung-{name}'])
                       if each.kind == WAITS and each.oid == topic.__oid__]
                for name in ('head', 'responder', 'editor')}

    for text in ('Câu một', 'Câu hai'):
        post(text)
    found = told()
    assert [len(each) for each in found.values()] == [1, 1, 0]
    assert 'number' not in str(found['head'][0].details)
    post('Câu ba')
    assert [len(each) for each in told().values()] == [1, 1, 0]
    service.mark_read(staff['soxaydung-head'], found['head'][0].number)
    transaction.commit()
    assert [len(each) for each in told().values()] == [1, 1, 0]
    clock.pass_(minutes=1)
    post('Câu bốn')
    assert [len(each) for each in told().values()] == [2, 1, 0]
    assert service.list(staff['soxaydung-responder'])[0].view == 'forum'
    post('Câu năm')
    moderate(visit)
    service.mark_read(staff['soxaydung-responder'])
    transaction.commit()
    assert [len(each) for each in told().values()] == [2, 1, 0]
    page = app.get(f'{HERE}/bao-y-kien?y-kien={topic.posts[0].id}')
    send(form_of(page, 'bao-y-kien'), ground='spam')
    assert [len(each) for each in told().values()] == [2, 2, 0]


def test_a_topic_opens_and_closes_by_the_clock(
        topic, clock, registry, editing, publishing, department, app):
    def listed(place, of):
        return [' '.join(each.text.split()) for each in app.get(
            f'/sites/soxaydung{place}').html.select(of)]

    (shown,) = listed('', '[aria-labelledby=dang-mo] li')
    assert shown == 'Làm gì để vỉa hè thông thoáng? Diễn đàn đến hết ngày 31/12/2099'
    topic.closes = local(clock.now()).date()
    assert not move_now(topic, registry)
    clock.pass_(days=1)
    assert move_now(topic, registry) and topic.phase == CLOSED
    other = editing.add(department['giao-luu-doi-thoai'], 'z-cay', 'ForumTopic', {
        'title': 'Ươm cây gì?', 'summary': 'Về cây', 'opens': f'{local(clock.now()):%Y-%m-%d}',
        'closes': '2099-12-31'}, 'ub')
    publishing.publish(other, 'ub', clock.now() - datetime.timedelta(days=9))
    transaction.commit()
    assert listed('/giao-luu-doi-thoai', '.rows .kind') == [
        'Chủ đề diễn đàn · Đang thảo luận', 'Chủ đề diễn đàn · Đã đóng']
    assert len(listed('', '[aria-labelledby=dang-mo] li')) == 1


def test_who_does_not_moderate_there_sees_none_of_it(topic, visit):
    for view in ('forum', 'comments-public'):
        assert visit('soxaydung-editor').get(f'{DESK}{view}', status='4*')
        assert visit('bavi-responder').get(f'{DESK}{view}', status='4*')


def test_a_restored_forum_has_its_rows_again_and_nothing_public_that_nobody_knows(
        topic, post, visit, environment, registry, small_portal, cases):
    post('Câu một')
    moderate(visit)
    waiting = post('Câu hai')
    transaction.begin()
    del interactions_of(small_portal)[KEY]
    transaction.commit()
    told = reconcile(environment, True)
    assert 'have their row again' in str(told) and 'leave the public pages' in str(told)
    transaction.begin()
    posts = registry.getAdapter(small_portal, IForumPosts)
    assert waiting.number in {each.number for each in posts.waiting(str(topic.__oid__))}
    assert not topic.posts


def test_a_writer_takes_consent_back_until_the_post_is_public(
        post, cases, visit, topic, case_page, take_back, effects_wait, registry, small_portal):
    first, second, third = post('Vỉa hè là lối đi.'), post('Cần chỗ để xe.'), post('Ở lại.')
    address = f'{DESK}comments-public'
    act(visit('soxaydung-responder').get(address), 'keep').follow()
    act(visit('soxaydung-responder').get(address), 'propose').follow()
    page = take_back(first)
    assert PUBLISH not in cases.open(cases.get(first.number)).consents
    assert 'Đã thôi đồng ý công khai' in page and not page.html.select('form[action*="/thoi-"]')
    known = registry.getAdapter(small_portal, IForumPosts)
    assert [each.number for each in known.waiting(str(topic.__oid__))] == [
        second.number, third.number]
    board = visit('soxaydung-head').get(address)
    assert 'lối đi' not in board and not board.html.select('button[value=approve]')

    act(visit('soxaydung-responder').get(address), 'propose').follow()
    with effects_wait():
        act(visit('soxaydung-head').get(address), 'approve').follow()
        assert 'hiện tên' not in case_page(second).html.main.text
        take_back(second)
    topic._p_jar.sync()
    assert [each.text for each in topic.posts] == ['Ở lại.']
    page = case_page(third)
    assert 'Nội dung đã được đăng nên' in page and not page.html.select(
        'form[action*="/thoi-"]')


def test_a_post_of_which_the_consent_ends_while_it_is_published_leaves_at_once(
        post, cases, visit, topic, monkeypatch):
    case, note = post('Vỉa hè là lối đi.'), effect._note

    def noted(environment, item, batch):
        found = environment.registry.getAdapter(environment.portal, ICases)
        end_consent(found, found.get(case.number), 'thoi-cong-khai')
        note(environment, item, batch)

    monkeypatch.setattr(effect, '_note', noted)
    moderate(visit)
    topic._p_jar.sync()
    assert topic.public_posts.last == 1 and list(topic.posts) == []


def test_a_restored_post_of_which_the_consent_has_ended_does_not_wait(
        post, cases, topic, environment, registry, small_portal):
    case = post('Vỉa hè là lối đi.')
    end_consent(cases, case, 'thoi-cong-khai')
    del interactions_of(small_portal)[KEY]
    transaction.commit()
    reconcile(environment, is_restored=True)
    transaction.begin()
    assert not registry.getAdapter(small_portal, IForumPosts).waiting(str(topic.__oid__))
