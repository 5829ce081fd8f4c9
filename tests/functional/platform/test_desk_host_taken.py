"""No component site may bear the name of the desk's host; one that does is told of."""
import logging
from types import SimpleNamespace

import pytest
import transaction
from hanoiportal import main
from hanoiportal.base.errors import Refused
from hanoiportal.platform.domains.taken import tell
from hanoiportal.platform.provisioning.data import Data
from hanoiportal.shells.commands.environment import close
from hanoiportal.shells.commands.seed import provisioning
from servers import CONFIG
from support.application import settings
from support.people import log_in
from support.transfer import imported, written
from webtest import TestApp

DESK = 'quantri.hanoi.gov.vn'
WHY = 'là của bàn làm việc, bảng quản trị và trang đăng nhập'
SITE = {'type': 'site', 'path': 'cong/quantri', 'title': 'Trang cũ', 'summary': ''}
LINE = ('nobody reaches the site quantri: quantri.hanoi.gov.vn is the host of the desk; rename it '
        'at /console/sites/@@rename?name=quantri, or change portal.desk_host')
TOLD = 'Không ai mở được trang “{}”: quantri.hanoi.gov.vn là của bàn làm việc'
NEW = {'title': 'Trang mới', 'level': 'agency',
       **dict.fromkeys(('owner', 'managing_body', 'operating_unit'), 'Cơ quan mới')}


@pytest.fixture
def own_settings():
    return {'portal.desk_host': 'quantri', 'portal.development_hosts': '',
            'portal.secure_cookies': 'true'}


@pytest.fixture
def desk(wsgi, people):
    """The browser of an administrator at the desk's host."""
    browser = TestApp(wsgi, extra_environ={'HTTP_HOST': DESK, 'wsgi.url_scheme': 'https'})
    assert log_in(browser, 'quantri').status_int == 303
    return browser


def make_old(portal, name='quantri'):
    """Give a site the name, as if it had it before the desk got a host of that name."""
    portal['sites'].rename('bavi', name)
    transaction.commit()


def form_with(page, field):
    return next(each for each in page.forms.values() if field in each.fields)


def test_the_console_neither_makes_nor_renames_a_site_so(desk, small_portal):
    form = form_with(desk.get('/console/sites/@@rename?name=bavi'), 'new')
    form['new'] = 'quantri'
    answer = form.submit(status=422)
    assert WHY in answer.text and form_with(answer, 'new')['new'].value == 'quantri'

    form = form_with(desk.get('/console/sites/@@add?type=ComponentSite'), 'title')
    for name, value in {**NEW, 'name': 'quantri'}.items():
        form[name] = value
    answer = form.submit(status=422)
    assert WHY in answer.text and form_with(answer, 'title')['title'].value == 'Trang mới'
    assert set(small_portal['sites']) == {'soxaydung', 'bavi'}


def test_an_import_brings_none(environment, small_portal, tmp_path, capsys):
    assert imported(environment, written(tmp_path / 'tree.jsonl', SITE)) == 1

    assert WHY in capsys.readouterr().err and 'quantri' not in small_portal['sites']


def test_the_data_files_bring_none(environment, small_portal):
    steps = provisioning(environment, Data(CONFIG / 'hanoi'))

    with pytest.raises(Refused) as refused:
        steps.site(small_portal, 'quantri', NEW, {})
    assert WHY in environment.reasons(refused.value)


def test_none_comes_back_out_of_the_bin(environment, small_portal, recycling):
    make_old(small_portal)
    service = recycling()
    entry = service.discard(small_portal['sites']['quantri'], 'test')

    with pytest.raises(Refused) as refused:
        service.restore(entry, 'test')
    assert WHY in environment.reasons(refused.value)
    service.restore(entry, 'test', name='bavi')
    assert 'bavi' in small_portal['sites']


@pytest.mark.parametrize('label', ['admin', 'quantri'])
def test_it_is_the_name_of_this_installation(registry, environment, small_portal, label):
    with pytest.raises(Refused) as refused:
        environment.editing.rename(small_portal['sites']['bavi'], label, 'test')
    assert (WHY in environment.reasons(refused.value)) is (label == 'quantri')


def test_of_an_old_one_machines_and_people_are_told_until_it_is_renamed(desk, small_portal):
    def health():
        return desk.get('/healthz', extra_environ={'REMOTE_ADDR': '127.0.0.1'}).text

    assert 'hosts:' not in health() and 'Không ai mở được trang' not in desk.get('/desk')
    make_old(small_portal)

    assert TOLD.format(small_portal['sites']['quantri'].title) in desk.get('/desk').text
    form = form_with(desk.get('/console/sites/@@rename?name=quantri'), 'new')
    form['new'] = 'bavi'
    form.submit(status=303)
    assert 'Không ai mở được trang' not in desk.get('/desk')


def test_of_an_old_one_a_monitor_is_told(desk, small_portal):
    make_old(small_portal)

    assert f'hosts: {LINE}\n' in desk.get(
        '/healthz', extra_environ={'REMOTE_ADDR': '127.0.0.1'}).text


@pytest.mark.parametrize('label, lines', [('quantri', [LINE]), ('admin', []), ('', [])])
def test_the_log_of_the_start_says_what_to_do(portal_in, tmp_path, caplog, label, lines):
    with portal_in(tmp_path) as environment:
        steps = provisioning(environment, Data(CONFIG / 'hanoi'))
        portal = steps.portal(environment.root)
        steps.site(portal, 'bavi', NEW, {'title': 'New site'})
        make_old(portal)
    with caplog.at_level(logging.INFO):
        started = main({}, **settings(tmp_path, **{'portal.desk_host': label}))
    close(started.registry)

    assert [each.getMessage() for each in caplog.records if each.name.endswith('taken')] == lines


def test_a_start_without_a_portal_goes_on(registry, caplog):
    tell(SimpleNamespace(app=SimpleNamespace(registry=registry)))

    assert caplog.records == []
