"""Bài đăng trên kênh: films on YouTube, films and pictures on TikTok."""
from datetime import timedelta
from hashlib import sha256
from io import BytesIO

import pytest
import transaction
from hanoiportal.base.clock import local
from hanoiportal.content.erasure.interfaces import Erased
from hanoiportal.integration.channelposts import uploading
from hanoiportal.integration.channelposts.counting import HOUR
from hanoiportal.integration.channelposts.erasing import forget_posts
from hanoiportal.integration.channelposts.health import check
from hanoiportal.integration.channelposts.resource import book_of, named
from hanoiportal.kernel.inspection.upload import StoredFile
from servers.jsonserver import lost
from servers.youtube import PUT, START, UPDATE
from support.channels import SUMMARY, TITLE, change
from support.factories import FILES
from support.pages import form_with, words

FILM_PAGE = '/desk/sites/bavi/da-phuong-tien/phim-cho-hoa/@@channel-posts'
ALL = '/desk/sites/bavi/@@site-channel-posts'
LINK = 'https://bavi.hanoi.gov.vn/da-phuong-tien/phim-cho-hoa'


def replace_film(channels, film, content=FILES['film'][1] + b'x', name='phim.mp4'):
    """Let ``film`` have other bytes, in a version that its board has approved."""
    film.file = StoredFile(name, 'video/mp4', BytesIO(content))
    channels.commit()


@pytest.mark.clause('27.1')
def test_a_film_is_put_on_youtube_in_parts_shown_and_deleted(
        on_youtube, youtube, film, publishing, monkeypatch, visit):
    content = FILES['film'][1] + bytes(700_000)
    replace_film(on_youtube, film, content)
    monkeypatch.setattr(uploading, 'PIECE', 256 * 1024)
    monkeypatch.setattr(uploading, 'RESERVE', 17.999)  # hardly time for more than one
    on_youtube.approve(film, 'youtube')
    on_youtube.look(seconds=1)
    on_youtube.at('youtube').until_still(seconds=1)
    shown, = youtube.films.values()
    assert shown['digest'] == sha256(content).hexdigest()
    assert shown['snippet'] == {
        'title': TITLE, 'description': f'{SUMMARY}\n\n{LINK}', 'tags': ['chợ hoa', 'Tết'],
        'categoryId': '25', 'defaultLanguage': 'vi'}
    assert shown['status']['privacyStatus'] == 'public'
    assert youtube.asked.count(START) == 1 and youtube.asked.count(PUT) >= 3
    assert UPDATE not in youtube.asked  # it says what was approved from the first
    page = visit('bavi-editor').get(FILM_PAGE).html.main
    name, = youtube.films
    assert page.select_one(f'a[href="https://www.youtube.com/watch?v={name}"]')
    assert 'Phê duyệt: ' in words(page) and 'Lên kênh lúc' in words(page)
    publishing.withdraw(film, 'test', why='Sai')
    on_youtube.commit()
    on_youtube.look(seconds=1)
    assert youtube.films == {}


def test_what_has_no_film_is_not_offered_to_youtube(
        on_youtube, on_facebook, market, visit, youtube):
    page = visit('bavi-editor').get('/desk/sites/bavi/tin-tuc-su-kien/cho-hoa/@@channel-posts')
    boxes = [each['value'] for each in page.html.main.select('input[name="to"]')]
    assert boxes == ['facebook']
    assert 'Kênh YouTube: Tin, bài này không có tệp phim' in words(page.html.main)


def test_youtube_counts_bytes_and_takes_no_angle_brackets(on_youtube, film, visit):
    editor = visit('bavi-editor')

    def said(**texts):
        form = form_with(editor.get(FILM_PAGE), 'to')
        for name, text in texts.items():
            form[f'youtube.{name}'] = text
        return words(form.submit('act', value='write', status=422).html.main)

    room = 'a' * (5000 - len(f'\n\n{LINK}') - 40)
    assert 'byte, kể cả địa chỉ tin, bài' in said(text=room + 'đ' * 21)
    assert 'không nhận các ký tự < >' in said(title='Chợ <hoa>')
    assert '101 ký tự, kênh này nhận tối đa 100' in said(title='T' * 101)
    form = form_with(editor.get(FILM_PAGE), 'to')
    form['youtube.text'] = room + 'đ' * 20
    assert form.submit('act', value='write').status_int == 303


