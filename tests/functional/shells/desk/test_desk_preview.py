"""The preview of a version that is not public: for the staff in a frame, for others by a link."""
import datetime
import re

import pytest
import transaction
from hanoiportal.editorial.review.interfaces import Details
from hanoiportal.kernel.inspection.upload import Incoming
from hanoiportal.shells.public.fragments import IFragmentCache
from hanoiportal.web.login.redeemedlinks import MOST
from support.drafting import send_draft
from support.editorial_staff import CHECKED
from support.factories import picture
from support.link_redemption import opened as open_link
from support.link_redemption import sent, typed
from webtest import TestApp

SECTION = 'sites/bavi/tin-tuc-su-kien'
ITEM = f'/desk/{SECTION}/cho-hoa'
PREVIEW, PAGE = f'{ITEM}/@@preview', f'{ITEM}/@@preview-page'
ASKING = '/sites/bavi/_preview'
SECRET = 'Chợ hoa dời sang phố Hàng Mã'
LINK = re.compile(r'http://localhost(/sites/bavi/_preview#([A-Za-z0-9_-]{43}))')


@pytest.fixture
def pictures(ward):
    """The section, in which pictures may stand, too."""
    ward.allowed_types = (*ward.allowed_types, 'Image')


@pytest.fixture
def item(at_work, ward, pictures, publishing):
    """A public text whose working version says ``SECRET``."""
    writer, editor, head = map(at_work, ('bavi-contributor', 'bavi-editor', 'bavi-head'))
    item = writer.editing.add(ward, 'cho-hoa', 'NewsItem', {
        'title': 'Chợ hoa', 'body': '<p>Ở phố Hàng Lược.</p>'}, writer.id)
    head.take(item, 'emergency', Details(note='Bão', checks=CHECKED.checks))
    image = editor.editing.add(ward, 'anh', 'Image', {
        'title': 'Ảnh chợ', 'alt': 'Hoa đào', 'image': Incoming('a.png', picture())}, editor.id)
    publishing.publish(image, 'test')
    editor.edit(item, title=SECRET, genre='bai', images=f'{SECTION}/anh')
    transaction.commit()
    return item


def linking(page):
    return next(form for form in page.forms.values() if 'days' in form.fields)


def made(page, **typed):
    """Make a link on the page of the preview; return its path and its token."""
    form = linking(page)
    for name, value in typed.items():
        form[name] = value
    return LINK.search(form.submit().text).groups()


@pytest.fixture
def link(item, visit):
    return made(visit('bavi-editor').get(PREVIEW))[0]


def test_the_page_in_the_frame_is_the_public_page_of_what_is_written(item, visit, app):
    page = visit('bavi-editor').get(PAGE)

    assert page.html.h1.text == SECRET and 'Bài viết' in page.html.select_one('.meta').text
    assert 'Ở phố Hàng Lược.' in page and page.html.select_one('figure img')['alt'] == 'Hoa đào'
    assert page.html.select_one('.citation .sentence')
    assert page.html.select_one('[name=robots]')['content'] == 'noindex'
    real = app.get(f'/{SECTION}/cho-hoa')
    assert [each.text for each in page.html.select('.brand strong, nav.menu a')] == [
        each.text for each in real.html.select('.brand strong, nav.menu a')]


def test_it_may_be_framed_by_the_portal_alone_and_is_kept_by_nobody(item, visit):
    editor = visit('bavi-editor')
    page = editor.get(PAGE)

    assert "frame-ancestors 'self'" in page.headers['Content-Security-Policy']
    assert 'sandbox' in page.headers['Content-Security-Policy']
    assert page.headers['X-Frame-Options'] == 'SAMEORIGIN'
    assert 'no-store' in page.headers['Cache-Control'] and 'ETag' not in page.headers
    assert page.headers['X-Robots-Tag'] == 'noindex'
    assert editor.get(PREVIEW).headers['X-Frame-Options'] == 'DENY'


def test_each_width_and_language_can_be_chosen_without_a_script(item, visit, at_work):
    translator = at_work('bavi-translator')
    translator.editing.translate(item, 'en', {'title': 'Flowers <b>'}, translator.id)
    transaction.commit()
    editor = visit('bavi-editor')
    page = editor.get(PREVIEW)
    for title in ('Máy tính', 'Bản in', 'Chỉ văn bản', 'Điện thoại'):
        page = page.click(title)
        assert page.html.select_one('.ways [aria-current]').text == title
    page = page.click(href='language=en')
    framed = editor.get(page.html.iframe['src'])

    assert framed.html.h1.text == 'Flowers <b>' and framed.html.html['lang'] == 'en'


