"""A developer outside: the recipes of the documents, ``curl``, a server, a board; nothing else."""
import json
import os
import re
import subprocess
import sys

import pytest
from bs4 import BeautifulSoup
from hanoiportal.base.clock import ONE_DAY
from hanoiportal.integration.webhooks.signing import headers_of, new_secret
from hanoiportal.kernel.security.authorization.grants import Grant, grant
from hanoiportal.kernel.security.authorization.roles import (
    ADMINISTRATOR,
    BOARD_MEMBER,
    EDITOR,
    HEAD,
)
from hanoiportal.participation.cases.interfaces import QUESTION, ICases, Submission
from hanoiportal.platform.provisioning.data import Data
from hanoiportal.platform.subscriptions.interfaces import CONFIRM, ISubscriptions
from hanoiportal.platform.subscriptions.sealing import PAGE
from hanoiportal.shells.commands.environment import opened
from hanoiportal.shells.commands.seed import provisioning
from support.editorial_staff import CHECKED
from support.people import found_board
from support.systems import EVERYTHING

from . import CONFIG, ROOT
from .office import PASSWORD, SCHEDULER
from .person import Person
from .portal import bare, serving, write_ini
from .process import free_port, listens, running, until

DOCS, CONNECTORS = ROOT / 'docs/develop', ROOT / 'docs/operations/connectors'
RECEIVER = DOCS / 'api/receiver.py'
TITLE = 'Kế hoạch năm 2027'
WRITTEN = 'Nội dung báo cáo.\n' * 4000


def recipes(page):
    """Return the commands of a document, block by block."""
    return re.findall(r'```sh\n(.*?)```', page.read_text(encoding='utf-8'), re.DOTALL)


def run(script, folder, **variables):
    """Run ``script`` in ``folder`` as a developer does; return what it printed."""
    ended = subprocess.run(
        ['bash', '-euo', 'pipefail', '-c', script], cwd=folder, check=False, text=True,
        capture_output=True, env={**os.environ, **variables})
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def objects(printed):
    """Return the JSON objects that commands have printed one after the other."""
    found, decoder = [], json.JSONDecoder()
    while printed := printed.lstrip():
        value, end = decoder.raw_decode(printed)
        found.append(value)
        printed = printed[end:]
    return found


def founded(environment):
    """Let a portal have sections, an administrator, an editor and a board."""
    portal, registry = environment.portal, environment.registry
    provisioning(environment, Data(CONFIG / 'hanoi')).sections(portal, 'city')
    staff = {login: portal['accounts'].create(login, login, registry=registry)
             for login in ('bien-tap', 'uy-vien', 'truong-ban', 'quan-tri-2')}
    for account in staff.values():
        account.set_password(PASSWORD, at=environment.clock.now())
    grant(portal, staff.pop('quan-tri-2').id, ADMINISTRATOR, Grant(basis='QĐ 12'))
    found_board(portal, registry, {role: staff[login].id for login, role in zip(
        staff, (EDITOR, BOARD_MEMBER, HEAD), strict=True)})


def followed(environment, place):
    """Let somebody send a case and follow a section; return what opens both."""
    portal, registry = environment.portal, environment.registry
    case = registry.getAdapter(portal, ICases).receive(Submission(
        QUESTION, str(portal.__oid__), 'Hỏi đường', 'Đường Láng bao giờ xong?'))
    register = registry.getAdapter(portal, ISubscriptions)
    subscriber, (asked,) = register.ask(
        [('section', str(portal[place].__oid__))], 'doc@minh-hoa.example', 'vi', 0, 'a' * 32)
    register.confirm(register.code(subscriber, CONFIRM, str(asked.number), asked.nonce))
    until = environment.clock.now() + ONE_DAY
    return {'CASE': case.code, 'SECRET': case.secret,
            'LINK': register.code(subscriber, PAGE, str(int(until.timestamp())))}


def at_work(portal, login):
    """Return somebody of the staff who has logged in."""
    person = Person(portal)
    assert person.log_in(login, PASSWORD) == 200
    return person


def connected(portal, port):
    """Let an administrator connect a system by the desk; return its token and the secret of the
    webhooks that it is sent.
    """
    person, pages = at_work(portal, 'quan-tri-2'), '/desk/@@service-accounts'
    person.press(pages, 'create', title='Quản lý văn bản', basis='CV 12', scopes=EVERYTHING)
    token = person.press(pages, 'issue').select_one('code.long').text
    secret = person.press('/desk/@@connection?receiver=webhook', 'add', title='Đối tác', **{
        's.address': f'http://127.0.0.1:{port}/nhan'}).select_one('code.secret').text
    person.press('/desk/@@connection?number=1', 'on')
    return token, secret


def handed_on(portal, login, step, **said):
    """Let somebody find the text in their desk and take a step with it."""
    person = at_work(portal, login)
    desk = BeautifulSoup(person.open('/desk')[1], 'html.parser').main
    person.press(desk.find('a', string=re.compile(TITLE))['href'], step, **said)


def follow(copy, portal, status=0):
    """Let the script of the documents follow in the folder ``copy``; return what it keeps."""
    ended = subprocess.run(['sh', DOCS / 'api/follow.sh'], cwd=copy, check=False, text=True,
                           capture_output=True, env={**os.environ, 'BASE': portal.url})
    assert ended.returncode == status, ended.stderr
    return {each['id']: each for each in objects((copy / 'copy.jsonl').read_text('utf-8'))}


