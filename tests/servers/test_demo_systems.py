"""`make demo` runs other systems beside the portal, and its desk shows what they take."""
import re
import shutil

from bs4 import BeautifulSoup
from hanoiportal.shells.commands.demo import SYSTEMS
from hanoiportal.shells.commands.demo.systems.addresses import (
    DOCUMENT_SYSTEM,
    LAW,
    SERVICES,
    SMS,
    VNEID,
)

from . import ROOT
from .person import Person
from .portal import Portal
from .process import free_port, listens, running, until

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


def test_deliveries_arrive_at_the_systems_beside_the_demonstration(demo_var, tmp_path):
    portal = Portal(free_port(), tmp_path / 'var', None, tmp_path / 'log')
    shutil.copytree(demo_var, portal.var)
    make = ['make', 'demo', f'PORT={portal.port}', f'VAR={portal.var}']
    with running(make, portal.answers, portal.log, cwd=ROOT):
        person = Person(portal)
        person.log_in('vanhanh', (portal.var / 'demo-password').read_text().strip())
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
        procedures = BeautifulSoup(person.open('/thu-tuc-hanh-chinh')[1], 'html.parser').main
        assert procedures.find('a', href=re.compile('linh-vuc='))
        for system in (LAW, SERVICES, SMS, VNEID, DOCUMENT_SYSTEM):
            assert listens(SYSTEMS + system), system
        person.send('/ban-tin', {'email': 'nguoi-doc@minh-hoa.example', 'cach': 'hang-ngay'},
                    headers={'Origin': portal.url})
        letters = portal.var / 'demo-systems' / 'mail'
        until(lambda: any(b'nguoi-doc@minh-hoa.example' in each.read_bytes()
                          for each in letters.glob('*.eml')), 60)
    until(lambda: not listens(6551), 10)
