"""What drafts promise to those who comment on them (clause 4.2.d)."""
from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from zope.interface import Attribute, Interface, implementer

from ....base.errors import Refused
from ....base.i18n import _
from ....base.interfaces import IResource
from ....base.legalbases import ShownBasis
from ...batches.interfaces.sources import IPublishesBatches

if TYPE_CHECKING:
    from ....base.legaltexts.identities import Provision

#: Name of the content type, and of the section that it belongs to.
TYPE, SECTION = 'Consultation', 'du-thao-lay-y-kien'
#: Kind of events of the ledger: a draft is in another phase, or comments on it are public.
MOVED = 'consultation moved'
#: View of the item that compares two versions of the draft.
CHANGES = 'doi-chieu'
#: Phases, in their order: before the first day, people comment, what they said is summed up, the
#: final text stands, the document is in force.
PREPARING, OPEN, SUMMING, FINAL, ENACTED = PHASES = (
    'preparing', 'open', 'summing', 'final', 'enacted')


class Announced(NamedTuple):
    """A provision as those who hold anchors were told of it.  ``digest``: of its text."""

    id: str
    address: str
    digest: str


class DraftVersion(Protocol):
    """An earlier version of a draft.  ``state``: of the workflow when it ended.  ``begun_by``:
    who began it if it was one in work, else ``None``.  ``values``: of the fields, as text.
    """

    state: str
    begun_by: str | None
    values: Mapping[str, str]


class IConsultation(IPublishesBatches):
    """An item that asks for comments on one draft; its versions are those of the draft."""

    document_kind: str = Attribute('key of a ``DocumentKind``')
    drafting_body: str = Attribute('cơ quan soạn thảo')
    receiving_unit: str = Attribute('who takes comments in, by post and mail too')
    receiving_address: str = Attribute('of the receiving unit')
    receiving_email: str = Attribute('of the receiving unit')
    opens: datetime.date | None = Attribute('first local day on which people comment')
    closes: datetime.date | None = Attribute('last local day on which they do')
    full_text: str = Attribute('of the draft, one line for each paragraph')
    identities: str = Attribute('which provision is which, ``legaltexts.identities.written``')
    provisions: tuple[Provision, ...] = Attribute('of the full text, in reading order')
    origins: Mapping[str, tuple[str, ...]] = Attribute(
        '``{id: ids}`` of provisions that, as the drafting body has confirmed, came of others: '
        'each of a split one, or what several were merged into')
    history: Sequence[DraftVersion] = Attribute('earlier versions, the oldest first')
    phase: str = Attribute('of ``PHASES``; moved by this feature alone')
    state: str = Attribute('of the workflow')
    as_of: datetime.date | None = Attribute(
        'local day for which its page counts the days left; moved by this feature alone')
    reminded: tuple[str, ...] = Attribute('names of the reminders that were sent')
    announced: tuple[Announced, ...] = Attribute('provisions as ``ProvisionsChanged`` told last')
    enacted: str = Attribute('path of the ``LegalDocument`` it became, ``\'\'`` before')
    comment_counts: Mapping[str, int] = Attribute(
        '``{provision id: number of published comments}``, ``\'\'`` for the draft as a whole; '
        'written by whoever publishes comments, with a ``Change``')


class IProvisionsChanged(Interface):
    """The public text of a consultation has changed, in the transaction that changed it."""

    object: IResource = Attribute('the item, an ``IConsultation``')
    mapping: Mapping[str, tuple[str, ...]] = Attribute(
        '``{old id: new ids}`` of every provision of the earlier text: itself if it is still '
        'there, ``()`` if nothing came of it')
    confirmed: frozenset[str] = Attribute(
        'the old ids of which text or place is other than before, as a person has confirmed')


@implementer(IProvisionsChanged)
class ProvisionsChanged:
    """See ``IProvisionsChanged``."""

    def __init__(self, object: IResource, mapping: Mapping[str, tuple[str, ...]],
                 confirmed: frozenset[str]) -> None:
        self.object = object
        self.mapping = mapping
        self.confirmed = confirmed


class LeastTerm(NamedTuple):
    """How long people must have to comment.  ``days``: calendar days.  ``basis``: of law.

    ``sure``: whether the basis was read; what is not sure warns and refuses nothing.
    """

    days: int
    basis: str
    sure: bool

    def doubt(self, opens: datetime.date, closes: datetime.date) -> str:
        """Return a warning if people have less time from the local day ``opens`` to ``closes``
        than a term that is not sure wants, ``''`` else.
        """
        days = (closes - opens).days + 1
        if self.sure or days >= self.days:
            return ''
        return _('Thời gian lấy ý kiến là ${days} ngày; theo ${basis} có thể phải ít nhất '
                 '${least} ngày. Hãy kiểm tra trước khi gửi duyệt.', mapping={
                     'days': days, 'basis': ShownBasis(self.basis), 'least': self.days})


class ITerms(Interface):
    """The terms of ``config/hanoi/consultation_terms.csv``; a utility."""

    def least(document_kind: str, on: datetime.date) -> LeastTerm | None:
        """Return what was in force for drafts of such a kind on the local day."""


class IConsultedKinds(Interface):
    """The kinds of ``config/hanoi/consulted_kinds.csv``; a utility."""

    def on(day: datetime.date) -> frozenset[str]:
        """Return the keys of each ``DocumentKind`` whose drafts are consulted on at that local
        day.
        """


class CannotMove(Refused[str]):
    """Raised with ``reasons``: ``{field or '': translatable str}``; nothing has changed."""


class IAgainstFinal(Interface):
    """A reason against a final text, such as a comment without an answer; a named utility."""

    def __call__(consultation: IConsultation) -> Sequence[str]:
        """Return why the final text may not be public yet, translatable; ``[]`` if it may."""


class ICommentLinks(Interface):
    """Where people read and write comments; a utility of the feature that takes them."""

    def reading(provision: str) -> Sequence[str]:
        """Return the elements of the path below the item to the comments on the provision with
        that id, ``''`` for the draft as a whole.
        """

    def writing(provision: str) -> Sequence[str]:
        """Return the elements of the path below the item to the form of a comment on it."""

    def changing(provision: str) -> Sequence[str]:
        """Return the elements of the path below the item to the public comments for which the
        provision was changed.
        """

    def numbers_changing(consultation: IConsultation) -> Mapping[str, int]:
        """Return ``{provision id: number of public comments for which it was changed}``."""


class IConsultations(Interface):
    """What ends a consultation after its close, for one asker.  Never commits."""

    def finish(consultation: IConsultation, actor: str) -> None:
        """Say that the public text is the final one.  Raises ``CannotMove``: before the close, or
        with an ``IAgainstFinal``.
        """

    def enact(consultation: IConsultation, path: str, actor: str) -> None:
        """Say that it became the public ``LegalDocument`` at ``path``.  Raises ``CannotMove``."""
