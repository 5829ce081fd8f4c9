"""Bài đăng trên kênh: written, approved, posted, corrected, taken back, on Zalo and Facebook."""
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import transaction
from hanoiportal.base.clock import local
from hanoiportal.base.settings import ISettings
from hanoiportal.content.erasure.interfaces import Erased
from hanoiportal.integration.channelposts.counting import HOUR
from hanoiportal.integration.channelposts.erasing import forget_posts
from hanoiportal.integration.channelposts.following import WAITS
from hanoiportal.integration.channelposts.health import check
from hanoiportal.integration.channelposts.texts import address_of, picture_address
from hanoiportal.integration.deliveries.interfaces import CannotConnect
from hanoiportal.kernel.tree.events import ObjectModified, send
from hanoiportal.kernel.tree.lookup import find_portal
from hanoiportal.platform.media.interfaces import ISharedPictures
from hanoiportal.platform.notifications.services import notifying
from servers.zalo import JPEG, LARGEST_PICTURE, REFRESH, SECRET
from support.channels import SUMMARY, TITLE, change
from support.pages import form_with, words
from webtest import TestApp

PAGE = '/desk/sites/bavi/tin-tuc-su-kien/cho-hoa/@@channel-posts'
LINK = 'https://bavi.hanoi.gov.vn/tin-tuc-su-kien/cho-hoa'


def write(browser, to=None, **texts):
    form = form_with(browser.get(PAGE), 'to')
    for name, value in texts.items():
        form[name.replace('_', '.')] = value
    if to is not None:
        for box in form.fields['to']:
            box.checked = box._value in to
    return form.submit('act', value='write', expect_errors=True)


def act(browser, name, reason=None, status=303):
    form = next(form for form in browser.get(PAGE).forms.values() if 'act' in form.fields and any(
        getattr(field, '_value', '') == name for field in form.fields['act']))
    if reason is not None:
        form['reason'] = reason
    return form.submit('act', value=name, status=status)


def fetched(wsgi, address):
    """Return what anybody gets at ``address``."""
    parts = urlsplit(address)
    return TestApp(wsgi, extra_environ={'HTTP_HOST': parts.netloc}).get(
        f'{parts.path}?{parts.query}').body


def waiting_for(browser):
    """Return what the first page of the desk says of posts that wait for who looks."""
    return [words(link.parent) for link in browser.get('/desk').html.main.select(
        f'a[href="{PAGE}"]')]


@pytest.fixture
def editor(visit):
    return visit('bavi-editor')


@pytest.fixture
def head(visit):
    return visit('bavi-head')


@pytest.fixture
def notices(registry, small_portal):
    """``notices(login)``: what that person was told, the latest first."""
    def told(login):
        transaction.begin()
        return notifying(registry).list(small_portal['accounts'][login])

    return told


