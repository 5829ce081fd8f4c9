"""Two portals with a scheduler each on one database: everything happens once (ZEO, PostgreSQL)."""
import datetime
import signal
import time

import pytest
from hanoiportal import main
from hanoiportal.content.versions.interfaces import IEditing
from hanoiportal.kernel.security.authorization.roles import BOARD_MEMBER, HEAD
from hanoiportal.platform.scheduling.opening import opened
from hanoiportal.shells.commands.environment import close
from servers import BIN
from servers.portal import bare, command, run_inline, write_ini
from servers.process import free_port, running, until
from support import ROOT
from support.people import found_board
from support.scheduled_texts import schedule

TEXTS = 12
AHEAD = datetime.timedelta(seconds=5)


@pytest.fixture(params=['zeo', 'postgres'])
def storages(request):
    """The settings of three clients of one set of databases."""
    if request.param == 'zeo':
        zeo = request.getfixturevalue('zeo_server')
        return [zeo.settings(name) for name in ('first', 'second', 'third')]
    return [request.getfixturevalue('postgres_storage')] * 3


def schedule_texts(storage, folder):
    """Schedule the texts, from a process of its own as far as the databases know."""
    application = main({}, **{
        'portal.production': 'false', 'portal.data': str(ROOT / 'config/hanoi'),
        'portal.locales': str(ROOT / 'locales'),
        'portal.secret_file': str(folder / 'secret'), **storage})
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
    author.email = 'an@hanoi.gov.vn'
    head, member = (accounts.create(name, registry=registry) for name in ('binh', 'cuc'))
    found_board(portal, registry, {HEAD: head.id, BOARD_MEMBER: member.id})
    editing = environment.request.service(IEditing)
    section = editing.add(portal, 'tin', 'Section', {'title': 'Tin'}, 'test')
    due = environment.clock.now() + AHEAD
    for number in range(TEXTS):
        item = editing.add(section, f'tin-{number}', 'NewsItem', {'title': f'Tin {number}'},
                           author.id)
        schedule(item, due, author.id, member.id, registry)


def test_two_schedulers_do_each_thing_once(
        storages, mail_server, portal_process, tmp_path):
    run_inline(tmp_path / 'setup', 'seed', '--bare', settings=storages[2])
    portals = [
        portal_process(tmp_path / name, **{
            **storage, **mail_server.settings(tmp_path / 'mail'),
            'portal.scheduler': 'true', 'portal.scheduler_seconds': '1'})
        for name, storage in zip(('first', 'second'), storages[:2], strict=True)]

    schedule_texts(storages[2], tmp_path)
    until(lambda: len(mail_server.mails) >= TEXTS)
    time.sleep(2)

    assert len(mail_server.mails) == TEXTS
    for portal in portals:
        assert {portal.get(f'/tin/tin-{number}')[0] for number in range(TEXTS)} == {200}
        assert 'failed' not in portal.log.read_text()


def test_a_portal_that_is_told_to_stop_finishes_and_says_nothing(tmp_path):
    bare(tmp_path)
    ini = write_ini(tmp_path, {'portal.scheduler': 'true', 'portal.scheduler_seconds': '1'})
    port, log = free_port(), tmp_path / 'log'
    with running([BIN / 'pserve', ini, f'var={tmp_path}', f'http_port={port}'],
                 lambda: log.exists() and 'Starting' in log.read_text(), log,
                 environment={'PYTHONUNBUFFERED': '1'}) as process:
        time.sleep(2)
        process.send_signal(signal.SIGTERM)

        assert process.wait(40) == 0
    assert 'Traceback' not in log.read_text()


def test_publish_due_of_the_command_line_finds_nothing_to_do(tmp_path):
    bare(tmp_path)

    assert command(tmp_path, 'publish-due') == '0 done\n'