def test_as_text_alone_there_is_no_style_and_no_picture(item, visit):
    page = visit('bavi-editor').get(f'{PAGE}?as=text')

    assert not page.html.select('img, link[rel=stylesheet]')
    assert '[Ảnh: Hoa đào]' in page


def test_in_print_what_is_for_the_screen_is_hidden(item, visit):
    editor = visit('bavi-editor')
    page = editor.get(f'{PAGE}?as=print')
    styles = editor.get(page.html.select_one('link[rel=stylesheet]')['href'])

    assert '@media all{' in styles and '@media print' not in styles
    assert styles.content_type == 'text/css'


def test_the_file_of_a_working_version_is_shown(
        item, at_work, ward, visit, publishing):
    editor = at_work('bavi-editor')
    image = editor.editing.add(ward, 'hoa', 'Image', {
        'title': 'Hoa', 'alt': 'Hoa', 'image': Incoming('a.png', picture())}, editor.id)
    publishing.publish(image, 'test')
    editor.edit(image, image=Incoming('b.png', picture(size=(9, 7))))
    transaction.commit()
    browser = visit('bavi-editor')

    shown = browser.get(f'/desk/{SECTION}/hoa/@@preview-page').html.select_one('main img')
    assert (shown['width'], shown['height']) == ('9', '7')
    new = browser.get(shown['src'])
    assert new.content_type == 'image/png' and 'no-store' in new.headers['Cache-Control']
    assert new.body != browser.get(f'/{SECTION}/hoa/content').body
    visit('bavi-editor').get(f'{ITEM}/@@preview-content', status=404)


@pytest.mark.clause('8.8')
def test_to_those_who_do_not_see_the_version_there_is_no_preview(item, visit):
    for login in ('soxaydung-head', 'hanoi-editor', 'bavi-contributor', 'khach'):
        stranger = visit(login)
        for view in ('preview', 'preview-page', 'preview-content'):
            stranger.get(f'{ITEM}/@@{view}', status=404)


def test_nothing_of_a_preview_gets_into_what_is_kept_for_readers(item, visit, app, registry, link):
    before, editor = app.get(f'/{SECTION}/cho-hoa'), visit('bavi-editor')
    fragments = registry.getUtility(IFragmentCache)
    page = open_link(app, link)
    fragments.clear()
    editor.get(PAGE)
    assert SECRET in app.get(page.request.path)
    assert not fragments.used
    after = app.get(f'/{SECTION}/cho-hoa')

    assert (after.body, after.headers['ETag']) == (before.body, before.headers['ETag'])
    for address in ('/', f'/{SECTION}', '/search?q=ch%E1%BB%A3', '/sitemap.xml', '/sites/bavi'):
        assert SECRET not in app.get(address)


def test_a_link_shows_the_version_to_somebody_without_an_account(item, link, app):
    page = open_link(app, link)

    assert page.html.h1.text == SECRET and 'Bản xem trước, chưa công bố.' in page
    assert page.headers['Cache-Control'] == 'no-store' and 'ETag' not in page.headers
    assert page.headers['X-Robots-Tag'].startswith('noindex')
    assert page.headers['Referrer-Policy'] == 'no-referrer'
    assert page.headers['X-Frame-Options'] == 'DENY' and 'Set-Cookie' not in page.headers
    assert page.html.select_one('[name=robots]')['content'] == 'noindex'
    assert not page.html.select('link[rel=canonical]')


def test_the_picture_of_a_draft_is_shown_by_its_link(at_work, ward, pictures, visit, app):
    editor = at_work('bavi-editor')
    editor.editing.add(ward, 'cho-hoa', 'Image', {
        'title': SECRET, 'alt': 'Hoa', 'image': Incoming('b.png', picture(size=(9, 7)))},
        editor.id)
    transaction.commit()
    page = open_link(app, made(visit('bavi-editor').get(PREVIEW))[0])
    shown = page.html.select_one('main img')['src']

    assert shown.startswith(f'{page.request.path}/content?v=')
    assert app.get(shown).content_type == 'image/png'
    assert app.get(shown).headers['Cache-Control'] == 'no-store'
    TestApp(app.app, extra_environ=app.extra_environ).get(shown, status=404)


