"""Uploads and a real ClamAV: what it finds is refused, what it has not seen is given to nobody."""
import socket
import time
from contextlib import closing
from io import BytesIO
from zipfile import ZipFile

import pytest
import transaction
from hanoiportal import main
from hanoiportal.base.errors import Refused
from hanoiportal.editorial.checks.interfaces import IChecks
from hanoiportal.kernel.inspection.clamd import Clamd, Infected, Unanswered
from hanoiportal.kernel.inspection.upload import Incoming
from hanoiportal.kernel.security.admission import READ
from hanoiportal.kernel.tree.lookup import path_of
from hanoiportal.participation.cases.interfaces import ICases
from hanoiportal.participation.cases.quarantine import scan_held
from hanoiportal.platform.provisioning.data import Data
from hanoiportal.platform.scheduling.opening import opened
from hanoiportal.platform.scheduling.services import Scheduling
from hanoiportal.shells.commands.environment import close
from hanoiportal.shells.commands.seed import provisioning
from support.application import CarryingIn, settings, working
from support.factories import PDF, maker, picture
from support.public_forms import code_and_secret, form_of, send
from support.typing_page import UNCLOSED
from webtest import TestApp, Upload

from . import ROOT
from .clamd import EICAR


def zipped(content):
    out = BytesIO()
    with ZipFile(out, 'w') as archive:
        archive.writestr('word/document.xml', 'tin')
        archive.writestr('word/media/a.bin', content)
    return out


class Office:
    """A portal that asks ``daemon``.  ``app``: a visitor."""

    def __init__(self, application, environment):
        steps = provisioning(environment, Data(ROOT / 'config/hanoi'))
        self.registry = application.registry
        self.app = TestApp(application, extra_environ={'HTTP_HOST': 'localhost'})
        portal = steps.portal(environment.root)
        transaction.commit()
        self._make = maker(environment.registry, portal, steps._editing)
        self._publishing = CarryingIn(steps._publishing)
        self.cases = environment.registry.getAdapter(portal, ICases)

    def put(self, filename, content, kind='File', field='file'):
        """Add a public item with the file, committed, and return it."""
        item = self._make(kind, kind.lower(), **{field: Incoming(filename, BytesIO(content))})
        self._publishing.publish(item, 'test')
        transaction.commit()
        return item

    def status(self, item):
        return self.app.get(f'{path_of(item)}/content', expect_errors=True).status_int

    def look(self):
        """Do what the scheduler does."""
        with opened(self.registry, 'test') as environment:
            return Scheduling(environment).run()

    def scan(self):
        """Do what the scheduler does about the files of cases."""
        with opened(self.registry, 'test') as environment:
            scan_held(environment)

    def said(self, item):
        with opened(self.registry, 'test') as environment:
            found = environment.portal.__objectmap__.object_for(item.__oid__)
            return [each.message for each in environment.request.service(IChecks).blocking(found)
                    if each.code == 'quarantine']


@pytest.fixture
def office(tmp_path, clamd):
    application = main({}, **settings(tmp_path, **{
        'portal.clamd': clamd.address, 'portal.clamd_seconds': '20'}))
    with working(application.registry) as environment:
        yield Office(application, environment)
    close(application.registry)


@pytest.mark.clause('8.1')
def test_what_clamav_finds_is_refused_and_what_is_clean_is_given_to_readers(office, clamd):
    with clamd.on():
        for name, content in (('a.txt', EICAR), ('a.docx', zipped(EICAR).getvalue())):
            with pytest.raises(Refused) as refused:
                office.put(name, content)
            assert refused.value.reasons['file'].mapping == {'name': 'Eicar-Test.UNOFFICIAL'}
            transaction.abort()
        item = office.put('a.pdf', PDF)

        assert office.status(item) == 200 and office.look() == (0, 0)


