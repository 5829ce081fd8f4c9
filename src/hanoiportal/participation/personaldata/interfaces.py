"""What requests about one's personal data promise to their callers.

``actor`` is the id of an account.
"""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from zope.interface import Interface

from ...base.errors import Refused
from ...base.i18n import _

if TYPE_CHECKING:
    from ...base.interfaces import IPortal
    from ..cases.interfaces import Attachment, Case

#: The form; the view of a site that gives what is held; the page of a request in the desk.
SLUG, COPY, PAGE = 'du-lieu-ca-nhan', 'du-lieu-cua-toi', 'data-request'
#: Details of a request: what is wished, and the code of a case that its sender has opened.
WISH, CODE = 'wish', 'code'
#: What is wished, and decided; and that the request is refused.
SEE, CORRECT, ERASE, REFUSE = 'see', 'correct', 'erase', 'refuse'
DECISIONS = (SEE, CORRECT, ERASE, REFUSE)
#: Grounds of events ``NOTE`` at the request: of which case a copy was given, which lies there with
#: an event ``DATA_COPIED``; how the staff found out who asks.
GIVEN, CHECKED = 'data-given', 'data-checked'
#: Why a copy that was given is there no more.
ERASED_COPY = _('đã xóa cùng hồ sơ')
#: What of a sender can be corrected.
CORRECTABLE = ('name', 'phone', 'email', 'address', 'organisation', 'on_behalf_of')


class CannotDecide(Refused[str]):
    """Raised with ``reasons``: ``{field or '': translatable sentence}``; nothing has changed."""


class Decision(NamedTuple):
    """What is decided on a request.  ``kind``: of ``DECISIONS``.  ``text``: what its sender reads.

    ``codes``: of the cases that it is about.  ``checked``: how the staff found out who asks, where
    neither VNeID nor a secret has told.  ``values``: what is right, by ``CORRECTABLE``.
    """

    kind: str
    text: str
    codes: tuple[str, ...] = ()
    checked: str = ''
    values: Mapping[str, str] = {}


class IDataRequests(Interface):
    """What the staff does with a request, for one asker.  Never commits."""

    def proven(case: Case) -> Sequence[Case]:
        """Return the cases that the sender of the request ``case`` has shown to be theirs."""

    def propose(case: Case, decision: Decision, actor: str) -> None:
        """Put ``decision`` before the board, which approves it as any answer; then it happens.

        Raises ``CannotDecide``; besides, as ``IAnswering.submit`` does.
        """


class IPersonalCopies(Interface):
    """Writes down what is held of a person; a utility.  Changes nothing."""

    def of_cases(portal: IPortal, cases: Sequence[Case], tag: str) -> Attachment:
        """Return what is held of whoever sent ``cases``, in words of the language ``tag``, without
        what the staff alone reads.
        """

    def of_person(portal: IPortal, pseudonym: str, tag: str) -> Attachment:
        """Return the same of all cases and subscriptions of a person, by the pseudonym of VNeID.
        """
