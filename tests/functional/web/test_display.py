"""How readers choose what pages look like, and what of it is kept where."""
import pytest
from hanoiportal.web.display import COOKIE, MODES, SIZES, THEMES, Display, read

FORM = '/hien-thi'


def choose(app, path=FORM, **fields):
    """Send the form; return the answer."""
    return app.get(path, {'luu': '1', **fields})


def seen_with(app, cookie, path='/'):
    """Return the page at ``path`` as somebody with this cookie gets it."""
    return app.get(path, headers={'Cookie': f'{COOKIE}={cookie}'})


@pytest.mark.clause('6.7')
def test_what_is_chosen_holds_on_every_page(app):
    answer = choose(app, **{'nen': 'contrast', 'co-chu': '125', 'kieu': 'full', 've': '/sitemap'})

    assert (answer.status_int, answer.location) == (303, 'http://localhost/sitemap')
    for path in ('/', '/english', '/sites/bavi', FORM):
        root = app.get(path).html.html
        assert (root['data-theme'], root['data-size']) == ('contrast', '125')


def test_the_form_shows_what_is_chosen_and_leads_back_to_where_one_was(app):
    page = seen_with(app, 'dark.100.full', FORM)
    chosen = [field['value'] for field in page.html.find_all('input', checked=True)]
    assert chosen == ['dark', '100', 'full']

    before = app.get(FORM, headers={'Referer': 'http://localhost/tin-tuc-su-kien?page=1'})
    assert before.html.find('input', {'name': 've'})['value'] == '/tin-tuc-su-kien?page=1'


def test_a_page_elsewhere_is_no_place_to_go_back_to(app):
    for referer in (
            'https://evil.example/', 'http://localhost//evil.example', 'http://[', 'về', ''):
        page = app.get(FORM, headers={'Referer': referer.encode().decode('latin-1')})

        assert page.html.find('input', {'name': 've'})['value'] == '/', referer


def test_nobody_is_led_to_another_host(app):
    for back in ('//evil.example', 'https://evil.example/', '/\\evil', ''):
        assert choose(app, nen='dark', ve=back).location == 'http://localhost/'


def test_nobody_has_a_cookie_before_choosing_and_what_is_kept_names_nobody(app):
    for path in ('/', FORM, '/search?q=tin', '/nothing'):
        assert 'Set-Cookie' not in app.get(path, expect_errors=True).headers

    kept = choose(app, **{'nen': 'dark', 'co-chu': '150', 'kieu': 'text'}).headers['Set-Cookie']

    assert kept.startswith(f'{COOKIE}=dark.150.text; ')
    assert {'Path=/', 'HttpOnly', 'SameSite=Lax'} <= set(kept.split('; '))


def test_who_goes_back_to_the_usual_keeps_no_cookie(app):
    choose(app, nen='dark')
    assert COOKIE in app.cookies

    app.get(FORM, {'mac-dinh': '1'})

    assert COOKIE not in app.cookies


def test_a_cookie_of_unknown_values_is_as_none(app):
    for cookie in (
            '', 'dark', 'dark.125', 'dark.125.full.x', 'x' * 5000, '"><script>', 'pink.7.loud',
            '..'):
        assert seen_with(app, cookie).body == app.get('/').body
        assert read(cookie) == Display()


def test_every_choice_is_read_as_it_is_written():
    every = [Display(theme, size, mode) for theme in THEMES for size in SIZES for mode in MODES]

    assert [read(each.written) for each in every] == every


def test_the_page_cache_tells_choices_apart(app):
    usual, dark = app.get('/').body, seen_with(app, 'dark.100.full').body

    assert usual != dark
    assert (app.get('/').body, seen_with(app, 'dark.100.full').body) == (usual, dark)
    assert seen_with(app, 'dark.100.full').headers['ETag'] != app.get('/').headers['ETag']


@pytest.mark.parametrize('path', ['/', '/nothing', FORM])
def test_caches_on_the_way_are_told_that_pages_differ(app, path):
    assert 'Cookie' in app.get(path, expect_errors=True).headers['Vary']


@pytest.mark.clause('6.7')
def test_as_text_alone_a_page_has_no_picture_and_no_font(app):
    for path in ('/', '/english', '/sites/bavi', '/nothing'):
        page = app.get(path, expect_errors=True, headers={
            'Cookie': f'{COOKIE}=auto.100.text', 'Accept-Encoding': 'gzip'})

        assert not page.html.find_all(['img', 'source'])
        [sheet] = page.html.find_all('link', rel='stylesheet')
        assert sheet['href'].startswith('/static/text.css?')
        style = app.get(sheet['href']).text
        assert '@font-face' not in style and 'url(' not in style
