"""Comparing what a source has with what the sites have: pure, the same for the same two sides."""
from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from ...base.clock import ONE_DAY, local
from ...base.text import fold, nfc, slug
from ...base.text.bodies import place_key
from .interfaces import DAY, FORCE, HERE, LATE, TEXT, THERE, Difference, OurDocument, Record

#: By which a document is found: number, and place of the body that issued it.
Key = tuple[str, str]
_WORD = re.compile(r'\w+')
_START, _END = ('điều', '1'), ('nơi', 'nhận')
_YEAR = re.compile(r'/(?:19|20)\d\d/')
_FORCES = {'chua-co': 'chưa có hiệu lực', 'con': 'còn hiệu lực',
           'het-mot-phan': 'hết hiệu lực một phần', 'het': 'hết hiệu lực'}
_DAYS = (('issued', 'ngày ban hành'), ('effective', 'ngày có hiệu lực'),
         ('expires', 'ngày hết hiệu lực'))


def words_of(text: str) -> list[str]:
    """Return the words that two copies of a text must share: from Article 1, where there is one,
    to before "Nơi nhận"; head, signature, signs and spaces differ from copy to copy.
    """
    words = _WORD.findall(nfc(text).casefold())
    pairs = list(pairwise(words))
    start = pairs.index(_START) if _START in pairs else 0
    ends = [at for at, pair in enumerate(pairs) if pair == _END and at > start]
    return words[start:ends[-1]] if ends else words[start:]


def first_difference(ours: str, theirs: str, around: int = 8) -> str:
    """Return where two texts part, ``''`` if they say the same."""
    here, there = words_of(ours), words_of(theirs)
    if here == there:
        return ''
    at = next((at for at, (one, other) in enumerate(zip(here, there, strict=False))
               if one != other), min(len(here), len(there)))
    start = max(0, at - around // 2)
    said = [' '.join(each[start:at + around]) or '(hết)' for each in (here, there)]
    return f'Trên trang: “…{said[0]}…”; ở nguồn: “…{said[1]}…”'


class Comparison:
    """One source and all sites.  ``owners``: ``{place of a body: object id of its site}``.

    ``texts``: ``{(id of a record, object id): what differs}`` of what was compared.
    ``since``: local day; what was issued before is missed nowhere.  ``grace``: days after its
    issue until which a source need not have a document.
    ``due``: returns when a document issued on a day had to be public here, ``None`` if nobody
    says.
    """

    def __init__(self, source: str, records: Iterable[Record], documents: Iterable[OurDocument],
                 owners: Mapping[str, int], texts: Mapping[tuple[str, int], str],
                 since: datetime.date, grace: int,
                 due: Callable[[datetime.date], datetime.datetime | None]) -> None:
        self._source, self._owners, self._texts = source, owners, texts
        self._since, self._grace, self._due = since, grace, due
        self._records: dict[Key, list[Record]] = {}
        for record in records:
            self._records.setdefault(key_of(record), []).append(record)
        self._documents = list(documents)

    def pairs(self) -> Iterator[tuple[OurDocument, Record]]:
        """Yield each document of the sites that the source has, with its record."""
        for document in self._documents:
            record = same(document, self._records.get(key_of(document), ()))
            if record is not None:
                yield document, record

    def differences(self, today: datetime.date) -> Iterator[Difference]:
        """Yield all that differs on the local day ``today``."""
        known: set[tuple[int, str]] = set()
        paired: set[int] = set()
        for document, record in self.pairs():
            known.add((document.site, record.id))
            paired.add(document.oid)
            yield from self._of_pair(document, record)
        for document in self._documents:
            if self._owners.get(place_key(document.issuer)) == document.site:
                if document.oid not in paired and self._must_be_there(document, today):
                    yield self._difference(document, THERE, _dated('Ban hành', document.issued))
                yield from self._late(document)
        for records in self._records.values():
            for record in records:
                site = self._owners.get(place_key(record.issuer))
                if site and record.issued >= self._since and (site, record.id) not in known:
                    yield Difference(
                        site, self._source, HERE, record.number, record.issued, record.summary,
                        _dated('Ở nguồn, ban hành', record.issued), 0, record.address)

    def _must_be_there(self, document: OurDocument, today: datetime.date) -> bool:
        return document.is_normative and document.issued >= self._since and (
            document.issued + self._grace * ONE_DAY < today)

    def _of_pair(self, document: OurDocument, record: Record) -> Iterator[Difference]:
        days = [f'{name}: {_shown(ours)}; ở nguồn: {_shown(theirs)}' for field, name in _DAYS
                if (theirs := getattr(record, field)) is not None
                and (ours := getattr(document, field)) != theirs]
        if days:
            yield self._difference(document, DAY, '. '.join(days), record)
        if record.status and document.status and record.status != document.status:
            yield self._difference(document, FORCE, (
                f'Trên trang: {_FORCES.get(document.status, document.status)}; ở nguồn: '
                f'{_FORCES.get(record.status, record.status)}'), record)
        said = self._texts.get((record.id, document.oid), '') if document.text else ''
        if record.summary and not _agree(document.summary, record.summary):
            sides = (f'Trích yếu trên trang: “{document.summary[:200]}”',
                     f'ở nguồn: “{record.summary[:200]}”')
            said = '. '.join(filter(None, ('; '.join(sides), said)))
        if said:
            yield self._difference(document, TEXT, said, record)

    def _late(self, document: OurDocument) -> Iterator[Difference]:
        due = self._due(document.issued) if (
            document.published is not None and document.issued >= self._since) else None
        if due is not None and document.published is not None and document.published > due:
            yield self._difference(document, LATE, (
                f'Đăng ngày {local(document.published):%d/%m/%Y}; hạn đến hết '
                f'{local(due - datetime.timedelta(seconds=1)):%d/%m/%Y}'))

    def _difference(self, document: OurDocument, fault: str, said: str,
                    record: Record | None = None) -> Difference:
        return Difference(
            document.site, self._source, fault, document.number, document.issued,
            document.summary, said, document.oid, record.address if record else '')


def key_of(document: OurDocument | Record) -> Key:
    """Return by what a document or a record is found."""
    return slug(document.number, 200), place_key(document.issuer)


def same(document: OurDocument, records: Sequence[Record]) -> Record | None:
    """Return which of ``records`` with its number and body is ``document``: that of its day, else
    the only one of its year; of a number that names its year the only one there is.
    """
    on_day = [each for each in records if each.issued == document.issued]
    if on_day:
        return on_day[0]
    if not _YEAR.search(document.number):
        records = [each for each in records if each.issued.year == document.issued.year]
    return records[0] if len(records) == 1 else None


def _agree(ours: str, theirs: str) -> bool:
    """Return whether two summaries say the same: one may name kind and number before it."""
    here, there = (' '.join(_WORD.findall(fold(each))) for each in (ours, theirs))
    return not here or not there or here in there or there in here


def _dated(said: str, day: datetime.date) -> str:
    return f'{said} ngày {day:%d/%m/%Y}'


def _shown(day: datetime.date | None) -> str:
    return 'không ghi' if day is None else f'{day:%d/%m/%Y}'
