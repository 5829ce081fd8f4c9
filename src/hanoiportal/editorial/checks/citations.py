"""Mentions of legal documents: «khoản 2 Điều 5 Nghị định số 42/2022/NĐ-CP».

A mention whose document is in the portal, and public, must name a provision that the document
has; a number must be one that its kind of document can bear.
"""
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple, Protocol

from persistent import Persistent

from ...base.i18n import DEFAULT, _
from .data import CheckData, alternatives
from .draft import Draft, Passage
from .interfaces import ERROR, WARNING, Finding

#: Mentions, and provisions beside mentions, that are looked at in one text.
MOST = 60
#: Characters between a provision and the number of its document, after and before it.
FAR, NEAR = 160, 60
_NUMBER = r'\d{1,5}/(?:\d{4}/)?[A-ZĐ&][A-Za-zĐđ&]*\d{0,3}(?:-[A-ZĐ&][A-Za-zĐđ&]*\d{0,3})*'
_PROVISION = re.compile(
    r'(?:điểm\s+(?P<point>[a-zđ]{1,2})[,\s]+)?(?:khoản\s+(?P<clause>\d{1,3}[a-z]?)[,\s]+)?'
    r'\bĐiều\s+(?P<article>\d{1,4}[a-z]?)\b'
    r'(?:[,\s]+khoản\s+(?P<later_clause>\d{1,3}[a-z]?)\b)?'
    r'(?:[,\s]+điểm\s+(?P<later_point>[a-zđ]{1,2})\b)?')
_STOP = re.compile(r'[;\n]|\.\s')


#: Numbers of article, clause and point, the last two ``None`` for the whole.
Anchor = tuple[str, str | None, str | None]


class Numbered(Protocol):
    """A provision of a document.  ``anchor``: where it stands on the page."""

    anchor: str
    children: Sequence['Numbered']


class Mention(NamedTuple):
    """A document that is mentioned.  ``kind``: such as ``Nghị định``, ``''`` if it is not said."""

    start: int
    end: int
    kind: str
    number: str


class Citations:
    """Finds mentions that lead nowhere.  ``find_document``: gives the public one with a number."""

    def __init__(
            self, data: CheckData, find_document: Callable[[str], Persistent | None]) -> None:
        self._kinds = data.kinds
        self._find = find_document
        self._mention = re.compile(
            rf'(?:(?P<kind>{alternatives(data.kinds)})\s+(?:số\s*:?\s*)?)?'
            rf'(?<![\w/])(?P<number>{_NUMBER})(?![\w/])')

    def __call__(self, draft: Draft) -> Iterator[Finding]:
        """Yield each mention in the prose of ``draft`` that is wrong."""
        if draft.language != DEFAULT:
            return
        left = MOST
        for passage in draft.passages:
            mentions = self.mentions(passage.text)[:left]
            provisions = list(islice(_PROVISION.finditer(passage.text), left if mentions else 0))
            left -= max(len(mentions), len(provisions))
            yield from self._numbers(passage, mentions)
            yield from self._provisions(passage, provisions, mentions)

    def mentions(self, text: str) -> list[Mention]:
        """Return each ``Mention`` in ``text``, in order."""
        return [Mention(*found.span(), found['kind'] or '', found['number'])
                for found in self._mention.finditer(text)]

    def _numbers(self, passage: Passage, mentions: Sequence[Mention]) -> Iterator[Finding]:
        for mention in mentions:
            known = self._kinds.get(' '.join(mention.kind.split()))
            letters = re.split('[/-]', mention.number)
            if known and not any(part.startswith(tuple(known)) for part in letters):
                yield Finding(
                    'citation-number', WARNING, passage.field,
                    _('Số, ký hiệu “${number}” không phải của loại “${kind}”.',
                      mapping={'number': mention.number, 'kind': mention.kind}),
                    passage.text[mention.start:mention.end], passage.position)

    def _provisions(self, passage: Passage, provisions: Sequence[re.Match[str]],
                    mentions: Sequence[Mention]) -> Iterator[Finding]:
        for found in provisions:
            mention = _belonging(passage.text, found, mentions)
            document = self._find(mention.number) if mention else None
            wanted = _anchor(found)
            if document is not None and not has_provision(document, wanted):
                yield Finding(
                    'citation-provision', ERROR, passage.field,
                    _('“${document}” không có ${provision}.',
                      mapping={'document': document.title, 'provision': found[0].strip(' ,')}),
                    found[0].strip(' ,'), passage.position)


def has_provision(document: Persistent, wanted: Anchor) -> bool:
    """Return whether ``document``, one with a ``reading``, has the provision ``wanted``; ``True``
    if its text is not in the portal.
    """
    reading = getattr(document, 'reading', None)
    if reading is None:
        return True
    anchors = (anchor for _part, article, _above in reading.articles.values()
               for anchor in _anchors(article))
    end = '-'.join(f'{kind}-{number}' for kind, number in zip(
        ('dieu', 'khoan', 'diem'), wanted, strict=True) if number)
    return any(anchor == end or anchor.endswith(f'-{end}') for anchor in anchors)


def _anchors(provision: Numbered) -> Iterator[str]:
    yield provision.anchor
    for child in provision.children:
        yield from _anchors(child)


def _anchor(found: re.Match[str]) -> Anchor:
    return (found['article'], found['clause'] or found['later_clause'],
            (found['point'] or found['later_point'] or '').replace('đ', 'dd') or None)


def _belonging(
        text: str, found: re.Match[str], mentions: Sequence[Mention]) -> Mention | None:
    """Return the ``Mention`` of the document that the provision ``found`` is of, or ``None``."""
    after = next((each for each in mentions if each.start >= found.end()), None)
    if after and after.start - found.end() <= FAR and not _STOP.search(
            text, found.end(), after.start):
        return after
    before = next((each for each in reversed(mentions) if each.end <= found.start()), None)
    if before and found.start() - before.end <= NEAR and not _STOP.search(
            text, before.end, found.start()):
        return before
    return None
