"""A developer outside: the recipes of the documents, ``curl``, a server, a board; nothing else."""
import json
import os
import re
import subprocess

import pytest
from hanoiportal.kernel.security.authorization.roles import BOARD_MEMBER, EDITOR, HEAD
from hanoiportal.platform.provisioning.data import Data
from hanoiportal.shells.commands.environment import opened
from hanoiportal.shells.commands.seed import provisioning
from support.editorial_staff import CHECKED, Person
from support.people import found_board
from support.systems import connected

from . import CONFIG, ROOT
from .portal import bare, serving, write_ini

RECIPES = ROOT / 'docs/develop/api-writing.md'
WRITTEN = 'Nội dung báo cáo.\n' * 4000


def recipe():
    """Return the commands of the documents."""
    [found] = re.findall(r'```sh\n(.*?)```', RECIPES.read_text(encoding='utf-8'), re.DOTALL)
    return found


def run(script, folder, **variables):
    """Run ``script`` in ``folder`` as a developer does; return what it printed."""
    ended = subprocess.run(
        ['bash', '-euo', 'pipefail', '-c', script], cwd=folder, check=False, text=True,
        capture_output=True, env={**os.environ, **variables})
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def founded(environment):
    """Let a portal have sections, an editor and a board; return ``{login: account}``."""
    portal, registry = environment.portal, environment.registry
    provisioning(environment, Data(CONFIG / 'hanoi')).sections(portal, 'city')
    staff = {login: portal['accounts'].create(login, login, registry=registry)
             for login in ('bien-tap', 'uy-vien', 'truong-ban')}
    found_board(portal, registry, {role: staff[login].id for login, role in zip(
        staff, (EDITOR, BOARD_MEMBER, HEAD), strict=True)})
    return staff


def approve(environment, number):
    """Let the board publish the item with that id; return its title."""
    portal, registry = environment.portal, environment.registry
    item = portal.__objectmap__.object_for(number)
    for login, step in (('bien-tap', 'pass_on'), ('uy-vien', 'approve')):
        person = Person(registry, portal, portal['accounts'][login])
        person.take(item, step, CHECKED if step == 'approve' else None)
    return item.title


@pytest.mark.clause('4.2.b/3')
def test_a_developer_outside_writes_what_a_board_publishes(tmp_path):
    var, work = tmp_path / 'var', tmp_path / 'work'
    work.mkdir()
    (work / 'report.txt').write_text(WRITTEN, encoding='utf-8')
    bare(var)
    ini = str(write_ini(var, {}))
    with opened(ini, str(var)) as environment:
        environment.in_transaction(lambda: founded(environment))
        _account, token = connected(environment.registry, environment.portal)
        place = next(each.__name__ for each in environment.portal.values()
                     if 'Dossier' in getattr(each, 'allowed_types', ()))
    with serving(var) as portal:
        given = {'BASE': portal.url, 'TOKEN': token, 'PLACE': place}
        printed = run(recipe(), work, **given)
        draft = json.loads(printed.rpartition('}{')[1][1:] + printed.rpartition('}{')[2])
        hidden = run('curl -s -o /dev/null -w "%{http_code}" "$BASE/$PLACE"', work, **given)
        assert (draft['state'], draft['fields']['number']) == ('submitted', '12/KH-UBND')
        assert hidden == '200' and 'Kế hoạch năm 2027' not in run(
            'curl -fsS "$BASE/$PLACE"', work, **given)
        log = portal.log
    with opened(ini, str(var)) as environment:
        environment.in_transaction(lambda: approve(environment, int(draft['id'])))
    with serving(var) as portal:
        given['BASE'] = portal.url
        read = json.loads(run(
            f'curl -fsS -H "Authorization: Bearer $TOKEN" "$BASE/api/v1/drafts/{draft["id"]}"',
            work, **given))
        assert (read['state'], read['public']) == ('published', True)
        page = run(f'curl -fsS "$BASE/$PLACE/{read["address"].rpartition("/")[2]}"', work, **given)
    assert 'Kế hoạch năm 2027' in page and 'Báo cáo' in page
    assert token not in log.read_text(encoding='utf-8', errors='replace')
