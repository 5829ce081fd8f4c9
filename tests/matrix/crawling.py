"""Following every link from a few pages on, as one person, and what was read on the way."""
import html
import re
from collections import Counter, deque
from functools import cache
from urllib.parse import parse_qsl, quote, urljoin, urlsplit

from support.sampling import WHOLE, some

#: What is asked for by reading alone: addresses of pages, scripts, pictures and lists.
_LINK = re.compile(r'(?:href|src)="([^"#]+)')
MOST = 20000
#: Of the languages two are followed; of what can be asked for without end, nothing.
LANGUAGES = ('vi', 'en')
OTHER_LANGUAGES = ('mtq', 'ium', 'mji', 'tyz', 'nut', 'blt', 'twh', 'hmn', 'hnj', 'mlc')
ENDLESS = {'week', 'came_from', 'from', 'number', 'trang'}
#: What is made of a page that is followed itself and cannot be searched for words.
_MADE = re.compile(r'/audio$|/pdf$|/mau-phieu/[^/]+\.(docx|pdf)$')
#: What pages of one view may differ in that are alike otherwise: the field or passage remarked on,
#: the reader that a preview is for.  Each is followed once, and one of them for each thing.
ALIKE = ('field', 'at', 'as')
#: Addresses of one view that are followed besides what is guessed, which is all of ``SITE``: most
#: are of the sections of three sites.  Where few are, they are fewer, and one of each type,
#: of which the house has some called like ``mau-image``.  Of those between ``FEW`` and ``ENOUGH``,
#: and of the others of a type, CI follows one of ``SHARE``, which are others for each who asks.
(ENOUGH, FEW), SHARE = (16, 6) if WHOLE else (10, 4), 12
_OF_TYPE = re.compile('/m(?:au|o)-([a-z]+)')
#: Where the crawl of everybody begins.
BEGINNINGS = ('/', '/english', '/sitemap', '/sitemap.xml', '/robots.txt', '/sites')


class Crawl:
    """The answers to everything that ``asker`` finds by links from ``beginnings`` on.

    ``answers``: ``{path with query: answer}``.  Files of the program are not asked for.
    ``in_english``: whether pages in English are followed besides the Vietnamese.  ``follows``:
    whether links are followed at all.  ``few``: whether of each view only so many addresses are
    asked for that nobody guessed.
    """

    def __init__(self, door, asker, beginnings, in_english=True, follows=True, few=False):
        self._door, self._asker, self._in_english, self._few = door, asker, in_english, few
        self.answers, self._alike, self._views = {}, set(), Counter()
        waiting = deque(map(_quoted, beginnings))
        guessed = set(waiting)
        while waiting:
            path = waiting.popleft()
            if path in self.answers or self._is_like_others(path) or (
                    path not in guessed and self._are_enough(path)):
                continue
            assert len(self.answers) < MOST, f'{asker.name} gets no end of pages: {path}'
            answer = self.answers[path] = door.ask(asker, 'GET', path)
            if follows:
                waiting.extend(self._links(path, answer))

    def _is_like_others(self, address):
        path, _mark, query = address.partition('?')
        asked = parse_qsl(query)
        differing = tuple(each for each in asked if each[0] in ALIKE)
        if not differing:
            return False
        view = path.startswith('/english'), path.rpartition('/')[2]
        known = {(path, *(each for each in asked if each[0] not in ALIKE)), (view, *differing)}
        is_known = known <= self._alike
        self._alike |= known
        return is_known

    def _are_enough(self, address):
        """Count an address that was found; return whether enough are asked for of its view."""
        path, _mark, query = address.partition('?')
        name, kind = path.rpartition('/')[2], _OF_TYPE.search(path)
        view = (path.split('/')[1], name if name.startswith('@@') else '', kind and kind[1],
                *sorted(key for key, _value in parse_qsl(query)))
        self._views[view] += 1
        if self._views[view] <= (1 if kind else FEW):
            return False
        return (self._few or not kind and self._views[view] > ENOUGH
                or not some([address], self._asker.name, SHARE))

    def _links(self, path, answer):
        found = [answer.location] if answer.location else []
        if answer.content_type in ('text/html', 'application/xml', 'text/xml'):
            found += map(html.unescape, _LINK.findall(answer.text))
            found += re.findall(r'<loc>([^<]+)', answer.text)
        # Most links stand on every page, and where they lead is the same from each.
        for each in found:
            target = followed(each if each[0] == '/' else urljoin(path, each))
            if target is not None and (
                    self._in_english or not target.startswith('/english')):
                yield target

    def where(self, words):
        """Return ``[(path, word)]`` of where one of ``words`` was read: in a body or header."""
        lowered = [word.lower().encode() for word in words]
        return [(path, word.decode()) for path, answer in self.answers.items()
                for whole in [_whole(answer)] for word in lowered if word in whole]


def _quoted(path):
    return quote(path, safe="/?=&%@:+;,$~!*'()-._")


@cache
def followed(address):
    """Return the path with its query that ``address`` leads to; ``None`` if it is left out."""
    parts = urlsplit(urljoin('http://localhost', address))
    if parts.netloc != 'localhost' or is_left_out(parts):
        return None
    return _quoted(f'{parts.path}?{parts.query}' if parts.query else parts.path)


def is_left_out(parts):
    """Return whether an address leads to files of the program, to nothing new, or to a recording,
    a PDF or a Word document that is made of a page.
    """
    first = parts.path.split('/')[1] if '/' in parts.path else ''
    asked = dict(parse_qsl(parts.query))
    return (first.endswith('static') or bool(_MADE.search(parts.path))
            or first in OTHER_LANGUAGES
            or asked.get('language', 'en') not in LANGUAGES or bool(asked.keys() & ENDLESS))


def _whole(answer):
    """Return everything that was sent, in small letters."""
    headers = '\n'.join(f'{name}: {value}' for name, value in answer.headerlist
                        if name.lower() != 'set-cookie')
    return headers.lower().encode() + b'\n' + answer.body.lower()