@pytest.mark.clause('27.1')
def test_what_the_board_approved_is_posted_and_leaves_with_its_item(
        on_zalo, facebook, on_facebook, zalo, market, editor, head, publishing, told, wsgi):
    zalo.fetch = lambda address: fetched(wsgi, address)
    assert write(editor).status_int == 303
    assert 'post_waiting' in told('bavi-head')
    on_zalo.look()
    assert (zalo.articles, facebook.posts) == ({}, {})
    page = head.get(PAGE)
    assert SUMMARY in words(page.html.main) and LINK in words(page.html.main)
    preview, = page.html.main.select('img[width="400"]')
    assert head.get(preview['src']).body.startswith(JPEG)
    assert waiting_for(head) == [f'2 bài đăng trên kênh · {TITLE} · Xã Ba Vì']
    act(head, 'approve:zalo')
    assert [each[:1] for each in waiting_for(head)] == ['1']
    act(head, 'approve:facebook')
    assert waiting_for(head) == []
    on_zalo.look(seconds=1)
    article, = zalo.articles.values()
    assert (article['title'], article['description']) == (TITLE, SUMMARY)
    assert article['cover']['photo_url'].startswith('https://bavi.hanoi.gov.vn/da-phuong-tien/')
    assert fetched(wsgi, article['cover']['photo_url']) == head.get(preview['src']).body
    assert LINK in article['body'][0]['content']
    post, = facebook.posts.values()
    assert post == {'message': f'{TITLE}\n\n{SUMMARY}', 'link': LINK}
    page = editor.get(PAGE).html.main
    assert words(page).count('Đã đăng trên kênh') == 2
    assert words(page).count('Phê duyệt: ') == words(page).count('Lên kênh lúc') == 2
    assert page.select_one(f'a[href="https://www.facebook.com/{next(iter(facebook.posts))}"]')
    again = page.select_one('input[name="to"]').find_parent('details')
    assert 'open' not in again.attrs and not page.select('input[name="to"][checked]')

    publishing.withdraw(market, 'test', why='Sai')
    transaction.commit()
    on_zalo.look(seconds=1)
    assert (zalo.articles, facebook.posts) == ({}, {})
    assert {on_zalo.post(market, name).recalled for name in ('zalo', 'facebook')} == {'item'}


def test_what_is_too_long_is_said_and_nothing_is_cut(on_zalo, on_facebook, market, editor):
    page = write(editor, zalo_title='T' * 151, zalo_text='N' * 301)
    assert page.status_int == 422
    said = words(page.html.main)
    assert '151 ký tự, kênh này nhận tối đa 150' in said and 'hiện có 301' in said
    assert form_with(page, 'to')['zalo.title'].value == 'T' * 151
    assert on_zalo.post(market, 'zalo') is on_zalo.post(market, 'facebook') is None
    assert write(editor, zalo_title='T' * 150, zalo_text='N' * 298 + '\r\nN').status_int == 303
    assert on_zalo.post(market, 'zalo').work.text == 'N' * 298 + '\nN'
    assert write(editor, to=()).status_int == 422
    assert write(editor, at='2020-01-01T08:00').status_int == 422
    assert write(editor, at='nay').status_int == 422


def test_a_picture_of_more_than_a_megabyte_is_refused_before_anybody_approves_it(
        on_zalo, market, editor, registry, monkeypatch):
    shared = registry.getUtility(ISharedPictures)
    for size, status in ((LARGEST_PICTURE + 1, 422), (LARGEST_PICTURE, 303)):
        monkeypatch.setattr(shared, 'size', lambda _image, size=size: size)
        page = write(editor, to=('zalo',))
        assert page.status_int == status
        is_told = 'Ảnh lớn hơn 1024 KB, kênh này không nhận' in page.text
        assert is_told == (on_zalo.post(market, 'zalo') is None) == (status == 422)


def test_who_wrote_it_does_not_approve_it_and_nobody_approves_another_text(
        on_facebook, facebook, market, editor, head, visit, notices):
    write(head)
    assert 'Không có quyền' not in words(editor.get(PAGE).html.main)
    page = head.get(PAGE)
    assert 'Người viết hoặc sửa phiên bản này không được tự phê duyệt.' in words(page.html.main)
    seen = head.get(PAGE)
    assert write(editor, facebook_text='Chữ khác').status_int == 303
    form = form_with(seen, 'digest')
    assert form.submit('act', value='approve:facebook', status=422)
    assert visit('bavi-member').get(PAGE).status_int == 200
    mine = form_with(editor.get(PAGE), 'digest')
    assert mine.submit('act', value='approve:facebook', status=422)
    assert visit('soxaydung-head').get(PAGE, status=404)
    assert [each.is_read for each in notices('bavi-member') if each.kind == WAITS] == [
        False, True]  # each writing renews what the board was told
    act(visit('bavi-member'), 'back:facebook', 'Thiếu địa điểm')
    assert 'Thiếu địa điểm' in words(editor.get(PAGE).html.main)
    task = editor.get('/desk').html.select_one(f'#posts a[href="{PAGE}"]')
    assert words(task) == f'1 · Bài đăng trên kênh được trả lại để sửa · {TITLE}'
    assert visit('bavi-member').get('/desk').html.select_one('#posts') is None
    on_facebook.look(minutes=1)
    assert facebook.posts == {} and on_facebook.post(market, 'facebook').is_back


