"""A gateway of short messages as the profile of ADR 99 assumes it (``config/hanoi/sms.csv``); no
interface of it is public.  It refuses what such a gateway refuses, and sends no message twice.
"""
import re
import threading
import time

import pytest
from hanoiportal.platform.sms.segments import segments

from .faults import befalls
from .jsonserver import JsonHandler, JsonServer, Refused

KEY = 'khoa-cua-cong'
BRANDS = {'UBND TP HN'}
_FIELDS = {'dienThoai', 'noiDung', 'maTin', 'thuongHieu'}
_NUMBER = re.compile(r'84[35789]\d{8}', re.ASCII)
_TOKEN = re.compile(r'[0-9a-f]{32}')


class SmsGateway(JsonServer):
    """``sent``: what went out, by ``maTin``.  ``blocked``: numbers that want nothing.  ``other``:
    what an address begins with that a message must not hold.

    ``moods``: what is done with the next requests: ``hang``, ``break``, ``break after`` the
    message is taken, ``lie`` (an answer that is none), a status, a deed of ``faults``, or ``''``.
    """

    other = re.compile(r'https?://(?!hanoi\.gov\.vn/)')

    def __init__(self, port=0):
        super().__init__(Handler, port)

    def keep(self, said):
        """Send ``said``."""
        self.sent[said['maTin']] = said

    def reset(self):
        self.sent, self.blocked, self.moods, self.asked = {}, set(), [], 0
        self.lock = threading.Lock()


class Handler(JsonHandler):
    """One request."""

    def do_GET(self):
        self.say(405, {'trangThai': 'thu-lai'})

    def do_POST(self):
        self.server.asked += 1
        mood = self.server.moods.pop(0) if self.server.moods else ''
        if mood == 'hang':
            time.sleep(1)
        if mood in ('hang', 'break'):
            self.close_connection = True
            return
        if callable(mood):
            befalls(mood)(self)
            return
        if isinstance(mood, int):
            self.say(mood, {'trangThai': 'thu-lai'})
            return
        try:
            status, said = self._taken()
        except Refused as refused:
            status, said = refused.args[0], {'trangThai': 'tu-choi', 'lyDo': str(refused.args[1])}
        if mood == 'break after':
            self.close_connection = True
            return
        self.say(status, b'<html>' if mood == 'lie' else said)

    def _taken(self):
        if self.headers.get('Authorization') != f'Bearer {KEY}':
            return 401, {'trangThai': 'thu-lai'}
        said = self.told(self.read(4000))
        why = refusal(said, self.server.blocked, self.server.other)
        if why:
            raise Refused(422, why)
        with self.server.lock:
            known = said['maTin'] in self.server.sent
            if not known:
                self.server.keep(said)
        return 200, {'trangThai': 'da-co' if known else 'tiep-nhan'}


def refusal(said, blocked=(), other=SmsGateway.other):
    """Return why a message is refused, ``''`` if it is not."""
    if set(said) != _FIELDS or not all(isinstance(each, str) for each in said.values()):
        return 'fields'
    number, text = said['dienThoai'], said['noiDung']
    wrong = {
        'number': not _NUMBER.fullmatch(number), 'blocked': number in blocked,
        'empty': not text.strip(), 'marks': not text.isascii(), 'long': segments(text) > 1,
        'control': any(not sign.isprintable() for sign in text),
        'address': bool(other.search(text)), 'key': not _TOKEN.fullmatch(said['maTin']),
        'brand': said['thuongHieu'] not in BRANDS}
    return next((name for name, is_so in wrong.items() if is_so), '')


@pytest.fixture(scope='session')
def lasting_sms_gateway():
    """The ``SmsGateway`` of the run."""
    server = SmsGateway()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def sms_gateway(lasting_sms_gateway):
    """A ``SmsGateway`` that has taken nothing."""
    lasting_sms_gateway.reset()
    return lasting_sms_gateway
