"""The systems beside `make demo`, at fixed ports: ``python -m servers.demonstration VAR PORT``.

They end with the process that has begun them.  ``VAR``: the folder of the demonstration, which
tells them there what they have.  ``PORT``: where it is served.
"""
import argparse
import json
import os
import re
import sys
import threading
import time
import urllib.request
from contextlib import suppress
from datetime import UTC, datetime
from html import escape
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

from aiosmtpd.controller import Controller
from hanoiportal.shells.commands.demo import SYSTEMS
from hanoiportal.shells.commands.demo.systems.addresses import (
    APP,
    BODIES,
    DATA,
    DOCUMENT_SYSTEM,
    DOCUMENTS,
    FACEBOOK,
    FOLDER,
    GOVERNMENT,
    LAW,
    MAIL,
    MONITORING,
    OWNER,
    PARTNER,
    PLATFORM,
    PRINTED,
    PROCEDURES,
    SECRET,
    SERVICES,
    SILENT,
    SMS,
    TIKTOK,
    TOKEN,
    VNEID,
    YOUTUBE,
    ZALO,
)

from servers.appgateway import AppGateway
from servers.ckan import Ckan
from servers.documentsystem import TOKEN as DOCUMENTS_TOKEN
from servers.documentsystem import DocumentServer
from servers.facebook import Graph
from servers.governmentportal import GovernmentPortal
from servers.lawdatabases import KEY, LawServer
from servers.lgsp import Platform
from servers.nationalmonitoring import NationalMonitoring
from servers.publicservices import PASSWORD, USER, PublicServices
from servers.receiver import Receiver
from servers.smsgateway import KEY as SMS_KEY
from servers.smsgateway import SmsGateway
from servers.tiktok import ContentPosting
from servers.vneid import NAME, SUBJECT, VneidProvider
from servers.vneid import SECRET as VNEID_SECRET
from servers.youtube import DataApi
from servers.zalo import REFRESH, OfficialAccount

YEAR = 365
FORCES = {'chua-co': 'CCHL', 'con': 'CHL', 'het-mot-phan': 'HHL1P', 'het': 'HHL'}
#: What the partner does first: it takes the trial and two items, and refuses one.
FIRST = ('well', 'well', 'well', 'refusing')


def read(path):
    """Return the JSON that the demonstration has written there, a list."""
    return json.loads(path.read_text(encoding='utf-8')) if path.exists() else []


class Partner(Receiver):
    """A partner that refuses one item, and knows its secret when the demonstration has one."""

    def __init__(self, folder, port):
        self._secret = folder / SECRET
        super().__init__(port)
        self.moods = list(FIRST)

    @property
    def secret(self):
        return self._secret.read_text(encoding='utf-8') if self._secret.exists() else ''

    @secret.setter
    def secret(self, value):
        """The demonstration alone says it."""


class Documents(LawServer):
    """The database of law and the gazette, with the documents that the demonstration says."""

    def __init__(self, folder, port):
        self._documents, self._printed = folder / DOCUMENTS, folder / PRINTED
        super().__init__(port)

    @property
    def records(self):
        return [{'id': each['id'], 'docNum': each['number'], 'agencyName': each['issuer'],
                 'title': each['summary'], 'issueDate': each['issued'],
                 'effFrom': each['effective'], 'effTo': each['expires'],
                 'effStatus': {'code': FORCES.get(each['status'], '')}, 'updatedDate': ''}
                for each in read(self._documents)]

    @records.setter
    def records(self, value):
        """The demonstration alone says them."""

    @property
    def published(self):
        return [{'id_van_ban': each['id'], 'so_ky_hieu': each['number'], 'ten_co_quan': [
                    each['issuer']], 'trich_yeu': each['summary'], 'ngay_ban_hanh': each['issued']}
                for each in read(self._printed)]

    @published.setter
    def published(self, value):
        """The demonstration alone says them."""

    def page(self, identifier):
        """Return the page of a document for readers, ``None`` if there is none."""
        return next((f'<!DOCTYPE html><html lang="vi"><title>{escape(each["number"])}</title>'
                     f'<h1>{escape(each["number"])}</h1><p>{escape(each["summary"])}</p>'
                     '<p>Nguồn minh họa của Cổng trình diễn.</p></html>'.encode()
                     for each in read(self._documents) if each['id'] == identifier), None)


class Procedures(PublicServices):
    """The national portal, with the procedures that the demonstration says."""

    def __init__(self, folder, port):
        self._listed = folder / PROCEDURES
        super().__init__(port)

    @property
    def procedures(self):
        return {code: (name, field) for code, name, field in read(self._listed)}

    @procedures.setter
    def procedures(self, value):
        """The demonstration alone says them."""


class Bodies(Platform):
    """The city's platform, with the codes of bodies that the demonstration says."""

    def __init__(self, folder, port):
        self._listed = folder / BODIES
        super().__init__(folder / 'lgsp', port, YEAR)

    @property
    def bodies(self):
        return read(self._listed)

    @bodies.setter
    def bodies(self, value):
        """The demonstration alone says them."""


class Clerks(DocumentServer):
    """The system of documents: once the demonstration has a site, a package waits for it, and a
    document was issued there.
    """

    def __init__(self, folder, port):
        self._owner, self._waiting = folder / OWNER, {}
        super().__init__(port)
        self.receipts['minh-hoa-1245'] = {}  # the demonstration has it from the beginning

    @property
    def packages(self):
        if not self.last and self._owner.exists():
            organ = {'OrganId': '', 'OrganName': self._owner.read_text(encoding='utf-8')}
            self.has('minh-hoa-184', '184/QĐ-UBND', time.strftime('%Y-%m-%d'), From=organ,
                     Subject='Về việc ban hành kế hoạch số 184 (minh họa)')
            files = {'thong-bao.csv': 'Ngày,Nơi\n15/12,Sân vận động\n'.encode()}
            self.send('minh-hoa-1246', files,
                      Subject='Thông báo ngày hội thể thao (minh họa)', To=organ)
        return self._waiting

    @packages.setter
    def packages(self, value):
        self._waiting = value


