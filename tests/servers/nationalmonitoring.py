"""The national monitoring system as ADR 96 assumes it; no interface of it is public.

It takes the figures of a day by POST and keeps the last ones of a code and day; a message whose
key it knows changes nothing.  ``moods``: ``callable(handler)`` that answer in place of the right
one, the first of them next; ``lost``: the figures are taken, and the answer gets lost.
"""
import re
from datetime import date

from servers.jsonserver import JsonServer, MessageHandler, Refused

TOKEN, TAKE, LARGEST = 'ma-truy-cap', '/so-lieu', 10_000
DAY, TRIAL = 'so-lieu-ngay', 'thu'
CODES = {'HN-000', 'HN-001'}
COUNTS = 'luotTruyCap', 'luotXemTrang', 'noiDungDang'
KNOWN = {'maDonVi', 'ngay', *COUNTS, 'tenDonVi', 'diaChi', 'loai', 'maGui'}


class NationalMonitoring(JsonServer):
    """``figures``: ``{(code, ISO day): message}``; ``asked``: the messages as they came."""

    def __init__(self, port=0):
        super().__init__(_Handler, port)
        self.address += TAKE

    def reset(self):
        """Have nothing, and have been asked nothing."""
        self.figures, self.keys, self.asked, self.moods, self.said = {}, set(), [], [], []


class _Handler(MessageHandler):
    largest = LARGEST

    def taken(self, body):
        """Take the message; return the answer."""
        said, server = self._message(body), self.server
        server.asked.append(said)
        server.said.append((dict(self.headers), body))
        if said['loai'] == TRIAL:
            return {'trangThai': 'tiep-nhan'}
        self._check(said)
        if said['maGui'] in server.keys:
            return {'trangThai': 'da-co'}
        server.keys.add(said['maGui'])
        server.figures[said['maDonVi'], said['ngay']] = said
        return {'trangThai': 'tiep-nhan'}

    def _message(self, body):
        if self.path != TAKE:
            raise Refused(404, 'no such path')
        if self.headers.get('Authorization') != f'Bearer {TOKEN}':
            raise Refused(401, 'token')
        said = self.told(body)
        for name in set(said) - KNOWN:
            raise Refused(400, f'unknown field {name}')
        if not isinstance(said.get('maGui'), str) or not re.fullmatch(
                r'[\x21-\x7e]{1,120}', said['maGui']) or said.get('loai') not in (DAY, TRIAL):
            raise Refused(400, 'maGui, loai')
        return said

    @staticmethod
    def _check(said):
        if said.get('maDonVi') not in CODES:
            raise Refused(422, 'maDonVi')
        try:
            if date.fromisoformat(said['ngay']).isoformat() != said['ngay']:
                raise ValueError
        except (KeyError, TypeError, ValueError):
            raise Refused(422, 'ngay') from None
        for name, least in (*dict.fromkeys(COUNTS, 0).items(),
                            ('luotXemTrang', said.get('luotTruyCap'))):
            if type(said.get(name)) is not int or said[name] < least:
                raise Refused(422, name)
        if not isinstance(said.get('diaChi'), str) or not said['diaChi'].startswith('https://'):
            raise Refused(422, 'diaChi')
        if not isinstance(said.get('tenDonVi'), str) or not said['tenDonVi']:
            raise Refused(422, 'tenDonVi')


def lost(handler, body):
    """Take the figures, and hang up before anything is said."""
    handler.taken(body)
    handler.close_connection = True
