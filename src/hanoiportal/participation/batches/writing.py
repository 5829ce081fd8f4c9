"""What a page of the desk shows of a case whose public text is written."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..cases.interfaces import Case, ICases
from .interfaces import SENT_BACK, IPublicWriting
from .interfaces.sources import IPublishesBatches, IWritingSource


@dataclass(frozen=True)
class Writing:
    """A text whose public version is written.  ``left``: pieces that may tell of a person.
    ``facts``: pairs of a title and what the staff is to know besides.  ``sent_back``: why the
    board has sent it back.  ``is_refused``: whether somebody is about to refuse it, for ``ground``
    and because of ``why``.
    """

    number: int
    received: str
    text: str
    reason: str
    name: str
    shows_name: bool
    left: int
    is_kept: bool
    sent_back: str
    facts: Sequence[tuple[str, str]]
    is_refused: bool
    ground: str
    why: str


class Writings:
    """Makes them, of one item.  ``typed``: fields of a form that was refused."""

    def __init__(self, item: IPublishesBatches, writing: IPublicWriting,
                 source: IWritingSource, cases: ICases, typed: Mapping[str, str]) -> None:
        self._item, self._writing, self._source = item, writing, source
        self._cases, self._typed = cases, typed

    def of(self, case: Case) -> Writing:
        """Return that of ``case``."""
        text, contents = self._writing.text(self._item, case), self._cases.open(case)
        typed, number = self._typed, case.number
        return Writing(
            number, '' if contents is None else contents.text,
            typed.get(f'text-{number}', text.question),
            typed.get(f'reason-{number}', text.answer), self._writing.name(self._item, case),
            bool(text.name) or not text.authors, self._writing.left(text), bool(text.authors),
            self._cases.kept(case, SENT_BACK),
            self._source.facts(case, contents) if contents is not None else (),
            typed.get('act') == f'refuse-{number}', typed.get(f'ground-{number}', ''),
            typed.get(f'why-{number}', ''))
