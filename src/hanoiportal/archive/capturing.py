"""Taking the pages of an event, with what they need, as of its transaction."""
import html
import re

from ..storage import snapshot
from ..text.needed import needed
from . import members
from .rows import Noted
from .views import AGENT, visit

#: Answers of a portal that has lost its databases, or of a page with a fault.
FAILED = (500, 502, 504)
_DUBLIN_CORE = re.compile(r'<meta name="(DC\.[A-Za-z.]+)" content="([^"]*)"')


class Unready(Exception):
    """A page could not be made; it may be the database."""


class Capturing:
    """Takes pages from ``app``, Pyramid's, on ``database`` into the ``Shelf`` ``shelf``.

    ``failures``: whether answers of 500 are taken like others.
    """

    def __init__(self, app, database, shelf, failures=False):
        self._app, self._database, self._shelf = app, database, shelf
        self._book, self._failures = shelf.book, failures

    def take(self, event):
        """Archive each page of ``event`` that is not archived yet; return how many were.

        Raises ``Unready``; pages that were archived before stay so.
        """
        number = 0
        for page in event.pages:
            if not self._book.events.has(event.tid.hex(), event.item, page[0]):
                self._take_page(event, *page)
                number += 1
        return number

    def _take_page(self, event, tag, host, target):
        with snapshot.at_once(self._database, event.tid) as connection:
            taking = _Taking(self._book, self._asker(connection, host), host,
                             snapshot.moment_of(event.tid))
            taking.page(target, {**event.said, 'event': event.kind, 'page_language': tag,
                                 'transaction': event.tid.hex()})

        def note():
            self._book.events.add(Noted(
                None, event.tid.hex(), taking.date, event.kind, event.item, event.document, tag,
                host, target, event.said['digest']), taking.parts)

        self._shelf.put(taking.members, note)

    def _asker(self, connection, host):
        def ask(target):
            answer = visit(self._app, host, target, connection)
            if answer.code in FAILED and not self._failures:
                raise Unready(f'https://{host}{target}: {answer.status}')
            return answer

        return ask


class _Taking:
    """What one page comes to: ``members`` to be kept, and ids of all records that are ``parts``.

    """

    def __init__(self, book, ask, host, moment):
        self._book, self._ask, self._host = book, ask, host
        self.date = members.date_of(moment)
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
        self._add(members.asked(url, self.date, self._host, target, AGENT, member), member)
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
