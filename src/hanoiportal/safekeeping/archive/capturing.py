"""Taking the pages of an event, with what they need, as of its transaction."""
import html
import json
import logging
import re

from ...base.text.needed import needed
from ...kernel.storage import snapshot
from ...web.pagecache.visiting import AGENT, visit
from . import members
from .rows import Noted

log = logging.getLogger(__name__)

#: Answers of a portal that has lost its databases, or of a page with a fault.
FAILED = (500, 502, 504)
_DUBLIN_CORE = re.compile(r'<meta name="(DC\.[A-Za-z.]+)" content="([^"]*)"')


class Unready(Exception):
    """A page could not be made; it may be the database."""


class Capturing:
    """Takes pages from ``app``, Pyramid's, on ``database`` into the ``Shelf`` ``shelf``."""

    def __init__(self, app, database, shelf):
        self._app, self._database, self._shelf = app, database, shelf
        self._book = shelf.book

    def take(self, event):
        """Archive each page of ``event`` that is neither archived nor owed yet; yield of each
        whether it is archived now: one that cannot be made is owed.
        """
        tid, date = event.tid.hex(), members.date_of(snapshot.moment_of(event.tid))
        for tag, host, target in event.pages:
            key = tid, event.item, tag
            if self._book.events.has(*key) or self._book.failed_captures.has(*key):
                continue
            noted = Noted(None, tid, date, event.kind, event.item, event.document, tag, host,
                          target, event.said['digest'])
            try:
                self._take_page(noted, event.said)
            except Unready as error:
                log.warning('the archive owes a page: %s', error)
                self._book.failed_captures.add(noted, json.dumps(event.said), self._shelf.now)
                yield False
            else:
                yield True

    def again(self, owed):
        """Archive the page ``owed``; return whether that was done: else it is put off."""
        try:
            self._take_page(owed.noted, json.loads(owed.said))
        except Unready:
            self._book.failed_captures.put_off(owed, self._shelf.now)
            return False
        return True

    def _take_page(self, noted, said):
        with snapshot.at_once(self._database, bytes.fromhex(noted.tid)) as connection:
            taking = _Taking(
                self._book, self._asker(connection, noted.host), noted.host, noted.moment)
            taking.page(noted.target, {**said, 'event': noted.kind, 'transaction': noted.tid,
                                       'page_language': noted.language})

        def note():
            self._book.events.add(noted, taking.parts)
            self._book.failed_captures.drop(noted)

        self._shelf.put(taking.members, note)

    def _asker(self, connection, host):
        def ask(target):
            answer = visit(self._app, host, target, connection)
            if answer.code in FAILED:
                raise Unready(f'https://{host}{target}: {answer.status}')
            return answer

        return ask


class _Taking:
    """What one page comes to: ``members`` to be kept, and ids of all records that are ``parts``.

    """

    def __init__(self, book, ask, host, date):
        self._book, self._ask, self._host, self.date = book, ask, host, date
        self.members, self.parts = [], []

    def page(self, target, said):
        """Take the page at ``target`` and what it needs; ``said``: what its metadata say."""
        answer, member = self._take(target, self._ask(target))
        waiting, known = needed(answer.body, answer.mimetype, target), {target}
        while waiting - known:
            each = min(waiting - known)
            known.add(each)
            waiting |= self._need(each)
        self._add(members.told(member.url, self.date, {
            **said, 'page': member.url, 'payload': member.payload,
            'needs': sorted(self._url(each) for each in known - {target}),
            'dublin_core': _dublin_core(answer)}, member))

    def _need(self, target):
        """Take what a page needs, if it is not kept yet; return what that needs itself."""
        kept = self._book.records.lasting(self._url(target))
        if kept is None:
            answer = self._ask(target)
            if not answer.public:
                return set()
            self._take(target, answer)
            return needed(answer.body, answer.mimetype, target)
        self.parts.append(kept.id)
        if kept.mime != 'text/css':
            return set()
        return needed(self._ask(target).body, kept.mime, target)

    def _take(self, target, answer):
        if not answer.public:
            raise Unready(f'{self._url(target)} is not for everybody')
        url = self._url(target)
        original = self._original(members.digest_of(answer.body))
        member = members.answered(
            url, self.date, answer, original and (original.url, original.date))
        if original is not None:
            self.parts.append(original.id)
        self._add(
            members.request_member(url, self.date, self._host, target, AGENT, member), member)
        return answer, member

    def _original(self, payload):
        """Return the answer that holds ``payload``, of those kept or taken just now."""
        mine = (each for each in self.members
                if each.kind == members.RESPONSE and each.payload == payload)
        return next(mine, None) or self._book.records.holding(payload)

    def _add(self, *found):
        self.members.extend(found)
        self.parts.extend(each.id for each in found)

    def _url(self, target):
        return f'https://{self._host}{target}'


def _dublin_core(answer):
    """Return what the page says of itself in Dublin Core (TT 24/2011/TT-BTTTT)."""
    if answer.mimetype != 'text/html':
        return {}
    return {name: html.unescape(value)
            for name, value in _DUBLIN_CORE.findall(answer.body.decode())}
