"""Two portal processes on one database, with a scheduler each: ZEO, and RelStorage on PostgreSQL
(ADR 1).
"""
import datetime
import random
import re
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hanoiportal import main
from hanoiportal.content.versions.interfaces import IEditing
from hanoiportal.kernel.security.authorization.roles import BOARD_MEMBER, HEAD
from hanoiportal.platform.scheduling.opening import opened
from hanoiportal.shells.commands.environment import close
from servers.person import Person
from servers.portal import add_user, command, run_inline, serving
from servers.postgres import storage
from servers.process import until
from servers.smtp import MailServer
from servers.zeo import zeo
from support import ROOT
from support.people import found_board
from support.scheduled_texts import schedule

PASSWORD = 'Chợ-Đồng-Xuân-1889'
SCAN = b'%PDF-1.7\n' + random.Random(4263).randbytes(3_000_000) + b'\n%%EOF\n'
AUTHOR, TEXTS, AHEAD = 'an@hanoi.gov.vn', 12, datetime.timedelta(seconds=2)


@dataclass
class Two:
    """Two ``portals`` on one database, and the ``settings`` of a third client of it.

    ``folder``: where its commands run.  ``mail``: the ``MailServer`` of both.
    """

    portals: list
    settings: dict
    folder: Path
    mail: MailServer


@contextmanager
def on_zeo(request, folder):
    """Give the settings of three clients of one ZEO server."""
    with zeo(folder / 'zeo') as server:
        yield [server.settings(name) for name in ('first', 'second', 'third')]


@contextmanager
def on_postgres(request, folder):
    """Give the settings of three clients of one PostgreSQL."""
    with storage(request.getfixturevalue('postgres'), folder) as settings:
        yield [settings] * 3


@pytest.fixture(scope='module', params=[on_zeo, on_postgres])
def two(request, tmp_path_factory, lasting_mail_server):
    """``Two``, started on a database with an operator, an inspector and nothing else."""
    folder = tmp_path_factory.mktemp('two')
    lasting_mail_server.clear()
    scheduling = {'portal.scheduler': 'true', 'portal.scheduler_seconds': '1',
                  **lasting_mail_server.settings(folder / 'mail')}
    with request.param(request, folder) as (first, second, third):
        run_inline(folder / 'setup', 'seed', '--bare', settings=third)
        for login, role in (('lan', 'operator'), ('hoa', 'inspector')):
            add_user(folder / 'setup', login, PASSWORD, '--role', role, settings=third)
        with (serving(folder / 'first', {**first, **scheduling}) as one,
              serving(folder / 'second', {**second, **scheduling}) as other):
            yield Two([one, other], third, folder / 'setup', lasting_mail_server)


@pytest.fixture
def portals(two):
    return two.portals


@pytest.fixture
def lan(portals):
    """An operator who is logged in at the first portal."""
    person = Person(portals[0])
    assert person.log_in('lan', PASSWORD) == 200
    return person


def becomes(portal, path, status, text=''):
    """Return the body of ``path`` as soon as it has the status and holds the text.

    Raises ``AssertionError`` if it does not come to that within a minute.
    """
    end = time.monotonic() + 60
    while True:
        found, _headers, body = portal.get(path)
        if found == status and text.encode() in body:
            return body
        assert time.monotonic() < end, (path, found)
        time.sleep(0.05)


def test_what_one_process_writes_the_other_shows(portals, lan):
    _first, second = portals
    before = [second.get('/sitemap')[2] for _ in range(2)]

    status, _body = lan.send('/console/@@add?type=Section', {
        'name': 'tin', 'title': 'Tin của Lan', 'in_menu': 'yes'})

    assert status == 200
    assert 'Tin của Lan' in becomes(second, '/tin', 200).decode()
    assert before[0] == before[1] != becomes(second, '/sitemap', 200, 'Tin của Lan')


