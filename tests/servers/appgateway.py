"""The push service of an app as ADR 107 assumes it; no interface of it is public.

It takes a message by POST: to a topic, to devices that it knows, or that one is to be dropped; a
message whose key it knows changes nothing.  ``moods``: ``callable(handler, body)`` that answer in
place of the right one, the first of them next.
"""
import re
from datetime import datetime

from servers.jsonserver import JsonServer, MessageHandler, Refused

TOKEN, TAKE, LARGEST = 'ma-ung-dung-di-dong', '/tin-day', 20_000
PUBLIC, DROP, PERSONAL, TRIAL = 'thong-bao', 'thu-hoi', 'ca-nhan', 'thu'
KNOWN = {'maGui', 'loai', 'maNoiDung', 'chuDe', 'thietBi', 'tieuDe', 'lienKet', 'khan', 'hetHan'}
#: What belongs to each kind.
FIELDS = {
    PUBLIC: {'maNoiDung', 'chuDe', 'tieuDe', 'lienKet', 'khan'}, DROP: {'maNoiDung'},
    PERSONAL: {'thietBi', 'tieuDe', 'lienKet', 'hetHan'}, TRIAL: set()}
_KEY = re.compile(r'[\x21-\x7e]{1,120}')
_TOPIC = re.compile(r'[a-z0-9-]{1,60}')
_DEVICE = re.compile(r'[\x21-\x7e]{1,500}')
MOST_DEVICES, LONGEST = 10, 500


class AppGateway(JsonServer):
    """``shown``: the messages to topics that stand, by ``maNoiDung``; ``personal``: those to
    devices, in order; ``asked``: all messages as they came.
    """

    def __init__(self, port=0):
        super().__init__(_Handler, port)
        self.address += TAKE

    def reset(self):
        """Have nothing, and have been asked nothing."""
        self.shown, self.personal, self.keys, self.asked, self.moods = {}, [], set(), [], []


class _Handler(MessageHandler):
    largest = LARGEST

    def taken(self, body):
        """Take the message; return the answer."""
        server = self.server
        if self.path != TAKE:
            raise Refused(404, 'no such path')
        if self.headers.get('Authorization') != f'Bearer {TOKEN}':
            raise Refused(401, 'token')
        said = self.told(body)
        _check(said)
        server.asked.append(said)
        if said['maGui'] in server.keys:
            return {'trangThai': 'da-co'}
        server.keys.add(said['maGui'])
        if said['loai'] == PUBLIC:
            server.shown[said['maNoiDung']] = said
        elif said['loai'] == DROP:
            server.shown.pop(said['maNoiDung'], None)
        elif said['loai'] == PERSONAL:
            server.personal.append(said)
        return {'trangThai': 'tiep-nhan'}


def _check(said):
    """Raise ``Refused`` for a message that is not as the profile says."""
    for name in set(said) - KNOWN:
        raise Refused(400, f'unknown field {name}')
    if not _is(_KEY, said.get('maGui')) or said.get('loai') not in FIELDS:
        raise Refused(400, 'maGui, loai')
    if set(said) - {'maGui', 'loai'} != FIELDS[said['loai']]:
        raise Refused(422, 'fields')
    rules = {'maNoiDung': lambda value: _is(_KEY, value),
             'chuDe': lambda value: _is(_TOPIC, value),
             'tieuDe': lambda value: isinstance(value, str) and 0 < len(value) <= LONGEST
             and value.isprintable(), 'khan': lambda value: isinstance(value, bool),
             'lienKet': lambda value: isinstance(value, str) and re.fullmatch(
                 r'https?://[a-z0-9.:-]+(/[\x21-\x7e]*)?', value),
             'thietBi': _are_devices, 'hetHan': _is_moment}
    for name in FIELDS[said['loai']]:
        if not rules[name](said[name]):
            raise Refused(422, name)


def _is(pattern, value):
    return isinstance(value, str) and bool(pattern.fullmatch(value))


def _are_devices(value):
    return isinstance(value, list) and 0 < len(value) <= MOST_DEVICES and all(
        _is(_DEVICE, each) for each in value) and len(set(value)) == len(value)


def _is_moment(value):
    try:
        return datetime.fromisoformat(value).utcoffset() is not None
    except (TypeError, ValueError):
        return False
