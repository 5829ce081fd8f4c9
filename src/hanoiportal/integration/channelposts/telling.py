"""What a channel says: whether it took something, its lists, its figures, and of which post the
answer got lost.  Each channel declares where and how it says that.
"""
from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from ...base.profiles import found_at, number_at, text_at
from ..deliveries.interfaces import ACCEPTED, LATER, NO_RECEIPT, REFUSED, Receipt
from .interfaces.channels import ChannelAnswer, PostCall, PostFigures

_GOOD, _BUSY = frozenset({200, 201, 204}), 429
#: Characters of a name, of a code, of a text that is compared, of a number.
LONGEST_NAME, _LONGEST_CODE, _LONGEST_TEXT, _DIGITS = 100, 100, 300_000, 12


@dataclass(frozen=True)
class Telling:
    """How a channel says what came of a request.

    ``channel``: stands before its codes in notes.  ``code``: where it says one.  ``good``: the
    code of what it took, ``''`` if it says none then.  ``pauses``: codes that pass, in seconds.
    ``final``: codes for which no other try is better, ``None`` for all that do not pass.
    ``is_silent``: whether it may take something without a word.
    """

    channel: str
    code: str
    pauses: Mapping[str, int]
    good: str = ''
    final: Collection[str] | None = None
    is_silent: bool = False

    def code_of(self, answer: ChannelAnswer) -> str:
        """Return the code that ``answer`` says, ``''`` for none."""
        return text_at(answer.said, self.code, _LONGEST_CODE)

    def judged(self, answer: ChannelAnswer, name: str = '') -> Receipt:
        """Return what ``answer`` means.  ``name``: of the post, if it was taken."""
        status, code = answer.status, self.code_of(answer)
        if self._is_good(answer, code):
            return Receipt(ACCEPTED, status, reference=name)
        if code in ('', self.good):
            return Receipt(LATER, status, NO_RECEIPT, answer.pause)
        is_passing = code in self.pauses or status >= 500 or status == _BUSY
        is_final = not is_passing if self.final is None else code in self.final
        return self.said(code, status, REFUSED if is_final else LATER, answer.pause)

    def said(self, code: str, status: int, outcome: str, pause: int = 0) -> Receipt:
        """Return the receipt that names ``code``."""
        return Receipt(outcome, status, f'{self.channel} {code}', pause or self.pauses.get(
            code, 0))

    def named(self, answer: ChannelAnswer, path: str) -> Receipt:
        """Return what ``answer`` means; what it took has a name at ``path``, without blanks."""
        receipt = self.judged(answer, text_at(answer.said, path, LONGEST_NAME))
        name = receipt.reference
        is_unnamed = receipt.outcome == ACCEPTED and (not name or ' ' in name)
        return unclear(answer) if is_unnamed else receipt

    def listed(self, answer: ChannelAnswer, path: str) -> tuple[Receipt, list[object]]:
        """Return the list at ``path``, and whether it came: none at all is no empty one."""
        receipt, rows = self.judged(answer), found_at(answer.said, path)
        if receipt.outcome == ACCEPTED and not isinstance(rows, list):
            receipt = unclear(answer)
        return receipt, rows if isinstance(rows, list) else []

    def _is_good(self, answer: ChannelAnswer, code: str) -> bool:
        is_fault = not self.good and self.code.partition('.')[0] in answer.said
        is_said = bool(answer.said) or self.is_silent
        return answer.status in _GOOD and code == self.good and is_said and not is_fault


def unclear(answer: ChannelAnswer) -> Receipt:
    """Return the receipt of an ``answer`` that does not say what came of it."""
    return Receipt(LATER, answer.status, NO_RECEIPT)


def lost(call: PostCall, rows: Sequence[object], path: str, field: str,
         is_within: bool = False) -> str:
    """Return the name of the post of which the answer got lost, ``''`` if none of ``rows`` is it.

    It says at ``path`` what was tried in ``field``, perhaps with more around it.
    """
    passed = call.others() | {call.post_name, ''}
    tried = [text_at([text], '0', _LONGEST_TEXT) for text in call.sought(field)]
    for row in rows:
        there, name = text_at(row, path, _LONGEST_TEXT), text_at(row, 'id', LONGEST_NAME)
        is_said = any(text in there if is_within else text == there for text in tried)
        if is_said and name not in passed:
            return name
    return ''


def figures(names: Sequence[str], at_once: int, ask: Callable[[Sequence[str]], ChannelAnswer],
            rows: str, comments: str, views: str = '') -> dict[str, PostFigures]:
    """Return the figures of the posts that are named; ``ask`` asks for so many ``at_once``.

    ``rows``: where the answer has them, a list with ``id`` in each, or by their names.
    ``comments``, ``views``: where each says how many.
    """
    found: dict[str, PostFigures] = {}
    for start in range(0, len(names), at_once):
        some = names[start:start + at_once]
        told = found_at(ask(some).said, rows)
        by_name = told if isinstance(told, Mapping) else {
            text_at(row, 'id', LONGEST_NAME): row
            for row in (told if isinstance(told, list) else [])}
        found.update({name: PostFigures(number_at(row, comments, -1, _DIGITS),
                                        number_at(row, views, -1, _DIGITS))
                      for name, row in by_name.items() if name in some})
    return {name: each for name, each in found.items() if each != PostFigures()}
