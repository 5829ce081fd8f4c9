"""What readers choose, in service: cookies that no neighbour under our domain can set."""
import datetime

import pytest
import transaction
from hanoiportal.content.previews.resource import PreviewLink, keep
from hanoiportal.kernel.security.authentication.tokens import key_of, new_token
from hanoiportal.kernel.workflow.interfaces import SUBMITTED

HERE = {'Origin': 'http://localhost'}
GIVEN = {'Path=/', 'HttpOnly', 'SameSite=Lax', 'secure'}


@pytest.fixture
def own_settings():
    """The application as in service: cookies over HTTPS alone."""
    return {'portal.secure_cookies': 'true'}


def parts(answer):
    """Return name, value and attributes of the one cookie that ``answer`` sets."""
    [cookie] = answer.headers.getall('Set-Cookie')
    first, *more = cookie.split('; ')
    return (*first.split('='), set(more))


def theme(app, cookie):
    """Return the theme of the home page, made and from the cache."""
    [found] = {app.get('/', headers={'Cookie': cookie}).html.html.get('data-theme')
               for _ in range(2)}
    return found


def test_the_choice_of_how_pages_look_is_kept_and_forgotten_as_our_own(app):
    kept = parts(app.get('/hien-thi', {'luu': '1', 'nen': 'dark'}))
    gone = parts(app.get('/hien-thi', {'mac-dinh': '1'}))

    assert kept[:2] == ('__Host-hien-thi', 'dark.100.full') and kept[2] >= GIVEN
    assert gone[:2] == ('__Host-hien-thi', '') and gone[2] >= {'Max-Age=0', 'Path=/', 'secure'}
    assert not [each for each in kept[2] | gone[2] if each.startswith('Domain')]


def test_pages_look_as_our_own_cookie_says_and_no_other(app):
    assert theme(app, '__Host-hien-thi=dark.100.full') == 'dark'
    assert theme(app, 'hien-thi=dark.100.full') == theme(app, 'x=1') != 'dark'
    both = 'hien-thi=contrast.100.full; __Host-hien-thi=dark.100.full'
    assert theme(app, both) == 'dark'


def test_the_choice_of_what_comes_first_is_our_own_too(app):
    kept = parts(app.post('/danh-cho-ban', {'ward': 'bavi'}, headers=HERE, status=303))
    gone = parts(app.post('/danh-cho-ban', {'forget': '1'}, headers=HERE, status=303))

    assert kept[:2] == ('__Host-danh-cho-ban', '~bavi') and kept[2] >= GIVEN
    assert gone[:2] == ('__Host-danh-cho-ban', '') and gone[2] >= {'Max-Age=0', 'Path=/', 'secure'}
    for name, chosen in (('__Host-danh-cho-ban', True), ('danh-cho-ban', False)):
        page = app.get('/danh-cho-ban', headers={'Cookie': f'{name}=~bavi'})
        assert page.html.select_one('option[value="bavi"]').has_attr('selected') is chosen


def test_what_a_code_has_opened_is_our_own_too(app, at_work, ward, clock):
    writer, token = at_work('bavi-editor'), new_token()
    item = writer.editing.add(ward, 'cho-hoa', 'NewsItem', {'title': 'Chợ hoa'}, writer.id)
    item.state = SUBMITTED
    keep(item, PreviewLink(1, key_of(token), writer.id, clock.at,
                           clock.at + datetime.timedelta(days=1), ''))
    transaction.commit()
    answer = app.post('/sites/bavi/_preview', {'code': token}, headers=HERE, status=303)
    name, value, given = parts(answer)

    assert name == '__Host-da-mo' and given >= {*GIVEN - {'SameSite=Lax'}, 'SameSite=Strict'}
    assert not [each for each in given if each.startswith('Domain')]
    app.get(answer.location, headers={'Cookie': f'da-mo={value}'}, status=404)
    assert 'Chợ hoa' in app.get(answer.location, headers={'Cookie': f'{name}={value}'})