def test_youtube_has_a_film_before_its_time_and_shows_it_then(
        on_youtube, youtube, film, clock, publishing, visit):
    at = clock.now() + timedelta(hours=2)
    on_youtube.approve(film, 'youtube', at=at)
    on_youtube.look(seconds=1)
    shown, = youtube.films.values()
    assert (shown['status']['privacyStatus'], shown['status']['publishAt']) == (
        'private', at.isoformat())
    editor = visit('bavi-editor')
    assert 'chờ đến giờ đăng' in words(editor.get(FILM_PAGE).html.main)
    on_youtube.approve(film, 'youtube', at=at + timedelta(hours=1), text='Lời mới')
    on_youtube.look(seconds=1)
    shown, = youtube.films.values()
    assert shown['status']['publishAt'] == (at + timedelta(hours=1)).isoformat()
    assert shown['snippet']['description'].startswith('Lời mới')
    change(film, publishing, title='Khác')  # what is not shown yet is not shown
    on_youtube.look(seconds=1)
    on_youtube.at('youtube').until_still(seconds=1)
    assert youtube.films == {} and on_youtube.post(film, 'youtube').work is not None
    on_youtube.approve(film, 'youtube')
    on_youtube.look(seconds=1)
    assert [each['status']['privacyStatus'] for each in youtube.films.values()] == ['public']
    assert 'Đã đăng trên kênh' in words(editor.get(FILM_PAGE).html.main)


def test_another_film_takes_the_place_of_the_one_on_youtube(
        on_youtube, youtube, film, publishing):
    on_youtube.approve(film, 'youtube')
    on_youtube.look(seconds=1)
    first, = youtube.films
    change(film, publishing, title='Khác')
    on_youtube.look(seconds=1)
    on_youtube.approve(film, 'youtube', text='Lời mới')
    on_youtube.look(seconds=1)
    assert list(youtube.films) == [first]  # the same film with other words
    replace_film(on_youtube, film)
    change(film, publishing, title='Khác nữa')
    on_youtube.look(seconds=1)
    on_youtube.approve(film, 'youtube')
    youtube.at[START] = lambda handler: handler.say(503, b'')
    on_youtube.look(seconds=1)
    youtube.at.clear()
    on_youtube.at('youtube').until_still()
    second, = youtube.films
    assert second != first
    assert youtube.films[second]['digest'] == film.file.sha256


def test_an_upload_at_a_machine_that_the_settings_no_longer_name_is_shown_no_token(
        on_youtube, youtube, film):
    on_youtube.approve(film, 'youtube')
    youtube.at[START] = lambda handler: handler.say(503, b'')
    on_youtube.look(seconds=1)
    youtube.at.clear()
    post = on_youtube.post(film, 'youtube')
    post.pending = named('http://127.0.0.1:9/cho-khac', post.digest_of(post.approved))
    post.tried = (post.approved.title, post.approved.text, post.approved.attached_digest, '9')
    on_youtube.commit()
    on_youtube.at('youtube').until_still()
    assert len(youtube.films) == 1 and not on_youtube.post(film, 'youtube').pending


def test_figures_of_films_and_a_token_that_google_ends(
        on_youtube, youtube, on_tiktok, tiktok, film, clock, registry):
    youtube.ends = 10 * 86_400
    for name in ('youtube', 'tiktok'):
        on_youtube.approve(film, name)
    on_youtube.look(seconds=1)
    on_youtube.at('tiktok').until_still(minutes=1)
    youtube.views = {each: {'viewCount': '90'} for each in youtube.films}  # comments are off
    tiktok.figures = dict.fromkeys(tiktok.posts, (3, 70))
    clock.pass_(days=1)
    while local(clock.now()).hour < HOUR:
        clock.pass_(hours=1)
    on_youtube.count()
    assert on_youtube.post(film, 'youtube').counts[:2] == (-1, 90)
    assert on_youtube.post(film, 'tiktok').counts[:2] == (3, 70)
    assert 'token ends in' in check(registry, on_youtube.delivering.portal)
    assert (tiktok.refresh, youtube.refresh) == (f'rft.{tiktok.given}', 'lam-moi-google')


@pytest.mark.clause('27.1')
def test_tiktok_leaves_what_it_shows_to_a_person(
        on_tiktok, tiktok, film, publishing, registry, visit, told, clock):
    tiktok.slow = 2
    on_tiktok.approve(film, 'tiktok')
    on_tiktok.look(seconds=1)
    assert tiktok.posts == {}
    on_tiktok.at('tiktok').until_still(minutes=1)
    (name, post), = tiktok.posts.items()
    assert post == {'text': f'{TITLE}\n\n{SUMMARY}\n\n{LINK}', 'address': f'{LINK}/content'}
    at = f'https://www.tiktok.com/@caugiay.minhhoa/video/{name}'
    publishing.withdraw(film, 'test', why='Sai')
    on_tiktok.commit()
    on_tiktok.look(seconds=1)
    assert name in tiktok.posts and on_tiktok.at('tiktok').state.dead == 0
    assert check(registry, on_tiktok.delivering.portal) == 'bavi: 1 posts to take away by hand'
    assert 'post_by_hand' in told('bavi-head')
    head = visit('bavi-head')
    page = head.get(FILM_PAGE)
    assert 'chờ người gỡ trên kênh' in words(page.html.main)
    assert page.click('xác nhận đã gỡ').request.path == ALL
    work = head.get('/desk').html.main
    assert 'Bài đăng phải gỡ bằng tay' in words(work.select_one('#posts'))
    page = head.get(ALL)
    assert page.html.main.select_one(f'#by-hand a[href="{at}"]').text == TITLE
    assert 'gỡ bằng tay trên kênh' in words(visit('vanhanh').get('/desk').html.main)
    assert visit('soxaydung-head').get(ALL, status=404)
    form = form_with(page, 'post')
    form['post'].force_value(f'tiktok {name}9')
    assert 'Không còn bài đăng nào' in words(form.submit().follow())
    form['post'].force_value(f'tiktok {name}')
    assert 'đã được gỡ trên kênh' in words(form.submit().follow())
    assert on_tiktok.at('tiktok').state.dead == 0
    assert check(registry, on_tiktok.delivering.portal) == ''
    page = head.get(FILM_PAGE).html.main
    assert 'Đã gỡ khỏi kênh' in words(page) and 'xác nhận đã gỡ' not in words(page)


