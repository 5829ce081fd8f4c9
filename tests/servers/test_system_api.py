"""A developer outside: the recipes of the documents, ``curl``, a server, a board; nothing else."""
import json
import os
import re
import subprocess
import sys

import pytest
from hanoiportal.base.clock import ONE_DAY
from hanoiportal.integration.deliveries.jobs import deliver
from hanoiportal.integration.deliveries.services import Deliveries
from hanoiportal.integration.webhooks.signing import headers_of, new_secret
from hanoiportal.kernel.security.authorization.roles import BOARD_MEMBER, EDITOR, HEAD
from hanoiportal.kernel.tree.events import send
from hanoiportal.participation.cases.interfaces import QUESTION, ICases, Submission
from hanoiportal.platform.provisioning.data import Data
from hanoiportal.platform.subscriptions.interfaces import CONFIRM, ISubscriptions
from hanoiportal.platform.subscriptions.sealing import PAGE
from hanoiportal.shells.commands.environment import opened
from hanoiportal.shells.commands.seed import provisioning
from support.editorial_staff import CHECKED, Person
from support.people import found_board
from support.systems import EVERYTHING, connected

from . import CONFIG, ROOT
from .portal import bare, serving, write_ini
from .process import free_port, listens, running

DOCS, CONNECTORS = ROOT / 'docs/develop', ROOT / 'docs/operations/connectors'
RECEIVER = DOCS / 'api/receiver.py'
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
    """Let a portal have sections, an editor and a board; return ``{login: account}``."""
    portal, registry = environment.portal, environment.registry
    provisioning(environment, Data(CONFIG / 'hanoi')).sections(portal, 'city')
    staff = {login: portal['accounts'].create(login, login, registry=registry)
             for login in ('bien-tap', 'uy-vien', 'truong-ban')}
    found_board(portal, registry, {role: staff[login].id for login, role in zip(
        staff, (EDITOR, BOARD_MEMBER, HEAD), strict=True)})
    return staff


def subscribed(environment, address):
    """Send webhooks to ``address``; return their secret."""
    service = Deliveries(environment.registry, lambda _permission, _place: True,
                         send(environment.registry))
    made, secrets = service.add(
        environment.portal, 'webhook', 'Đối tác', {'address': address}, 'test')
    service.switch(environment.portal, made.number, True, 'test')
    return secrets['secret']


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


def approve(environment, number):
    """Let the board publish the item with that id; return its title."""
    portal, registry = environment.portal, environment.registry
    item = portal.__objectmap__.object_for(number)
    for login, step in (('bien-tap', 'pass_on'), ('uy-vien', 'approve')):
        person = Person(registry, portal, portal['accounts'][login])
        person.take(item, step, CHECKED if step == 'approve' else None)
    return item.title


def receive(environment, port, secret, folder):
    """Let the receiver of the documents take what waits; return what it keeps."""
    copy = folder / 'webhooks.json'
    command = [sys.executable, RECEIVER, port, copy]
    with running(command, lambda: listens(port), folder / 'receiver.log',
                 environment={'SECRET': secret}):
        deliver(environment.registry)
    return json.loads(copy.read_text(encoding='utf-8'))['items']


@pytest.mark.clause('4.2.b/3')
def test_a_developer_outside_writes_what_a_board_publishes_and_is_told_of_it(tmp_path):
    var, work, port = tmp_path / 'var', tmp_path / 'work', free_port()
    inside = {'portal.receivers_inside': f'127.0.0.1:{port}'}
    work.mkdir()
    (work / 'report.txt').write_text(WRITTEN, encoding='utf-8')
    bare(var)
    with opened(str(write_ini(var, inside)), str(var)) as environment:
        environment.in_transaction(lambda: founded(environment))
        _account, token = connected(environment.registry, environment.portal, EVERYTHING)
        secret = environment.in_transaction(
            lambda: subscribed(environment, f'http://127.0.0.1:{port}/nhan'))
        place = next(each.__name__ for each in environment.portal.values()
                     if 'Dossier' in getattr(each, 'allowed_types', ()))
        proofs = environment.in_transaction(lambda: followed(environment, place))
    [written], [begun, following] = recipes(DOCS / 'api-writing.md'), recipes(DOCS / 'changes.md')
    call, [device] = recipes(CONNECTORS / 'hotline.md'), recipes(CONNECTORS / 'mobile-app.md')
    with serving(var) as portal:
        given = {'BASE': portal.url, 'TOKEN': token, 'PLACE': place}
        run(begun, work, **given)
        draft = objects(run(written, work, **given))[-1]
        hidden = run('curl -s -o /dev/null -w "%{http_code}" "$BASE/$PLACE"', work, **given)
        assert (draft['state'], draft['fields']['number']) == ('submitted', '12/KH-UBND')
        assert hidden == '200' and 'Kế hoạch năm 2027' not in run(
            'curl -fsS "$BASE/$PLACE"', work, **given)
        run(following, work, **given)
        assert draft['id'] not in (work / 'changes.json').read_text(encoding='utf-8')
        entered, read_out = objects(run('\n'.join(call), work, **given))
        assert entered['code'] == read_out['code'] and read_out['open']
        [registered] = objects(run(device, work, **given, **proofs))
        assert registered['about'] == 'subscription'
        log = portal.log
    with opened(str(write_ini(var, inside)), str(var)) as environment:
        environment.in_transaction(lambda: approve(environment, int(draft['id'])))
        told = receive(environment, port, secret, work)
    assert told[draft['id']]['title'] == 'Kế hoạch năm 2027'
    with serving(var) as portal:
        given['BASE'] = portal.url
        read = json.loads(run(
            f'curl -fsS -H "Authorization: Bearer $TOKEN" "$BASE/api/v1/drafts/{draft["id"]}"',
            work, **given))
        assert (read['state'], read['public']) == ('published', True)
        run(following, work, **given)
        page = run(f'curl -fsS "$BASE/$PLACE/{read["address"].rpartition("/")[2]}"', work, **given)
    changes = json.loads((work / 'changes.json').read_text(encoding='utf-8'))['changes']
    assert [each['kind'] for each in changes if each['id'] == draft['id']] == ['published']
    followed_item = json.loads((work / f'read-{draft["id"]}.json').read_text(encoding='utf-8'))
    assert followed_item['title'] == 'Kế hoạch năm 2027'
    assert 'Kế hoạch năm 2027' in page and 'Báo cáo' in page
    assert token not in log.read_text(encoding='utf-8', errors='replace')


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