def test_the_page_that_asks_for_the_code_shows_nothing_and_takes_forms_of_its_own(
        item, link, app):
    asking, token = app.get(ASKING), link.partition('#')[2]

    assert SECRET not in asking and asking.headers['Referrer-Policy'] == 'same-origin'
    assert asking.headers['Cache-Control'] == 'no-store' and 'Set-Cookie' not in asking.headers
    assert asking.html.select_one('[name=robots]')['content'] == 'noindex'
    for headers in ({}, {'Origin': 'null'}, {'Origin': 'http://evil.example'}):
        refused = app.post(ASKING, {'code': token}, headers=headers, status=404)
        assert 'Set-Cookie' not in refused.headers


def test_what_the_browser_keeps_opens_for_hours_and_is_no_code(item, link, app, clock):
    leading = typed(app, ASKING, link.partition('#')[2])
    cookie = leading.headers['Set-Cookie']
    page = leading.follow()

    for part in ('HttpOnly', 'SameSite=Strict', 'Path=/', 'Max-Age=43200'):
        assert part.lower() in cookie.lower()
    assert link.partition('#')[2] not in cookie and 'Domain' not in cookie
    clock.at += datetime.timedelta(hours=12) - datetime.timedelta(seconds=1)
    assert SECRET in app.get(page.request.path)
    clock.at += datetime.timedelta(seconds=1)
    app.get(page.request.path, status=404)
    assert SECRET in open_link(app, link)


def test_several_previews_are_open_in_one_browser_and_not_endlessly_many(item, visit, app):
    editor = visit('bavi-editor')
    pages = [open_link(app, made(editor.get(PREVIEW))[0]) for _number in range(MOST + 1)]

    assert [app.get(page.request.path, status='*').status_int for page in pages] == [
        404, *[200] * MOST]
    assert len(app.cookies['da-mo']) < 2000


def test_a_cookie_that_is_not_ours_opens_nothing(item, link, app):
    address = open_link(app, link).request.path
    for cookie in [
            'x', '"' * 40, 'e30', 'A' * 2000, '%00', 'bnVsbA', '.'.join('ab')]:
        other = TestApp(app.app, extra_environ=app.extra_environ)

        other.get(address, headers={'Cookie': f'da-mo={cookie}'}, status=404)


def test_who_tries_codes_too_often_waits(item, app):
    form = next(each for each in app.get(ASKING).forms.values() if 'code' in each.fields)
    form['code'] = 'x'
    answers = [sent(form, app, status='*').status_int for _attempt in range(121)]

    assert answers == [404] * 120 + [429]


def test_a_link_shows_the_latest_version_or_one_alone(item, visit, app, at_work):
    editor = visit('bavi-editor')
    latest, _token = made(editor.get(PREVIEW))
    pinned, _token = made(editor.get(PREVIEW), shows='pinned')
    assert SECRET in open_link(app, pinned)
    at_work('bavi-editor').edit(item, title='Chợ hoa Tết')
    transaction.commit()

    assert open_link(app, latest).html.h1.text == 'Chợ hoa Tết'
    open_link(app, pinned, status=404)
    assert 'đã đóng' in editor.get(PREVIEW)


def test_wrong_revoked_expired_and_closed_links_are_answered_alike(
        item, visit, app, clock, at_work):
    editor = visit('bavi-editor')
    paths = [made(editor.get(PREVIEW), days=days)[0] for days in (1, 14, 14)]
    form = next(form for form in editor.get(PREVIEW).forms.values() if 'number' in form.fields
                and form['number'].value == '2')
    assert 'Đã thu hồi' in form.submit().follow()
    revoked = open_link(app, paths[1], status=404)
    clock.at += datetime.timedelta(days=1)
    expired = open_link(app, paths[0], status=404)
    page = open_link(app, paths[2])
    assert SECRET in page
    transaction.begin()
    at_work('bavi-editor').editing.discard(item, 'test')
    transaction.commit()
    closed = open_link(app, paths[2], status=404)
    nowhere = [app.get(path, status=404) for path in (
        page.request.path, page.request.path + '/content', paths[0].replace('#', '/'),
        *(f'{ASKING}/{rest}' for rest in ('x', 'a/b/c', '%C3%A9', 'x' * 43)))]

    answers = {(each.body, each.headers['Cache-Control'], 'Set-Cookie' in each.headers)
               for each in (revoked, expired, closed, *nowhere)}
    assert len(answers) == 1 and 'Không mở được' in closed


