"""The API as an outside developer meets it: curl, and the client of the docs, on a real server."""
import json
import re
import subprocess
import sys

import pytest

from . import ROOT
from .portal import serving_copy

DOCS = ROOT / 'docs/develop/api.md'
CLIENT = ROOT / 'docs/develop/api/client.py'


@pytest.fixture(scope='module')
def portal(demo_var, tmp_path_factory):
    with serving_copy(demo_var, tmp_path_factory.mktemp('api')) as running:
        yield running


@pytest.fixture(scope='module')
def client(portal):
    """What ``client.py`` defines, and a client of the portal."""
    known = {'__name__': 'client'}
    exec(compile(CLIENT.read_text(encoding='utf-8'), CLIENT, 'exec'), known)
    return known, known['Client'](portal.url)


@pytest.fixture
def printed(portal, tmp_path):
    """``printed(script)``: what a script of the docs prints, each line of it JSON."""
    def done(script):
        ended = subprocess.run(
            ['sh', '-euc', script], env={'PORTAL': portal.url, 'PATH': '/usr/bin:/bin'},
            cwd=tmp_path, capture_output=True, text=True, check=True)
        return [json.loads(line) for line in ended.stdout.splitlines()]

    return done


def recipes():
    """Return the lines of the first block of the docs, and the block that reads all."""
    lines, whole = re.findall(r'```sh\n(.*?)```', DOCS.read_text(encoding='utf-8'), re.DOTALL)
    return [line for line in lines.splitlines() if line.startswith('curl ')], whole


@pytest.mark.clause('4.2.b/3')
def test_every_recipe_of_the_docs_reads_something(portal, printed):
    lines, whole = recipes()
    assert len(lines) >= 10
    for line in lines:
        (found,) = printed(line)
        assert 'items' in found or 'title' in found, line
    total = json.loads(portal.get('/api/v1/items?limit=1')[2])['total']
    assert len({each['id'] for each in printed(whole)}) == total > 100
    with pytest.raises(subprocess.CalledProcessError):  # a problem is no item
        printed(lines[0].replace('limit=5', 'limit=0'))


@pytest.mark.clause('13.3.c')
def test_the_client_reads_everything(client):
    known, portal = client
    items = list(portal.items(fields='title,type'))
    whole = portal.get('items', limit=1)

    assert len(CLIENT.read_text(encoding='utf-8').splitlines()) <= 300
    assert len(items) == whole['total'] > 100
    assert {each['id'] for each in portal.sites()} >= {'thanh-pho', 'caugiay', 'bavi', 'soyte'}
    assert portal.get('items', limit=1) == whole  # by its entity tag
    document = next(iter(portal.all('documents')))
    assert portal.document(document['number'])[0]['number'] == document['number']
    item = portal.item(document['id'])
    assert portal.item(document['id'], document['published'][:10])['title'] == item['title']
    assert any(True for _each in portal.search('hà nội'))
    with pytest.raises(known['Problem']) as refused:
        portal.get('items', limit=0)
    assert (refused.value.kind, list(refused.value.errors)) == ('bad-parameter', ['/limit'])


def test_the_client_is_a_command_as_well(portal):
    done = subprocess.run([sys.executable, CLIENT, portal.url, 'sites', 'fields=title'],
                          capture_output=True, text=True, check=True)

    assert {'id', 'title'} == set(json.loads(done.stdout.splitlines()[0]))
