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


def recipes():
    text = DOCS.read_text(encoding='utf-8')
    return [line for block in re.findall(r'```sh\n(.*?)```', text, re.DOTALL)
            for line in block.splitlines() if line.startswith('curl ')]


@pytest.mark.clause('4.2.b/3')
def test_every_recipe_of_the_docs_reads_something(portal):
    assert len(recipes()) >= 10
    for line in recipes():
        done = subprocess.run(
            ['sh', '-c', line], env={'PORTAL': portal.url, 'PATH': '/usr/bin:/bin'},
            capture_output=True, text=True, check=True)
        found = json.loads(done.stdout)
        assert 'status' not in found, (line, found)
        assert 'items' in found or 'title' in found, line


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