def test_a_link_opens_at_its_own_address_alone(item, link, app):
    for path in (link + 'y', link[len('/sites/bavi'):], link.replace('bavi', 'soxaydung'),
                 link[:-1]):
        open_link(app, path, status=404)
    page = open_link(app, '/english' + link)
    assert SECRET in page
    address = page.request.path
    for path in (address + '/y', address + '/content/content',
                 address.replace('bavi', 'soxaydung'), address[:-1]):
        app.get(path, status=404)


def test_what_was_thrown_into_the_bin_is_opened_by_no_link(
        at_work, ward, visit, app, recycling):
    item = at_work('bavi-editor').editing.add(
        ward, 'cho-hoa', 'NewsItem', {'title': SECRET}, at_work('bavi-editor').id)
    transaction.commit()
    path, _token = made(visit('bavi-editor').get(PREVIEW))
    assert SECRET in open_link(app, path)
    transaction.begin()
    recycling().discard(item, 'test')
    transaction.commit()

    open_link(app, path, status=404)


def test_nothing_but_the_one_text_is_opened_by_a_link(item, link, app, at_work, ward):
    other = at_work('bavi-editor').add(ward, 'Bài khác')
    transaction.commit()

    address = open_link(app, link).request.path
    app.get(f'{address}/content', status=404)
    app.get(f'{address}/{other.__name__}', status=404)
    app.get(f'/{SECTION}/{other.__name__}', status=404)
    assert app.get(f'/{SECTION}/cho-hoa').html.h1.text == 'Chợ hoa'


def test_a_link_closes_when_its_maker_may_not_see_the_text_any_more(
        item, link, app, staff, small_portal):
    page = open_link(app, link)
    assert SECRET in page
    staff['bavi-editor'].suspended = True
    transaction.commit()

    open_link(app, link, status=404)
    app.get(page.request.path, status=404)


def test_the_address_is_shown_once_and_kept_nowhere(item, visit, environment):
    editor = visit('bavi-editor')
    _path, token = made(editor.get(PREVIEW))
    transaction.begin()

    assert token not in editor.get(PREVIEW).text and 'Đường dẫn số 1' in editor.get(PREVIEW)
    connection = item._p_jar
    for oid in list(connection._storage._storage._index if hasattr(
            connection._storage, '_storage') else connection._storage._index):
        assert token.encode() not in connection._storage.load(oid)[0]


def test_making_and_revoking_are_told_to_the_log_without_the_token(item, visit, registry):
    editor = visit('bavi-editor')
    _path, token = made(editor.get(PREVIEW))
    form = next(form for form in editor.get(PREVIEW).forms.values() if 'number' in form.fields)
    form.submit()

    page = visit('quantri').get('/desk/@@audit')
    assert 'Tạo đường dẫn xem trước' in page and 'Thu hồi đường dẫn xem trước' in page
    assert token not in page


def test_a_link_opens_for_two_weeks_at_most(item, visit):
    form = linking(visit('bavi-editor').get(PREVIEW))

    for days in ('0', '15', '-1', '1e3', '', '9' * 50):
        form['days'].force_value(days)

        assert 'Phải từ 1 đến 14 ngày.' in form.submit(status=422), days


def test_who_may_only_look_makes_no_link(item, visit):
    inspector = visit('kiemtra')
    page = inspector.get(PREVIEW)

    assert not [form for form in page.forms.values() if 'days' in form.fields]
    visit('kiemtra').post(f'{ITEM}/@@preview-link', {'days': '3'}, status=403)


def test_a_translation_is_shown_by_a_link_of_its_own(item, visit, at_work, app):
    translator = at_work('bavi-translator')
    translator.editing.translate(item, 'en', {'title': 'Flower market'}, translator.id)
    transaction.commit()
    path, _token = made(visit('bavi-translator').get(f'{PREVIEW}?language=en'))

    page = open_link(app, path)
    assert page.html.h1.text == 'Flower market' and SECRET not in page
    assert 'Preview' in page or page.html.html['lang'] == 'en'
    app.get(f'/english/{SECTION}/cho-hoa')
    assert 'Flower market' not in app.get(f'/english/{SECTION}/cho-hoa')