@pytest.mark.clause('4.2.b/3')
def test_a_developer_outside_writes_what_a_board_publishes_and_is_told_of_it(tmp_path):
    var, work, port = tmp_path / 'var', tmp_path / 'work', free_port()
    copy, told = work / 'copy', work / 'webhooks.json'
    copy.mkdir(parents=True)
    (work / 'report.txt').write_text(WRITTEN, encoding='utf-8')
    settings = {**SCHEDULER, 'portal.receivers_inside': f'127.0.0.1:{port}'}
    bare(var)
    with opened(str(write_ini(var, settings)), str(var)) as environment:
        environment.in_transaction(lambda: founded(environment))
        place = next(each.__name__ for each in environment.portal.values()
                     if 'Dossier' in getattr(each, 'allowed_types', ()))
        proofs = environment.in_transaction(lambda: followed(environment, place))
    [written], [device] = recipes(DOCS / 'api-writing.md'), recipes(CONNECTORS / 'mobile-app.md')
    call = '\n'.join(recipes(CONNECTORS / 'hotline.md'))
    with serving(var, settings) as portal:
        token, secret = connected(portal, port)
        given = {'BASE': portal.url, 'TOKEN': token, 'PLACE': place}
        assert follow(copy, portal) == {}
        draft = objects(run(written, work, **given))[-1]
        assert (draft['state'], draft['fields']['number']) == ('submitted', '12/KH-UBND')
        assert TITLE not in run('curl -fsS "$BASE/$PLACE"', work, **given)
        assert follow(copy, portal) == {}
        entered, read_out = objects(run(call, work, **given))
        assert entered['code'] == read_out['code'] and read_out['open']
        [registered] = objects(run(device, work, **given, **proofs))
        assert registered['about'] == 'subscription'

        with running([sys.executable, RECEIVER, port, told], lambda: listens(port),
                     work / 'receiver.log', environment={'SECRET': secret}):
            handed_on(portal, 'bien-tap', 'pass_on')
            handed_on(portal, 'uy-vien', 'approve', checks=CHECKED.checks)
            until(lambda: told.exists() and draft['id'] in json.loads(
                told.read_text(encoding='utf-8'))['items'])
        assert json.loads(told.read_text('utf-8'))['items'][draft['id']]['title'] == TITLE
        read = json.loads(run(
            f'curl -fsS -H "Authorization: Bearer $TOKEN" "$BASE/api/v1/drafts/{draft["id"]}"',
            work, **given))
        assert (read['state'], read['public']) == ('published', True)
        page = run(f'curl -fsS "$BASE/$PLACE/{read["address"].rpartition("/")[2]}"', work, **given)
        assert TITLE in page and 'Báo cáo' in page

        assert follow(copy, portal)[draft['id']]['title'] == TITLE
        (var / 'restored').touch()
        follow(copy, portal, status=75)
        (var / 'restored').unlink()
        (copy / 'next').write_text(f'{portal.url}/api/v1/changes?since=khac-1', encoding='ascii')
        (copy / 'copy.jsonl').write_text('', encoding='ascii')
        assert set(follow(copy, portal)) == {draft['id']}  # begun anew
        person = at_work(portal, 'truong-ban')
        person.press(f'/desk/{place}/{read["address"].rpartition("/")[2]}', 'withdraw',
                     meaning='error', note='Đăng nhầm')
        assert follow(copy, portal) == {}
        assert token not in portal.log.read_text(encoding='utf-8', errors='replace')


def test_the_receiver_of_the_documents_takes_what_was_signed_now_alone(tmp_path):
    known = {'__name__': 'receiver'}
    exec(compile(RECEIVER.read_text(encoding='utf-8'), RECEIVER, 'exec'), known)
    secret, body, now = new_secret(), b'{"type": "webhook.test"}', 1_795_487_400

    def taken(body=body, at=now, secrets=(secret,), **changes):
        headers = {**headers_of(secrets, 'a-1', at, b'{"type": "webhook.test"}'), **changes}
        return known['message_of'](secret, headers, body, now)

    assert taken() == {'type': 'webhook.test'} == taken(secrets=(new_secret(), secret))
    assert taken(at=now - 300) and taken(at=now + 300)
    assert not any([
        taken(at=now - 301), taken(at=now + 301), taken(b'{"type": "x"}'),
        taken(secrets=(new_secret(),)), taken(**{'webhook-id': 'a-2'}),
        taken(**{'webhook-timestamp': '²'}), taken(**{'webhook-signature': 'v1,'})])

    copy = known['Copy'](tmp_path / 'copy.json')
    for key, as_of, title in (('a', 'e-2', 'Hai'), ('b', 'e-1', 'Một'), ('a', 'e-9', 'Lại'),
                              ('c', 'f-1', 'Sau khi khôi phục')):
        copy.apply(key, {'type': 'item.published', 'data': {
            'id': '7', 'as_of': as_of, 'title': title}})
        shown = json.loads((tmp_path / 'copy.json').read_text(encoding='utf-8'))['items']['7']
        assert shown['title'] == ('Hai' if as_of[0] == 'e' else title)
    copy.apply('d', {'type': 'item.removed', 'data': {'id': '7', 'as_of': 'f-2'}})
    assert known['Copy'](tmp_path / 'copy.json')._kept['items'] == {}
