"""The real portal of Hanoi, seeded by ``bin/portal`` and served by a process of its own."""
import csv
import html
import re
import shutil

import pytest
from bs4 import BeautifulSoup
from hanoiportal.shells.commands.environment import opened
from servers.portal import command, write_ini
from support import ROOT
from support.sampling import some

DATA = ROOT / 'config/hanoi'


def rows(name):
    with open(DATA / name, encoding='utf-8', newline='') as lines:
        return list(csv.DictReader(lines))


SITES = [(row['label'], row['name'], row['integration']) for row in rows('agencies.csv')] + [
    (row['label'], row['full_name'], 'integrated') for row in rows('communes.csv')]


def soup(portal, path, host='localhost'):
    status, _headers, body = portal.get(path, host)
    assert status == 200, (path, host, status)
    return BeautifulSoup(body, 'html.parser')


@pytest.mark.clause('5.1/1')
def test_every_integrated_site_answers_on_its_own_host(seeded_portal):
    integrated = [(label, name) for label, name, kind in SITES if kind == 'integrated']

    for label, name in integrated:
        status, _headers, body = seeded_portal.get('/atom.xml', f'{label}.hanoi.gov.vn')
        [title] = re.findall('<feed[^>]*>.*?<title>(.*?)</title>', body.decode(), re.DOTALL)
        assert status == 200 and name in html.unescape(title), label
    for label in some([label for label, _name in integrated], 'homes', 6):
        status, _headers, body = seeded_portal.get('/', f'{label}.hanoi.gov.vn')
        [heading] = re.findall('<h1.*?</h1>', body.decode(), re.DOTALL)
        assert status == 200 and dict(integrated)[label] in html.unescape(heading), label

    assert len(SITES) == 149


@pytest.mark.clause('5.2.b')
def test_the_former_host_of_the_office_leads_to_its_abbreviation(seeded_portal):
    for path in ('/', '/english'):
        status, headers, _body = seeded_portal.get(path, 'vanphong.hanoi.gov.vn')

        assert status == 301
        assert headers['Location'].rstrip('/') == (
            f'http://vpubnd.hanoi.gov.vn{path}'.rstrip('/'))


@pytest.mark.clause('1.2')
def test_the_directory_names_every_site_external_ones_as_links(seeded_portal):
    directory = soup(seeded_portal, '/sites')
    addresses = {link['href'] for link in directory.find_all('a', href=True)}

    for label, name, kind in SITES:
        assert name in directory.text
        assert kind == 'external' or f'/sites/{label}' in addresses
    external = [row['external_url'] for row in rows('agencies.csv') if row['external_url']]
    assert set(external) <= addresses


@pytest.mark.clause('10')
@pytest.mark.parametrize(('host', 'level'), [
    ('hanoi.gov.vn', 'city'), ('sotuphap.hanoi.gov.vn', 'agency'),
    ('bavi.hanoi.gov.vn', 'commune')])
def test_a_site_has_the_sections_of_its_level(seeded_portal, host, level):
    for row in rows('sections.csv'):
        status, _headers, _body = seeded_portal.get('/' + row['code'], host)

        assert status == (200 if level in row['levels'].split('|') else 404), row['code']


def test_a_fresh_portal_has_something_to_read_in_both_languages(seeded_portal):
    for path in ('/', '/english'):
        page = soup(seeded_portal, path)
        news = [link['href'] for link in page.main.find_all('a', href=True)
                if re.search(r'/(chi-dao-dieu-hanh|tin-tuc-su-kien|pho-bien-phap-luat)/',
                             link['href'])]

        assert len(set(news)) >= 3
        for href in set(news):
            assert len(soup(seeded_portal, href).main.text.split()) > 150


def test_seeding_twice_changes_nothing_and_tells_no_password_again(seeded_var, tmp_path):
    var = tmp_path / 'var'
    shutil.copytree(seeded_var, var)
    before = (var / 'filestorage/content.fs').read_bytes()

    printed = command(var, 'seed')

    assert (var / 'filestorage/content.fs').read_bytes() == before
    assert 'password' not in printed


@pytest.mark.clause('8.8')
def test_nobody_else_on_the_machine_may_read_the_databases(seeded_var):
    files = [path for path in seeded_var.rglob('*') if path.is_file() and 'storage' in str(path)]

    assert [path for path in files if path.name == 'content.fs']
    assert not [path for path in files if path.stat().st_mode & 0o077]


def test_an_empty_portal_has_an_administrator_and_no_sites(tmp_path):
    printed = command(tmp_path, 'seed', '--bare')

    assert re.search(r'One-time password: \S{20}', printed)
    assert 'already' in command(tmp_path, 'seed', '--if-empty')
    with opened(str(write_ini(tmp_path, {})), str(tmp_path)) as environment:
        [only] = environment.portal['accounts'].values()
        assert only.must_change_password and not environment.portal['accounts'].groups
