"""What contributions promise to their callers (clauses 12.1, 12.2, 14.3, 16.2)."""
from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from zope.interface import Interface

from ...base.errors import Refused
from ...base.i18n import _
from .words import CAPTIONS, DETAILS, HOLDER, KIND, LABELS, POSITION, SENDERS

if TYPE_CHECKING:
    import datetime

    from ...base.interfaces import IContainer
    from ...kernel.tree.resources import Described
    from ..cases.interfaces import Case

__all__ = ['CAPTIONS', 'DETAILS', 'HOLDER', 'KIND', 'LABELS', 'POSITION', 'SENDERS']

#: View of every site that says how texts and documents may be sent (16.2), and the form's address.
INVITATION, SLUG = 'gui-tin-bai', 'tin-bai'
#: Page of a site in the desk: one contribution.
PAGE = 'contribution'
#: Grounds of events ``NOTE``: the sender is asked something; data of 12.2 were written down; a
#: draft is being made, was made, could not be made, lacks something that was sent.
ASKED, COMPLETED, WISHED, DRAFTED, FAILED, LACKING = (
    'contribution-asked', 'contribution-completed', 'contribution-wished',
    'contribution-drafted', 'contribution-failed', 'contribution-lacking')
#: Ground of the event ``NOTE`` that asks a sender to become a contributor.
INVITED = 'contribution-invited'
#: Before the code of a ground of 14.3 in the ground of the event ``ANSWERED`` that refuses.
REFUSED_ON = 'contribution-refused-'
#: Names under which a case keeps data of its sender that the staff has written down, and what a
#: draft is to be made of.
SENDER, WISH = 'contributor', 'draft wish'
#: What becomes of a file in a draft: its words are put into the text; it is a picture of the text;
#: it is a file to download; nothing.
WORDS, PICTURE, FILE, NOTHING = USES = ('words', 'picture', 'file', 'nothing')
USE_TITLES = {WORDS: _('Lấy chữ vào nội dung'), PICTURE: _('Ảnh của bài'),
              FILE: _('Tệp để tải về'), NOTHING: _('Không dùng')}
#: Letters of what staff writes to a sender.
LONGEST = 5000


class CannotContribute(Refused[str]):
    """Raised with ``reasons``: ``{field or '': translatable sentence}``; nothing has changed."""


class InformationProvider(NamedTuple):
    """Who provides a text: the data of 12.2, each ``''`` if it is not known.

    ``kind``: a key of ``SENDERS``.  ``organisation``: ``''`` of a person.  ``rights``: ``'yes'``
    if the sender says that they may give it.  ``holder``: who else holds the rights.
    """

    kind: str = ''
    organisation: str = ''
    name: str = ''
    position: str = ''
    email: str = ''
    phone: str = ''
    address: str = ''
    rights: str = ''
    holder: str = ''


class FileUse(NamedTuple):
    """What becomes of the file at ``number`` of ``Case.files``.  ``use``: of ``USES``.
    ``said``: of a picture, what it shows.
    """

    number: int
    use: str
    said: str = ''


class Wish(NamedTuple):
    """What a draft is made of.  ``section``: object id.  ``type_name``: as in exports."""

    section: str
    type_name: str
    files: tuple[FileUse, ...] = ()


class Target(NamedTuple):
    """A section of a site, and the types of which a draft can be made there, as pairs of name and
    title, translatable.
    """

    section: IContainer
    types: Sequence[tuple[str, str]]


class DraftMade(NamedTuple):
    """What became of a contribution.  ``item``: ``None`` if it was deleted since, or waits to be
    made.  ``is_waiting``: whether it is still being made.
    """

    item: Described | None
    is_waiting: bool


class IContributing(Interface):
    """What the staff does with contributions, for one asker.  Never commits.

    The verbs ask for ``ANSWER`` at the site that has the case, ``refuse`` for ``APPROVE_ANSWER``;
    they raise ``CannotContribute`` and send an ``InnerAction`` that tells nothing of what was
    sent.
    """

    def provider(case: Case) -> InformationProvider | None:
        """Return who provides it, with what was written down since; ``None`` if that is erased."""

    def missing(provider: InformationProvider) -> list[str]:
        """Return the names of the fields of ``provider`` that 12.2 asks for and that lack; of
        telephone and address one is enough: ``contact``.
        """

    def targets(case: Case) -> list[Target]:
        """Return where the asker may make a draft of ``case``: the section of news first."""

    def draft(case: Case) -> DraftMade | None:
        """Return the last draft of ``case`` at the site that has it now; ``None`` if none was ever
        made there.
        """

    def complete(case: Case, provider: InformationProvider, actor: str) -> None:
        """Write down data of the sender that came later."""

    def ask(case: Case, text: str, actor: str) -> None:
        """Ask the sender, who answers on the page of the case or by mail (14.1); the actor takes
        the case if nobody has it.
        """

    def refuse(case: Case, ground: str, text: str, actor: str) -> None:
        """Refuse to publish it on a ``ground`` of 14.3 and tell the sender."""

    def make(case: Case, wish: Wish, actor: str) -> None:
        """Have a draft made, by the outbox; the actor takes the case if nobody has it."""


class IInviting(Interface):
    """Asking who has sent much to become a contributor (9.6, 19), for one asker.  Never commits.

    The verbs raise ``CannotContribute`` and send an ``InnerAction``; who may ``ENGAGE`` at the
    site that has the case may do it.
    """

    def published(case: Case) -> int:
        """Return how many contributions of the same sender ``case.site`` has published; those of
        one address of mail.
        """

    def is_due(case: Case) -> bool:
        """Return whether that is so many that the sender is to be asked."""

    def invited_at(case: Case) -> datetime.datetime | None:
        """Return when the sender was asked last, by whichever contribution to ``case.site``."""

    def may_engage(case: Case) -> bool:
        """Return whether the asker may ask the sender, and enter them into the register of
        contributors of the site, where they do not stand yet.
        """

    def invite(case: Case, actor: str) -> None:
        """Ask the sender once: on the page of the case, to which a mail leads."""

    def engage(case: Case, actor: str) -> None:
        """Enter the sender, who has been asked, into that register."""


class IContributionRules(Interface):
    """Dated figures of ``contribution_rules.csv``, a utility."""

    def at(name: str, moment: datetime.datetime) -> int | None:
        """Return the figure ``name`` in force at ``moment``, ``None`` if there is none."""