def test_a_page_that_is_asked_for_alone_is_never_older_than_a_write(portals, lan):
    for _ in range(8):
        portals[1].get('/sitemap')

    lan.send('/console/@@add?type=Section', {
        'name': 'tin-khac', 'title': 'Tin khác của Lan', 'in_menu': 'yes'})

    becomes(portals[1], '/sitemap', 200, 'Tin khác của Lan')


def test_a_blob_comes_back_identical_from_the_other_process(portals, lan):
    _first, second = portals
    assert lan.send('/console/@@add?type=Section', {'name': 'tep', 'title': 'Tệp'})[0] == 200

    lan.send('/console/tep/@@add?type=File', {'name': 'quet', 'title': 'Bản quét'},
             {'file': ('quét.pdf', SCAN)})
    there = Person(second)
    assert there.log_in('lan', PASSWORD) == 200

    assert second.get('/tep/quet')[0] == 404
    status, body = there.open('/tep/quet')
    page = BeautifulSoup(body, 'html.parser')
    assert status == 200 and 'Bản quét' in page.main.text
    assert there.open(page.main.find('a', href=re.compile('^/tep/quet/'))['href']) == (200, SCAN)


def opens_the_log(person):
    return 'Nhật ký chỉ ghi thêm'.encode() in person.open('/desk/@@audit')[1]


@pytest.mark.clause('8.9')
def test_a_session_in_another_process_is_over_soon(two, lan):
    inspector = Person(two.portals[1])
    inspector.log_in('hoa', PASSWORD)
    assert opens_the_log(inspector)

    status, _body = lan.send('/desk/@@suspensions', {
        'what': 'account', 'account': 'hoa', 'reason': 'Nghi lộ mật khẩu',
        'basis': 'khoản 9 Điều 8'})
    assert status == 200
    until(lambda: not opens_the_log(inspector))

    assert inspector.log_in('hoa', PASSWORD) != 303
    assert not opens_the_log(inspector)
    verified = command(two.folder, 'audit', 'verify', settings=two.settings)
    assert 'are as they were written' in verified


def schedule_texts(two):
    """Schedule the texts, from a process of its own as far as the databases know."""
    application = main({}, **{
        'portal.production': 'false', 'portal.data': str(ROOT / 'config/hanoi'),
        'portal.locales': str(ROOT / 'locales'),
        'portal.secret_file': str(two.folder / 'secret'), **two.settings})
    try:
        with opened(application.registry, 'test') as environment:
            environment.in_transaction(lambda: prepare(environment))
    finally:
        close(application.registry)


def prepare(environment):
    """Write, approve and schedule the texts, all for one moment that both wait for."""
    portal, registry = environment.portal, environment.registry
    accounts = portal['accounts']
    author = accounts.create('an', 'Nguyễn Thị An', registry=registry)
    author.email = AUTHOR
    head, member = (accounts.create(name, registry=registry) for name in ('binh', 'cuc'))
    found_board(portal, registry, {HEAD: head.id, BOARD_MEMBER: member.id})
    editing = environment.request.service(IEditing)
    section = editing.add(portal, 'hen-gio', 'Section', {'title': 'Hẹn giờ'}, 'test')
    due = environment.clock.now() + AHEAD
    for number in range(TEXTS):
        item = editing.add(section, f'tin-{number}', 'NewsItem', {'title': f'Tin {number}'},
                           author.id)
        schedule(item, due, author.id, member.id, registry)


def test_two_schedulers_do_each_thing_once(two):
    def letters():
        return [mail for mail in two.mail.mails if AUTHOR in mail.recipients]

    schedule_texts(two)
    until(lambda: len(letters()) >= TEXTS)
    time.sleep(2)

    assert len(letters()) == TEXTS
    for portal in two.portals:
        assert {portal.get(f'/hen-gio/tin-{number}')[0] for number in range(TEXTS)} == {200}
        assert 'failed' not in portal.log.read_text()