def typed_beside(browser, form_at, **fields):
    """Send ``fields`` as autosave does, of the form at ``form_at``; return the address of the page
    that stands beside it.
    """
    page = browser.get(form_at)
    send_draft(browser, page, **fields)
    address = page.html.select_one('.live')['data-address']
    mark = page.forms['bieu-mau']['draft'].value
    return address + ('&' if '?' in address else '?') + 'draft=' + mark


def test_beside_the_form_stands_the_public_page_of_what_is_typed(item, visit, app):
    editor = visit('bavi-editor')
    address = typed_beside(editor, f'{ITEM}/@@edit', title='Đang gõ <b>', body='Một đoạn\n\nHai',
                    genre='không có', summary='<script>')
    page = editor.get(address)

    assert page.html.h1.text == 'Đang gõ <b>' and 'Bài viết' in page.html.select_one('.meta').text
    assert [each.text for each in page.html.select('.prose > p')] == ['Một đoạn', 'Hai']
    assert '<script>' not in page and page.html.select_one('figure img')['alt'] == 'Hoa đào'
    assert "frame-ancestors 'self'" in page.headers['Content-Security-Policy']
    assert 'sandbox' in page.headers['Content-Security-Policy']
    assert page.headers['X-Frame-Options'] == 'SAMEORIGIN'
    assert 'no-store' in page.headers['Cache-Control'] and 'ETag' not in page.headers
    assert editor.get(PAGE).html.h1.text == SECRET
    assert app.get(f'/{SECTION}/cho-hoa').html.h1.text == 'Chợ hoa'


def test_what_is_typed_is_shown_to_who_typed_it_alone(item, visit):
    address = typed_beside(visit('bavi-editor'), f'{ITEM}/@@edit', title='Lời riêng')

    assert visit('bavi-member').get(address, status='*').status_int in (200, 404)
    assert 'Lời riêng' not in visit('bavi-member').get(address, status='*')
    for login in ('soxaydung-head', 'hanoi-editor', 'bavi-contributor', 'khach'):
        visit(login).get(address, status=404)


def test_a_translation_that_is_not_there_yet_is_shown_in_its_language(item, visit):
    translator = visit('bavi-translator')
    page = translator.get(typed_beside(translator, f'{ITEM}/@@edit?language=en', title='Flowers'))

    assert page.html.h1.text == 'Flowers' and page.html.html['lang'] == 'en'


def test_a_preview_of_what_is_not_typed_is_the_version_in_work_or_nothing(item, visit):
    for query in [
            '', '?draft=x', '?draft=%00', '?language=en', '?language=xx', '?type=NewsItem',
            '?type=x']:
        page = visit('bavi-editor').get(f'{ITEM}/@@preview-typed{query}', status='*')

        assert page.status_int == (404 if 'xx' in query or 'type' in query else 200)


def test_how_the_pane_beside_the_form_is_left_it_is_found_again(item, visit):
    def left(address, **choice):
        token = editor.get(address).forms['bieu-mau']['csrf_token'].value
        kept = address.replace('@@edit', '@@preview-pane')
        return editor.post(kept, {'csrf_token': token, **choice}, status=204)

    def found(address):
        pane = editor.get(address).html.select_one('.live')
        return pane['data-state'], pane.select_one('[aria-pressed=true]')['data-width']

    editor = visit('bavi-editor')
    form, english = f'{ITEM}/@@edit', f'{ITEM}/@@edit?language=en'
    assert (found(form), found(english)) == (('open', 'phone'), ('closed', 'phone'))
    cookie = left(form, width='desktop').headers['Set-Cookie']
    assert cookie.startswith('xem-truoc=desktop.open.closed; ') and 'HttpOnly' in cookie
    left(form, state='closed')
    left(english, state='open', width='<b>')
    assert (found(form), found(english)) == (('closed', 'desktop'), ('open', 'desktop'))
    editor.set_cookie('xem-truoc', 'desktop.x.open')
    assert found(form) == ('open', 'phone')
    visit('soxaydung-head').post(f'{ITEM}/@@preview-pane', {'state': 'open'}, status='4*')