def test_a_post_waits_for_its_time(on_facebook, facebook, market, clock):
    on_facebook.approve(market, 'facebook', at=clock.now() + timedelta(hours=2))
    on_facebook.look(minutes=119)
    assert facebook.posts == {}
    on_facebook.look(minutes=2)
    assert len(facebook.posts) == 1


def test_a_changed_item_asks_the_board_again(
        on_facebook, facebook, market, editor, head, told, registry, publishing):
    on_facebook.approve(market, 'facebook', text='Lời đã duyệt')
    on_facebook.look(seconds=1)
    assert [each['message'] for each in facebook.posts.values()] == ['Lời đã duyệt']
    change(market, publishing, title='Chợ hoa dời sang sân đình')
    on_facebook.look(minutes=1)
    assert [each['message'] for each in facebook.posts.values()] == ['Lời đã duyệt']
    assert on_facebook.post(market, 'facebook').work is not None
    assert 'post_waiting' in told('bavi-head')
    write(editor, facebook_text='Lời mới')
    act(head, 'approve:facebook')
    on_facebook.look(seconds=1)
    assert [each['message'] for each in facebook.posts.values()] == ['Lời mới']
    assert sum(method == 'POST' for method, _path in facebook.asked) == 2


def test_a_post_leaves_with_its_words_when_a_passage_of_its_item_is_concealed(
        on_facebook, facebook, market, publishing):
    on_facebook.approve(market, 'facebook', text='Ông Trần Bí Mật mở chợ hoa')
    on_facebook.look(seconds=1)
    assert len(facebook.posts) == 1
    change(market, publishing, title='[đã che] mở chợ hoa')

    on_facebook.look(minutes=1)
    on_facebook.look(minutes=1)

    assert facebook.posts == {} and on_facebook.post(market, 'facebook') is None
    on_facebook.approve(market, 'facebook', text='Chợ hoa mở')
    on_facebook.look(seconds=1)
    assert [each['message'] for each in facebook.posts.values()] == ['Chợ hoa mở']


def test_a_post_that_waits_again_is_gone_with_its_item(
        on_facebook, facebook, market, head, publishing):
    on_facebook.approve(market, 'facebook')
    on_facebook.look(seconds=1)
    change(market, publishing, title='Chợ hoa dời sang sân đình')
    on_facebook.look(minutes=1)
    assert 'Bản chờ phê duyệt' in words(head.get(PAGE).html.main)
    publishing.withdraw(market, 'test', why='Sai')
    transaction.commit()
    on_facebook.look(seconds=1)
    said = words(head.get(PAGE).html.main)
    assert 'Đã gỡ khỏi kênh' in said and facebook.posts == {}
    assert 'chờ phê duyệt' not in said and 'Gỡ bài đăng' not in said and 'Trả lại' not in said


def test_a_post_that_the_channel_refuses_is_not_told_to_be_on_its_way(
        on_facebook, facebook, market, head):
    facebook.at['104/feed'] = lambda handler: handler.say(400, {'error': {
        'message': 'Duplicate status message', 'type': 'OAuthException', 'code': 506}})
    on_facebook.approve(market, 'facebook')
    on_facebook.look(seconds=1)
    said = words(head.get(PAGE).html.main)
    assert 'Kênh từ chối, Cổng không tự gửi lại' in said and 'đang gửi lên kênh' not in said
    assert 'Facebook đã có bài đăng giống hệt ngay trước đó (mã 506)' in said


