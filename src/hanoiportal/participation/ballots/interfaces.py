"""What secret ballots promise: to the screens of surveys, which know nothing of keys and files."""
from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from zope.interface import Interface

from ...base.errors import Refused
from ...base.i18n import _

#: Why an answer, or a demand for a token, is not taken.
CLOSED, SPENT, FORGED, STALE, EARLY, LONG, WRONG, ISSUED = (
    'closed', 'spent', 'forged', 'stale', 'early', 'long', 'wrong', 'issued')
WHY = {
    CLOSED: _('Đợt lấy ý kiến đã kết thúc nên không nhận thêm trả lời.'),
    SPENT: _('Phiếu này đã được ghi nhận một lần, nên lần gửi này không tính thêm.'),
    FORGED: _('Mã xác thực gửi kèm không phải do Cổng cấp cho đợt lấy ý kiến này. Xin xác nhận '
              'lại danh tính, hoặc gửi mà không xác nhận.'),
    STALE: _('Biểu mẫu đã để quá lâu. Xin bấm gửi lần nữa.'),
    EARLY: _('Xin đợi thêm ít giây rồi bấm gửi lần nữa.'),
    LONG: _('Các câu trả lời bằng lời dài quá mức nhận được. Xin viết ngắn lại.'),
    WRONG: _('Có câu trả lời không thuộc đợt lấy ý kiến này. Xin mở lại biểu mẫu.'),
    ISSUED: _('Mã xác thực của đợt lấy ý kiến này đã được cấp một lần cho danh tính này. Mỗi '
              'người chỉ được cấp một mã.'),
}
#: Names of ``portal.throttles``: answers, and demands for tokens, of one network.
BALLOT, TOKEN = 'ballot', 'ballot-token'
#: The page of a survey that leads to its token; fields of the blinded token and of its signature.
TOKENS, BLINDED, SIGNATURE = 'xac-thuc-phieu', 'blinded', 'signature'
#: Names of ``ballot_rules.csv``.
LEAST, BURST_MINUTES, BURST_LEAST, BURST_FACTOR = (
    'least', 'burst_minutes', 'burst_least', 'burst_factor')


class NotTaken(Refused[str]):
    """Nothing was taken.  ``code``: of ``WHY``.  ``seconds``: for ``EARLY`` those to wait."""

    def __init__(self, code: str, seconds: int = 0) -> None:
        super().__init__({'': WHY[code]})
        self.code, self.seconds = code, seconds


class Paper(NamedTuple):
    """What a ballot box knows of a survey: no text and no name.

    ``survey``: stable id of the item, letters, digits and ``-``, 64 at most.  ``version``: from 1;
    answers of different versions are kept apart, yet a token is spent for all of them.  ``cells``:
    ids of all that is counted, in order, such as ``q1.a`` or ``q4.r2.c1``; of one version always
    the same.  ``closes``: aware; from then on nothing is taken.
    """

    survey: str
    version: int
    cells: tuple[str, ...]
    closes: datetime.datetime


class IBalloted(Interface):
    """A resource of which the answers go into a ballot box; it has the page ``TOKENS``."""


class IOpenPaper(Interface):
    """The ``Paper`` that is answered now: an adapter of what is ``IBalloted``, which gives
    ``None`` while nobody may answer.
    """


class Work(NamedTuple):
    """What comes with an unverified answer.  ``ticket``: that of ``challenge``.  ``number``: what
    ``proof.js`` has found for it, ``''`` where no script runs.
    """

    ticket: str
    number: str = ''


class Figure(NamedTuple):
    """``number``: of answers.  ``cells``: how often each was chosen; ``None`` while the box is
    open, and for ever with fewer answers than ``LEAST``: then the number alone may be told.
    """

    number: int = 0
    cells: Mapping[str, int] | None = None


class Counts(NamedTuple):
    """What is in a box, as of the last turn, some 15 seconds ago at most.

    ``verified``, ``unverified``: counted apart, never to be added up.  ``frozen``: since when,
    aware UTC, the unverified figure stands still, since they came far faster than before; ``None``
    if it does not.  ``doubtful``: how many unverified answers of that burst, and since, are not in
    the figure.  ``closed``: whether the figures are final.  ``texts``: by question id what was
    written, in random order, once the box is closed; outside of the claim of secrecy, for staff
    alone.
    """

    verified: Figure = Figure()
    unverified: Figure = Figure()
    frozen: datetime.datetime | None = None
    doubtful: int = 0
    closed: bool = False
    texts: Mapping[str, Sequence[str]] = {}


class IBallotBoxes(Interface):
    """The boxes of all surveys, in files of their own (ADR 71); a utility.

    ``now``: aware.  All is durable when a method returns; no database is read or written.  Several
    processes may call at once.
    """

    def prepare(paper: Paper) -> None:
        """Make the box and its keys, unless they are there: when a survey opens.

        A later ``closes`` of a box that is open counts from then on.
        """

    def drop(paper: Paper, chosen: frozenset[str], texts: Mapping[str, str], token: bytes | None,
             now: datetime.datetime, work: Work | None = None) -> None:
        """Take an answer.  ``chosen``: cells.  ``texts``: by question id, without empty ones.

        With ``token`` it is verified; else ``work`` is needed.  Raises ``NotTaken``.
        """

    def challenge(paper: Paper, now: datetime.datetime) -> tuple[str, int]:
        """Return a ticket for one unverified answer, and the bits of its proof: the field ``ve``
        and ``data-bits`` of a form with ``proof.js`` (ADR 66).  It holds for six hours.
        """

    def token_key(paper: Paper) -> bytes:
        """Return the public key of the tokens of a survey: SPKI, DER (RSA, RFC 9474)."""

    def sign_blinded(paper: Paper, person: str, blinded: bytes,
                     now: datetime.datetime) -> bytes:
        """Return the blind signature of ``blinded``, once for each ``person``, the pseudonym of an
        ``Identity``; for the same bytes again the same.

        Raises ``NotTaken``.
        """

    def counts(paper: Paper) -> Counts:
        """Return what may be told of the box now; empty for a box that nobody has prepared."""

    def accept(paper: Paper, now: datetime.datetime) -> None:
        """Let the unverified figure go on: a person has looked, and the burst was none.  What
        waited is counted.  Nothing happens unless it is frozen.
        """

    def close(paper: Paper, now: datetime.datetime) -> None:
        """Open all that is in the box and destroy its keys; also before ``closes``.

        The job ``ballots`` does it at ``closes`` by itself.  Then ``counts`` is final.
        """

    def destroy(paper: Paper) -> None:
        """Remove the boxes of all versions, with counts, texts, tokens and marks: when the results
        are kept elsewhere.  ``counts`` is empty and closed then, and nothing is taken any more.
        """

    def held() -> Sequence[str]:
        """Return the ids of the surveys that have boxes which were not destroyed."""
