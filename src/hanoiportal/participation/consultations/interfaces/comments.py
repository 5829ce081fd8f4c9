"""What comments on drafts promise: the ledger, and what of them is public (clauses 4.2.d, 4.3.b).

A comment is a case of the kind ``CONSULTATION``; where it stands and how it was answered is a row
of the ledger, which holds nothing of what was said.  A *draft* is named by the object id of its
``IConsultation``, in decimal digits.
"""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from zope.interface import Interface

from ....base.errors import Refused
from ....base.i18n import _

if TYPE_CHECKING:
    from ....base.interfaces import IPortal
    from ..anchoring import Anchor
    from .drafts import IConsultation

#: The form by which people comment; the view of a draft where they choose a passage, and the one
#: where they read what others have said, with its files.
FORM, WRITING, READING = 'gop-y-du-thao', 'gop-y', 'y-kien'
#: The page of the desk; ``comments`` is that of remarks on any text.
LEDGER = 'comment-ledger'
#: Values of the filter by where a comment stands: nowhere, and the draft whole.
ORPHANS, ALL_OF_IT = 'orphans', 'whole'
#: Step of the address below ``READING`` to the comments for which a provision was changed.
CHANGING = 'sua'
#: Query fields of the form, and the details of a case that they become.
ASKED = (('draft', 'du-thao'), ('provision', 'dieu'), ('quotation', 'doan'))
#: Letters of a passage.
LONGEST_PASSAGE = 1000
#: Outcomes.  ``''``: not answered yet.
ACCEPTED, PARTLY, DECLINED, OUTSIDE, WITHDRAWN, ABUSIVE = OUTCOMES = (
    'accepted', 'partly', 'declined', 'outside', 'withdrawn', 'abusive')
#: What the staff decides on.
DECIDED = (ACCEPTED, PARTLY, DECLINED, OUTSIDE, ABUSIVE)
TITLES: Mapping[str, str] = {
    '': _('Chưa trả lời'), ACCEPTED: _('Tiếp thu'), PARTLY: _('Tiếp thu một phần'),
    DECLINED: _('Không tiếp thu'), OUTSIDE: _('Ngoài phạm vi dự thảo'),
    WITHDRAWN: _('Người góp ý đã rút'), ABUSIVE: _('Không xem xét (lạm dụng)')}
#: Grounds of events of the case: an answer, with its outcome behind; its provision is gone.
ANSWERED_AS, ORPHANED = 'consultation-', 'consultation-orphaned'
#: Stands for the provision of a public comment that stands on none of the draft any more.
NOWHERE = '-'


class Comment(NamedTuple):
    """A row of the ledger.  ``number``: of the case.  ``anchor``: where it stands now;
    ``origin``: where its sender put it, in the text with the digest ``text``.

    ``lost``: why it stands nowhere (``anchoring``), ``''`` if it does.  ``group``: the least
    number of the cases that say the same, its own for one alone.  ``outcome``: of ``OUTCOMES``.
    ``changed``: ids of the provisions that it changed.  ``public``: what names it in public,
    ``''`` while nobody reads it there; ``told``: the outcome that is read there.
    ``is_private``: its sender has taken back the consent to publication.
    """

    number: int
    anchor: Anchor
    origin: Anchor
    text: str
    lost: str = ''
    group: int = 0
    outcome: str = ''
    changed: tuple[str, ...] = ()
    public: str = ''
    told: str = ''
    is_private: bool = False


class CommentNumbers(NamedTuple):
    """How many comments a draft has got.

    ``unanswered``: without an outcome; ``lost``: nowhere; ``withdrawn``: by their senders.
    """

    total: int
    unanswered: int
    lost: int
    withdrawn: int


class PublicComment(NamedTuple):
    """Ý kiến đã góp, as anyone reads it: nothing of its sender but what they agreed to.

    ``id``: 12 hexadecimal digits.  ``provision``: id, ``''`` for the draft whole, ``NOWHERE`` if
    it stood on an earlier text.  ``label``: of the provision when it stood there, ``''`` if that
    is not known.  ``name``: ``''`` if it is not shown.  ``is_organisation``:
    whether an organisation says it.  ``same``: how many said the same.  ``day``: ISO 8601.
    """

    id: str
    provision: str
    label: str
    quotation: str
    text: str
    name: str
    is_organisation: bool
    day: str
    same: int
    outcome: str = ''
    reason: str = ''
    changed: tuple[str, ...] = ()


class CannotComment(Refused[str]):
    """Raised with ``reasons``: ``{field or '': translatable sentence}``; nothing has changed."""


class IComments(Interface):
    """The rows of the ledgers, an adapter of any resource.  Reads; never commits."""

    def of(draft: str) -> Sequence[Comment]:
        """Return the comments on ``draft``, in the order of their numbers."""

    def grouped(draft: IConsultation, outcome: str | None,
                place: str) -> Sequence[Sequence[Comment]]:
        """Return the comments on ``draft`` that say the same, together, in the order of the draft;
        those that stand nowhere are first.  Nobody changes what is returned.

        ``outcome``: of ``OUTCOMES``, ``''`` for what is not answered, ``None`` for all.
        ``place``: id of a provision, ``ORPHANS``, ``ALL_OF_IT``, ``''`` for everywhere.
        """

    def row(number: int) -> Comment | None:
        """Return the row of the case ``number``, ``None`` if it is none."""

    def draft_of(number: int) -> str:
        """Return the draft that the case ``number`` is about, ``''`` if it is about none."""

    def unanswered(draft: str) -> int:
        """Return how many comments on ``draft`` have no outcome."""

    def numbers(draft: str) -> CommentNumbers:
        """Return how many comments ``draft`` has; reads none of them."""


class ILedger(Interface):
    """Sổ tiếp thu, giải trình of drafts, for one asker.  Never commits.

    The verbs ask for ``ANSWER`` at the site of the draft, raise ``CannotComment`` and send an
    ``InnerAction`` that tells nothing of what was said.
    """

    def answer(draft: IConsultation, numbers: Sequence[int], outcome: str, reason: str,
               changed: Sequence[str], actor: str) -> int:
        """Give each of the cases ``numbers`` the same ``outcome`` of ``DECIDED`` with ``reason``;
        ``changed``: ids of provisions, needed if it is accepted, as a whole or in part.  What was
        answered is answered anew, until the final text; what was withdrawn is left out.  Return
        how many were answered.
        """

    def place(draft: IConsultation, number: int, provision: str, quotation: str,
              actor: str) -> None:
        """Put a comment by hand to a passage of ``provision``, ``''`` for the draft whole."""

    def part(draft: IConsultation, number: int, actor: str) -> None:
        """Take a comment out of its group."""

    def against(draft: IConsultation, provision: str, quotation: str) -> str:
        """Return why a comment that came in otherwise is not entered there, ``''`` if it is."""


class ICommentTables(Interface):
    """Bảng tổng hợp, tiếp thu, giải trình; a utility."""

    def docx(portal: IPortal, draft: IConsultation) -> bytes:
        """Return the table as Word file."""

    def xlsx(portal: IPortal, draft: IConsultation) -> bytes:
        """Return the table as workbook."""