@pytest.mark.clause('8.1')
@pytest.mark.filterwarnings(UNCLOSED)
def test_what_a_visitor_sends_with_a_virus_is_refused_with_its_name_and_nothing_is_lost(
        office, clamd):
    def second(files):
        return send(form_of(office.app.get('/gui/cau-hoi/viet')), text='Câu hỏi', tep=files)

    files = [Upload('don.txt', 'Đơn'.encode()), Upload('x.txt', EICAR)]
    with clamd.on():
        page = second(files)
    assert 'Eicar-Test' in page.html.select_one('.why').text
    assert 'don.txt' in page.html.select_one('.kept').text
    assert form_of(page)['text'].value.strip() == 'Câu hỏi'


@pytest.mark.clause('8.1')
@pytest.mark.filterwarnings(UNCLOSED)
def test_what_a_visitor_sends_while_clamav_is_away_waits_and_is_opened_by_nobody(office, clamd):
    form = form_of(office.app.get('/gui/cau-hoi/viet'))
    page = send(form, text='Câu hỏi', tep=[
        Upload('don.txt', 'Đơn'.encode()), Upload('x.txt', EICAR)])
    assert 'được cách ly' in page.html.main.text
    page = send(form_of(page), consent_process='yes')
    time.sleep(READ)
    receipt = code_and_secret(send(form_of(page)))

    def seen():
        """Return what the sender sees of the files, and what a case gives of them."""
        transaction.abort()
        case = office.cases.find(*receipt)
        page = office.app.get('/theo-doi')
        page = send(form_of(page, '/theo-doi'), ma=receipt[0], khoa=receipt[1]).follow()
        return ([' '.join(each.text.split()) for each in page.html.select('ol ul li')],
                [office.cases.file(case, index).content for index in (0, 1)],
                [each['href'] for each in page.html.select('ol ul li a')])

    waits = 'đang chờ quét mã độc, chưa mở được'
    office.scan()
    assert seen() == ([f'don.txt — {waits}', f'x.txt — {waits}'], [b'', b''], [])
    with clamd.on():
        office.scan()
    names, contents, [address] = seen()
    assert names == ['don.txt', 'x.txt — có mã độc, đã bị hủy']
    assert contents == ['Đơn'.encode(), b''] and office.app.get(address).body == contents[0]
    refused = office.app.get(address[:-1] + '1', status=404)
    assert EICAR not in refused.body


@pytest.mark.clause('8.1')
def test_a_file_that_nobody_has_scanned_waits_and_is_given_to_nobody(office, clamd):
    file = office.put('a.pdf', PDF)
    image = office.put('a.png', picture().getvalue(), 'Image', 'image')
    rendition = office.app.get(path_of(image)).html.select_one('main figure img')['src']

    assert office.status(file) == office.status(image) == 404
    assert office.app.get(rendition, expect_errors=True).status_int == 404
    assert office.said(file) and office.said(image)
    assert office.look() == (0, 2) == office.look()

    with clamd.on():
        assert office.look() == (2, 0)
    assert office.status(file) == office.status(image) == 200
    assert office.app.get(rendition).status_int == 200
    assert not office.said(file) and office.look() == (0, 0)


def test_malware_that_came_while_clamav_was_away_never_leaves_quarantine(office, clamd):
    item = office.put('a.txt', EICAR)

    with clamd.on():
        assert office.look() == (1, 0) and office.look() == (0, 0)
    [said] = office.said(item)
    assert said.mapping['name'] == 'Eicar-Test.UNOFFICIAL'
    assert office.status(item) == 404


def test_one_that_answers_nonsense_or_nothing_has_found_nothing_harmless(tmp_path):
    with closing(socket.create_server(('127.0.0.1', 0))) as server:
        address = f'127.0.0.1:{server.getsockname()[1]}'
        with pytest.raises(Unanswered, match=address):
            Clamd(address, 1).scan(BytesIO(b'tin'))
    for address in (f'{tmp_path}/nothing', '127.0.0.1:1'):
        with pytest.raises(Unanswered):
            Clamd(address, 1).scan(BytesIO(b'tin'))


def test_a_large_file_is_sent_whole(clamd):
    with clamd.on():
        scanner = Clamd(clamd.address, 20)

        assert scanner.scan(BytesIO(bytes(5_000_000))) is None
        with pytest.raises(Infected):
            scanner.scan(BytesIO(bytes(5_000_000) + EICAR))