def test_a_scheduled_post_of_a_changed_or_withdrawn_item_is_not_posted(
        on_facebook, facebook, market, clock, publishing):
    on_facebook.approve(market, 'facebook', at=clock.now() + timedelta(hours=1))
    change(market, publishing, title='Khác')
    on_facebook.look(hours=2)
    assert facebook.posts == {} and on_facebook.post(market, 'facebook').work is not None
    on_facebook.approve(market, 'facebook', at=clock.now() + timedelta(hours=1))
    publishing.withdraw(market, 'test', why='Sai')
    transaction.commit()
    on_facebook.look(hours=2)
    assert facebook.posts == {} and on_facebook.post(market, 'facebook').recalled == 'item'


@pytest.mark.parametrize('way', ['person', 'site', 'expired', 'erased'])
def test_a_post_is_taken_back(
        way, on_facebook, facebook, market, head, bavi, registry, publishing):
    on_facebook.approve(market, 'facebook')
    on_facebook.look(seconds=1)
    assert len(facebook.posts) == 1
    if way == 'person':
        act(head, 'recall:facebook', 'Sai giờ')
        main = head.get(PAGE).html.main
        assert 'Đang gỡ khỏi kênh' in words(main) and not main.select('[value^="recall:"]')
    transaction.begin()
    if way == 'site':
        bavi.status = 'suspended'
        send(registry)(ObjectModified(bavi))
    elif way == 'expired':
        publishing.withdraw(market, 'test', 'outdated', 'Hết hạn')
    elif way == 'erased':
        forget_posts(on_facebook.delivering.portal, Erased(
            resources=frozenset({market.__oid__})), registry)
        del market.__parent__[market.__name__]
    transaction.commit()
    on_facebook.look(seconds=1)
    assert facebook.posts == {}
    if way == 'site':
        bavi.status = 'active'
        send(registry)(ObjectModified(bavi))
        transaction.commit()
        on_facebook.look(hours=1)
        assert facebook.posts == {}  # the board has to approve it anew


def test_a_post_that_was_recalled_leaves_before_the_next_one_comes(
        on_facebook, facebook, market, head, clock):
    on_facebook.approve(market, 'facebook', text='Lời sai')
    on_facebook.look(seconds=1)
    act(head, 'recall:facebook', 'Sai giờ')
    on_facebook.approve(market, 'facebook', at=clock.now() + timedelta(hours=2), text='Lời đúng')
    on_facebook.look(seconds=1)
    assert facebook.posts == {} and 'chờ đến giờ đăng' in words(head.get(PAGE).html.main)
    on_facebook.look(hours=2, seconds=1)
    assert [each['message'] for each in facebook.posts.values()] == ['Lời đúng']


def test_a_post_leads_to_the_host_of_its_site_wherever_mails_lead(market, registry):
    registry.registerUtility(replace(
        registry.getUtility(ISettings), mail_links='http://localhost:6543'), ISettings)
    assert address_of(market, registry) == LINK
    assert picture_address(market, market.lead_image(find_portal(market)).__oid__, registry
                           ).startswith('https://bavi.hanoi.gov.vn/da-phuong-tien/')


def test_a_post_waits_until_its_connection_is_turned_on(on_facebook, facebook, market):
    delivering = on_facebook.at('facebook')
    kept = delivering.kept
    kept.is_on, kept.epoch = False, ''  # as one that was never on
    on_facebook.commit()
    on_facebook.approve(market, 'facebook')
    on_facebook.look(seconds=1)
    assert facebook.posts == {}
    delivering.service.switch(delivering.site, delivering.number, True, 'test')
    on_facebook.commit()
    on_facebook.look(seconds=1)
    assert len(facebook.posts) == 1


def test_the_city_has_nothing_to_do_with_posts_of_a_site(
        channels, on_facebook, facebook, market, small_portal):
    channels.delivering.turn_on('facebook', 'Thành phố', {
        'page': '999', 'token': 'x', 'address': facebook.address}, small_portal)
    on_facebook.approve(market, 'facebook')
    on_facebook.look(seconds=1)
    assert {path.split('/')[2] for _method, path in facebook.asked} == {'104'}