class Account(OfficialAccount):
    """Zalo, which knows the refresh token that it gave before it was begun anew."""

    def __init__(self, folder, port):
        self._kept = folder / 'zalo-refresh'
        super().__init__(port)

    @property
    def refresh(self):
        return self._kept.read_text(encoding='ascii') if self._kept.exists() else REFRESH

    @refresh.setter
    def refresh(self, value):
        if value != REFRESH:
            self._kept.write_text(value, encoding='ascii')


class Letters:
    """A mail server that keeps each letter as a file, and sends none on."""

    def __init__(self, folder, port):
        self._folder, self._number = folder, count(1)
        folder.mkdir(exist_ok=True)
        Controller(self, hostname='127.0.0.1', port=port).start()

    async def handle_DATA(self, server, session, envelope):
        name = f'{time.strftime("%H%M%S")}-{next(self._number)}.eml'
        (self._folder / name).write_bytes(envelope.content)
        return '250 OK'


class ShortMessages(SmsGateway):
    """A gateway that keeps each short message as a file, and sends none on."""

    other = re.compile('(?!)')

    def __init__(self, folder, port):
        self._folder, self._number = folder, count(1)
        folder.mkdir(exist_ok=True)
        super().__init__(port)

    def keep(self, said):
        super().keep(said)
        name = f'{time.strftime("%H%M%S")}-{next(self._number)}.txt'
        (self._folder / name).write_text(
            f'{said["dienThoai"]}\n{said["noiDung"]}\n', encoding='utf-8')


class Identities(VneidProvider):
    """A provider that leads back to portals of this machine, and has made-up people."""

    people = {SUBJECT: NAME, '5b1a-minh-hoa': 'TRẦN VĂN MINH HỌA'}

    def knows(self, address):
        return urlsplit(address).hostname in ('127.0.0.1', 'localhost')


class Hotline:
    """The program of a hotline: it enters one call as soon as the portal at ``port`` answers, and
    keeps what there is to read out.
    """

    def __init__(self, folder, port):
        self._token, self._kept = folder / TOKEN, folder / 'hotline-call.json'
        self._address = f'http://localhost:{port}/api/v1/calls'
        threading.Thread(target=self._call, daemon=True).start()

    def _call(self):
        while not self._kept.exists():
            with suppress(OSError):  # nobody serves the portal yet
                self._kept.write_bytes(self._enter())
            time.sleep(.5)

    def _enter(self):
        call = {'kind': 'question', 'received': datetime.now(UTC).isoformat(),
                'title': 'Hỏi thủ tục đăng ký tạm trú (minh họa)',
                'text': 'Người gọi hỏi giấy tờ cần mang theo khi đăng ký tạm trú.',
                'name': 'Lê Thị Gọi (minh họa)', 'phone': '0900 000 001'}
        request = urllib.request.Request(self._address, json.dumps(call).encode(), {
            'Authorization': f'Bearer {self._token.read_text(encoding="ascii")}',
            'Content-Type': 'application/json', 'Idempotency-Key': '"minh-hoa-1"'})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.read()


def begin(var, first=SYSTEMS):
    """Let all systems of the demonstration in ``var`` listen, the first at the port ``first``;
    return them.
    """
    folder = Path(var) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    (folder / 'lgsp').mkdir(exist_ok=True)
    (folder / 'law-key').write_text(KEY + '\n', encoding='utf-8')
    (folder / 'procedures-key').write_text(f'{USER}\n{PASSWORD}\n', encoding='utf-8')
    (folder / 'sms-key').write_text(SMS_KEY + '\n', encoding='utf-8')
    (folder / 'vneid-secret').write_text(VNEID_SECRET + '\n', encoding='utf-8')
    (folder / 'document-system-key').write_text(DOCUMENTS_TOKEN + '\n', encoding='utf-8')
    identities, procedures = (
        Identities(port=first + VNEID), Procedures(folder, first + SERVICES))
    procedures.know(identities)
    receivers = [Partner(folder, first + PARTNER), Receiver(first + SILENT)]
    receivers[1].mood = 'failing'
    for each in receivers:
        threading.Thread(target=each.serve_forever, daemon=True).start()
    return [*receivers, GovernmentPortal(first + GOVERNMENT),
            NationalMonitoring(first + MONITORING),
            Bodies(folder, first + PLATFORM), Documents(folder, first + LAW),
            procedures, Ckan(first + DATA),
            Graph(first + FACEBOOK), DataApi(first + YOUTUBE), ContentPosting(first + TIKTOK),
            Letters(folder / 'mail', first + MAIL), ShortMessages(folder / 'sms', first + SMS),
            identities, AppGateway(first + APP), Account(folder, first + ZALO),
            Clerks(folder, first + DOCUMENT_SYSTEM)]


def main():
    """Serve until whoever has begun this is gone."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('var', type=Path)
    parser.add_argument('port', type=int)
    options, parent = parser.parse_args(), os.getppid()
    try:
        begin(options.var)
        Hotline(options.var / FOLDER, options.port)
    except OSError as taken:
        sys.exit(f'The systems beside the demonstration do not run, its desk shows an outage: '
                 f'{taken}')
    while os.getppid() == parent:
        time.sleep(.5)


if __name__ == '__main__':
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(0)
