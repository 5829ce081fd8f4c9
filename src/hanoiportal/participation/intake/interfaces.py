"""What the intake by staff promises to its callers."""
from __future__ import annotations

from typing import TYPE_CHECKING

from zope.interface import Interface

from ..cases.interfaces import (
    ACCESS,
    COMMENT,
    CONSULTATION,
    CONTRIBUTION,
    CORRECTION,
    COUNTER,
    DISC,
    FAX,
    MAIL,
    PAPER,
    PHONE,
    QUESTION,
    REFLECTION,
    REQUEST,
    SUGGESTION,
)

if TYPE_CHECKING:
    from ...base.interfaces import ISite
    from ..cases.interfaces import Receipt, Submission

#: Kinds of what another system enters, and the staff besides; channels.
KINDS = (QUESTION, REFLECTION, SUGGESTION, COMMENT, CORRECTION)
BY_STAFF = (*KINDS, REQUEST, ACCESS)
#: What is entered by forms of their own, besides: comments at a draft, contributions (12.1.b).
ENTERED = (*BY_STAFF, CONSULTATION, CONTRIBUTION)
CHANNELS = (PAPER, PHONE, COUNTER, MAIL, FAX, DISC)
#: Letters of a text, of a line.
LONGEST, LONGEST_LINE = 50_000, 300


class IIntake(Interface):
    """Enters cases for people, for one asker.  Never commits.

    As an adapter of the portal it is that of a system whose right the caller has looked at.
    """

    def enter(site: ISite, submission: Submission, actor: str) -> Receipt:
        """Keep ``submission`` as received by ``site`` at its ``received_at``, and return what the
        sender gets; for who may ``ANSWER`` there.

        Raises ``errors.Refused`` with a reason by field; sends an ``InnerAction``.
        """