def test_refresh_tokens_are_used_once_and_kept_sealed(on_zalo, zalo, market, clock):
    on_zalo.approve(market, 'zalo')
    on_zalo.look(seconds=1)
    assert (zalo.given, len(zalo.articles)) == (1, 1)
    kept = on_zalo.at('zalo').kept
    assert not {REFRESH, SECRET, zalo.refresh} & {
        *map(str, kept.settings.values()), *(
            each.decode('latin-1') for each in kept.sealed.values())}
    on_zalo.approve(market, 'zalo', text='Lời thứ hai')
    on_zalo.look(hours=20)
    assert zalo.given == 1
    on_zalo.approve(market, 'zalo', text='Lời thứ ba')
    on_zalo.look(hours=10)
    assert (zalo.given, zalo.refresh) == (2, 'lam-moi-2')
    zalo.tokens.clear()
    on_zalo.approve(market, 'zalo', text='Lời thứ tư')
    on_zalo.look(seconds=1)
    assert zalo.given == 3
    assert [each['description'] for each in zalo.articles.values()] == ['Lời thứ tư']


def test_a_used_up_token_is_told_and_a_new_one_holds(
        on_zalo, zalo, market, registry, visit, channels):
    zalo.refresh = 'cua-nguoi-khac'
    on_zalo.approve(market, 'zalo')
    on_zalo.look(seconds=1)
    assert check(registry, channels.delivering.portal) == 'bavi connection 1: token refused'
    assert 'không công nhận mã truy cập' in words(visit('vanhanh').get('/desk').html.main)
    delivering = on_zalo.at('zalo')
    settings = dict(delivering.kept.settings)
    delivering.service.change(delivering.site, delivering.number, 'Zalo', {
        **settings, 'refresh': 'cua-nguoi-khac'}, 'test')
    transaction.commit()
    delivering.until_still()
    assert len(zalo.articles) == 1
    assert check(registry, channels.delivering.portal) == ''
    with pytest.raises(CannotConnect) as refused:
        delivering.service.change(delivering.site, delivering.number, 'Zalo', {
            **settings, 'oauth': 'https://khac.vn'}, 'test')
    assert {'refresh', 'app_secret'} <= set(refused.value.reasons)


def test_comments_are_counted_each_night_and_an_end_is_told_in_time(
        on_facebook, facebook, on_zalo, zalo, market, clock, registry, visit):
    for name in ('facebook', 'zalo'):
        on_facebook.approve(market, name)
    on_facebook.look(seconds=1)
    facebook.comments = dict.fromkeys(facebook.posts, 7)
    zalo.views = dict.fromkeys(zalo.articles, 40)
    facebook.ends = int((clock.now() + timedelta(days=16)).timestamp())
    before = len(facebook.asked)
    clock.pass_(days=1)
    while local(clock.now()).hour < HOUR:
        clock.pass_(hours=1)
    on_facebook.count()
    on_facebook.count()
    assert len(facebook.asked) - before == 2  # the end of the token, and the figures, once a day
    assert on_facebook.post(market, 'facebook').counts[:2] == (7, -1)
    assert on_facebook.post(market, 'zalo').counts[:2] == (-1, 40)
    said = words(visit('bavi-editor').get('/desk/sites/bavi/@@site-channel-posts').html.main)
    assert ' 7 ' in said and ' 40' in said
    assert check(registry, on_facebook.delivering.portal) == ''
    assert on_facebook.post(market, 'zalo').counts.link == zalo.link
    zalo.link = 'javascript:alert(1)'  # which editors would press
    clock.pass_(days=1)
    on_facebook.count()
    on_facebook.count()
    assert on_facebook.post(market, 'zalo').counts.link == ''
    clock.pass_(days=1)
    assert 'connection 1: token ends in 1' in check(registry, on_facebook.delivering.portal)