def test_other_words_are_another_post_of_tiktok(
        on_tiktok, tiktok, film, publishing, registry, visit):
    on_tiktok.approve(film, 'tiktok')
    on_tiktok.look(seconds=1)
    on_tiktok.at('tiktok').until_still(minutes=1)
    first, = tiktok.posts
    change(film, publishing, body='<p>Khác</p>')
    on_tiktok.look(seconds=1)
    on_tiktok.approve(film, 'tiktok')  # it says the same
    on_tiktok.at('tiktok').until_still(minutes=1)
    assert list(tiktok.posts) == [first]
    assert check(registry, on_tiktok.delivering.portal) == ''
    on_tiktok.approve(film, 'tiktok', text='Lời mới')
    tiktok.at['/v2/post/publish/video/init/'] = lambda handler: handler.say(503, b'')
    on_tiktok.look(seconds=1)
    tiktok.at.clear()
    on_tiktok.at('tiktok').until_still()
    assert [each['text'].split('\n\n')[1] for each in tiktok.posts.values()] == [
        SUMMARY, 'Lời mới']
    left = on_tiktok.delivering.portal
    assert check(registry, left) == 'bavi: 1 posts to take away by hand'
    forms = visit('bavi-head').get(FILM_PAGE).forms.values()
    form = next(each for each in forms if 'act' in each.fields
                and each.fields['act'][0]._value == 'recall:tiktok')
    form['reason'] = 'Sai'
    told = form.submit('act', value='recall:tiktok').maybe_follow()
    assert 'để gỡ bằng tay' in words(told.html.main)
    forget_posts(left, Erased(resources=frozenset({film.__oid__})), registry)
    assert check(registry, left) == 'bavi: 1 posts to take away by hand'


def test_what_is_being_made_when_its_item_is_erased_is_not_forgotten(
        on_tiktok, tiktok, on_youtube, youtube, film, registry):
    tiktok.slow = 99
    youtube.at[PUT] = lost(PUT)  # the film is there, and nobody knows its name
    for name in ('youtube', 'tiktok'):
        on_tiktok.approve(film, name)
    on_tiktok.look(seconds=1)
    assert len(youtube.films) == 1
    transaction.begin()
    portal = on_tiktok.delivering.portal
    forget_posts(portal, Erased(resources=frozenset({film.__oid__})), registry)
    assert {(each.work, each.approved, each.tried) for each in book_of(
        portal).posts.values()} == {(None, None, None)}
    del film.__parent__[film.__name__]
    on_tiktok.commit()
    for name in ('youtube', 'tiktok'):
        on_tiktok.at(name).until_still()
    assert youtube.films == {} and tiktok.posts == {}
    assert check(registry, portal) == 'bavi: 1 posts to take away by hand'
    (left,) = book_of(portal).standing.values()
    assert left.link == 'https://www.tiktok.com/@caugiay.minhhoa'
    assert not book_of(portal).posts and not book_of(portal).worked_on()


def test_tiktok_takes_a_picture_of_what_has_no_film(on_tiktok, tiktok, market):
    on_tiktok.approve(market, 'tiktok')
    on_tiktok.look(seconds=1)
    on_tiktok.at('tiktok').until_still(minutes=1)
    post, = tiktok.posts.values()
    assert post['address'].startswith('https://bavi.hanoi.gov.vn/da-phuong-tien/anh-cho/')


def test_an_account_of_somebody_else_is_not_posted_to(on_tiktok, tiktok, film):
    delivering = on_tiktok.at('tiktok')
    delivering.kept.settings = {**delivering.kept.settings, 'account': 'nguoikhac'}
    on_tiktok.commit()
    on_tiktok.approve(film, 'tiktok')
    on_tiktok.look(seconds=1)
    assert delivering.outcomes()[0] == 'refused' and tiktok.making == {}
