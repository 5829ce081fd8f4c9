"""`make demo` runs other systems beside the portal, and its desk shows what they take."""
import json
import re
import shutil
from types import SimpleNamespace
from urllib.parse import parse_qsl, urlencode, urlsplit

from bs4 import BeautifulSoup
from hanoiportal.shells.commands.demo import SYSTEMS
from hanoiportal.shells.commands.demo.systems.addresses import LAW, SERVICES

from . import ROOT
from .person import Person
from .portal import Portal
from .process import free_port, listens, running, until
from .vneid import NAME

CITY, SITE = '/desk', '/desk/sites/caugiay'


def rows(person, place):
    """Return ``{title: (state, waiting, dead, arrived, number)}`` of the own connections there."""
    page = BeautifulSoup(person.open(f'{place}/@@connections')[1], 'html.parser')
    found = {}
    for row in page.select('main tbody tr'):
        title, (state, *figures) = row.find('a'), row.find_all('td')
        if not title['href'].startswith(f'{place}/@@'):
            continue
        found[title.text] = (state.text, *(int(each.contents[0]) for each in figures),
                             title['href'].rpartition('=')[2])
    return found


def content(person, address):
    """Return the content of the page at ``address``."""
    return BeautifulSoup(person.open(address)[1], 'html.parser').main


def is_taken_in(portal, systems, password):
    """Return a function: whether staff sees a call, a package and a document of other systems."""
    staff = Person(portal)
    staff.log_in('tiepnhan.caugiay', password)
    call = systems / 'hotline-call.json'

    def found():
        return (call.exists() and json.loads(call.read_text())['open'] and all(
            words in content(staff, f'{SITE}/@@{page}').text for page, words in (
                ('cases?kind=question', 'đăng ký tạm trú'),
                ('cases?kind=contribution', 'ngày hội thể thao'), ('issued', '184/QĐ-UBND'))))

    return found


def confirm_by_message(portal):
    """Have a code sent to a telephone, to post in the forum."""
    person = Person(portal)
    topic = content(person, '/giao-luu-doi-thoai/via-he-thong-thoang')
    way = topic.find('a', href=re.compile('^/gui-dien-dan'))['href']
    form = content(person, way).find('form', action=re.compile('/dien-thoai$'))
    fields = {field['name']: field.get('value', '') for field in form.find_all('input')}
    assert person.open(form['action'], urlencode({**fields, 'so': '0912 345 678'}).encode(),
                       headers={'Origin': portal.url})[0] == 200


def confirm_by_vneid(portal):
    """Be led to the provider, agree there, and be known at the portal by name."""
    person = Person(SimpleNamespace(url=''))
    _status, away = person.open(f'{portal.url}/cua-toi/vneid', b'', headers={'Origin': portal.url})
    link = BeautifulSoup(away, 'html.parser').find('a', rel='noreferrer')['href']
    asked = dict(parse_qsl(urlsplit(link).query))
    person.open(link.partition('/authorize')[0] + '/agree',
                urlencode({**asked, 'say': 'yes'}).encode())
    assert NAME in content(person, f'{portal.url}/cua-toi').text


def test_deliveries_arrive_at_the_systems_beside_the_demonstration(demo_var, tmp_path):
    portal = Portal(free_port(), tmp_path / 'var', None, tmp_path / 'log')
    shutil.copytree(demo_var, portal.var)
    make = ['make', 'demo', f'PORT={portal.port}', f'VAR={portal.var}']
    with running(make, portal.answers, portal.log, cwd=ROOT):
        person, password = Person(portal), (portal.var / 'demo-password').read_text().strip()
        person.log_in('vanhanh', password)
        for place in (CITY, SITE):
            for title, (*_figures, number) in rows(person, place).items():
                path = f'{place}/@@connection?number={number}'
                assert person.send(path, {'act': 'try'})[0] == 200, title

        def settled():
            found = {**rows(person, CITY), **rows(person, SITE)}
            (partner,) = (each for title, each in found.items() if title.startswith('Báo'))
            (silent,) = (each for title, each in found.items() if title.startswith('Đài'))
            # The app is told of emergencies and chosen sections alone: here of the trial.
            told = [(each, 1 if title.startswith('Ứng dụng') else 2)
                    for title, each in found.items() if not title.startswith('Đài')]
            return (all(each[1] == 0 and each[3] >= least for each, least in told)
                    and partner[2] == 1
                    and silent[0].startswith('Tạm ngừng') and silent[1] > 1)

        until(settled, 60, 1)
        sources = person.open(f'{CITY}/@@law-findings')[1].decode()
        for source in ('Cơ sở dữ liệu quốc gia về pháp luật', 'Công báo điện tử'):
            assert f'{source}: đối soát xong lúc' in ' '.join(sources.split()), source
        assert 'minh-hoa' not in sources and 'Sai lệch' in sources
        procedures = content(person, '/thu-tuc-hanh-chinh')
        assert procedures.find('a', href=re.compile('linh-vuc='))
        for system in (LAW, SERVICES):
            assert listens(SYSTEMS + system), system
        systems = portal.var / 'demo-systems'
        until(is_taken_in(portal, systems, password), 60, 1)
        confirm_by_vneid(portal)
        confirm_by_message(portal)
        person.send('/ban-tin', {'email': 'nguoi-doc@minh-hoa.example', 'cach': 'hang-ngay'},
                    headers={'Origin': portal.url})
        until(lambda: any(b'nguoi-doc@minh-hoa.example' in each.read_bytes()
                          for each in (systems / 'mail').glob('*.eml')), 60)
        until(lambda: any(each.read_text().startswith('84912345678\n')
                          for each in (systems / 'sms').glob('*.txt')), 60)
    until(lambda: not listens(6551), 10)
