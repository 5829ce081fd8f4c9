"""What the boards promise to their callers.

A role of the board is one of ``authorization.roles.BOARD``.  A term begins with its first instant
and ends before its last: both are aware UTC, ``None`` for a term without end.
"""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from zope.interface import Attribute, Interface

from ...base.i18n import _

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from ...base.interfaces import IPortal, IResource, ISite
    from ...kernel.security.authentication.accounts import Account
    from ...kernel.security.authorization.grants import Grant
    from ...kernel.security.authorization.groups import Group
    from ...kernel.workflow.records import Approval
    from ..windows.interfaces import IWindow
    from .coordination import Objection
    from .resource import Board, RoleRequest, TakenRole

#: Why nobody becomes an administrator, and no account is opened to the asker.
NOT_PROVED = _('Hãy xác nhận lại danh tính: mở trang /confirm ở cửa sổ khác, rồi gửi lại biểu mẫu '
               'này.')


class IMembership(Interface):
    """One seat in the board of a site."""

    account: str = Attribute('id of the account')
    role: str = Attribute('role of the board')
    given: Grant = Attribute('decision, start and end')


class IBoards(Interface):
    """Founds boards, seats their members and says who is one.  Never commits.

    Founding asks for ``FOUND_BOARD`` at the site, the other verbs for ``MANAGE_BOARD``; they raise
    ``errors.Refused`` and send an ``Action``; ``actor`` is a principal id.
    """

    def board(site: ISite) -> Board | None:
        """Return the ``Board`` of ``site``, in force or not; ``None`` if none was ever founded."""

    def found(
            site: ISite, decision: str, starts: datetime.datetime, ends: datetime.datetime | None,
            actor: str, regime: str = '') -> Board:
        """Found the board of ``site`` by ``decision``, or found it anew, and return it.

        ``regime``: how the board works (quy chế hoạt động), as text.
        Who sits in it longer than until ``ends`` sits until then.  Where somebody holds the role
        of the owner body, no other account founds (18.1): see ``may_found``.
        """

    def owners(site: ISite, now: datetime.datetime) -> frozenset[str]:
        """Return the ids of the accounts that hold the role of the owner body (cơ quan chủ quản)
        at ``site`` or above it, at ``now``, aware UTC.
        """

    def is_owner(site: ISite, account: str, now: datetime.datetime) -> bool:
        """Return whether that account is one of ``owners``; the menu of each page asks."""

    def may_found(site: ISite, actor: str) -> bool:
        """Return whether ``actor`` may found the board of ``site``: as its owner body; as an
        administrator, as long as nobody holds that role.
        """

    def appoint(
            site: ISite, account: str, role: str, decision: str, starts: datetime.datetime,
            ends: datetime.datetime | None, actor: str, succeeds: bool = False) -> None:
        """Seat the account with the id ``account`` in the board as ``role`` from ``starts``.

        No seat begins or lasts beyond the board's own term; another seat of the same person ends
        when this one begins, and the same seat goes on.  The board has one head at a time:
        ``succeeds`` says that the new one takes the place of the head in force, whose seat ends
        at ``starts``.
        """

    def dismiss(
            site: ISite, account: str, role: str, decision: str, ends: datetime.datetime,
            actor: str) -> None:
        """End the seat of the account with the id ``account`` as ``role`` at ``ends``."""

    def seats(site: ISite) -> list[IMembership]:
        """Return every ``IMembership`` of ``site`` that is kept, heads first, past ones too."""

    def members(site: ISite, now: datetime.datetime) -> list[IMembership]:
        """Return the ``IMembership`` of ``site`` that are in force at ``now``, heads first."""

    def is_active(site: ISite, now: datetime.datetime) -> bool:
        """Return whether the board of ``site`` is in force at ``now`` and has exactly one head."""

    def is_member(site: ISite, account: str, now: datetime.datetime) -> bool:
        """Return whether the account with that id is of the board of ``site`` in force at
        ``now``, head and deputies among them.
        """

    def restore(site: ISite, record: Mapping[str, object]) -> None:
        """Found the board of ``site`` as ``Board.record`` of another portal says, without an
        ``Action``; its seats come with the other roles.
        """


class IBoardApproval(Interface):
    """What a board approves besides versions of items, such as answers to people: as many of its
    members as the site asks for, in the order of the roles, for one asker.
    """

    def against(site: ISite, actor: str, authors: Sequence[str], approvals: Sequence[str]) -> str:
        """Return what stands against that ``actor``, who is the asker, approves what ``authors``
        wrote and ``approvals``, ids of accounts, have approved; translatable, ``''`` for nothing.
        """

    def is_enough(site: ISite, approvals: Sequence[str]) -> bool:
        """Return whether ``approvals`` are as many as the site asks for."""

    def approvals_of(site: ISite, given: Sequence[str], digest: str) -> tuple[Approval, ...]:
        """Return what a public version says of the approvals ``given``, of its ``digest``."""


class IRoster(Interface):
    """Lịch trực: which member of the board sees to each publishing window.  Never commits.

    The verbs ask for ``ASSIGN`` or ``MANAGE_BOARD`` and raise ``Refused``.  Days are local dates.
    """

    def windows(site: ISite, day: datetime.date) -> Sequence[IWindow]:
        """Return the ``IWindow`` of ``site`` on ``day``, earliest first."""

    def on_duty(site: ISite, day: datetime.date) -> dict[str, str]:
        """Return ``{window code: account id}`` as assigned for ``day``."""

    def assign(site: ISite, day: datetime.date, window: str, account: str, actor: str) -> None:
        """Let the account with the id ``account`` see to ``window`` (a code) on ``day``.

        ``account``: ``''`` for nobody.  It must be of the board when the window opens.
        """

    def copy_week(site: ISite, monday: datetime.date, actor: str) -> int:
        """Assign in the week after that of ``monday`` what is free there and was assigned in it,
        to those who are still of the board; return how many windows.
        """

    def holes(site: ISite, day: datetime.date) -> list[IWindow]:
        """Return the ``IWindow`` of ``day`` that nobody of the board sees to."""

    def holes_ahead(portal: IPortal) -> Iterator[tuple[ISite, datetime.date, list[IWindow]]]:
        """Yield ``(site, day, windows)`` for each site with a board in force that has holes
        tomorrow: what a reminder tells its heads and deputies of.
        """


#: So long who has taken a role may give it back as it was.
GIVE_BACK = datetime.timedelta(days=1)


class ISharing(Interface):
    """Grants and ends the roles of a place that are granted one by one.  Never commits.

    The verbs raise ``Refused`` and send an ``Action``; a basis is text, a term as of ``IBoards``.
    """

    knows_accounts: bool = Attribute('whether the asker may list the accounts (8.8)')
    objection: Objection = Attribute('says why a role may not be held for want of rules (9.3)')

    def roles(place: IResource) -> list[str]:
        """Return the roles that the asker may grant and end at ``place``, in the table's order:
        with ``SHARE`` those of contributors, translators and editors; with ``MANAGE_ACCOUNTS``
        also those that allow nothing which the asker may not do.
        """

    def needs_proof(roles: Collection[str]) -> bool:
        """Return whether the asker must first prove anew who they are (``NOT_PROVED``) to give any
        of ``roles``: those of administrators ask for it (ASVS 5.0, 7.5.3).
        """

    def outranks(account: Account) -> bool:
        """Return whether the asker could grant every role of oversight that ``account`` holds.

        The editorial roles are left out: a head's password too has to be given anew by somebody.
        """

    def known(place: IResource) -> tuple[list[Account], list[Group]]:
        """Return ``(accounts, groups)`` that the asker may choose from by their names: the staff
        of the site of ``place``, and all groups for who knows the accounts.
        """

    def reasons_against(
            place: IResource, role: str, basis: str, starts: datetime.datetime | None,
            ends: datetime.datetime | None) -> dict[str, str]:
        """Return why the asker cannot grant ``role`` so, as the reasons of a ``Refused``."""

    def give(
            place: IResource, principal: str, role: str, basis: str,
            starts: datetime.datetime | None, ends: datetime.datetime | None, actor: str) -> None:
        """Grant ``role`` at ``place`` to an account or group that is known to the asker."""

    def take(place: IResource, principal: str, role: str, actor: str, why: str = '') -> None:
        """End a role that was granted at ``place`` itself; ``why``: the reason."""

    def taken(place: IResource, actor: str) -> list[TakenRole]:
        """Return what ``actor`` has taken at ``place`` within ``GIVE_BACK`` and nobody has given
        since, the latest first.
        """

    def give_back(place: IResource, principal: str, role: str, actor: str) -> None:
        """Grant what ``taken`` names again, as it was."""


class ICoordination(Interface):
    """Quy chế phối hợp (9.3), a utility."""

    def is_laid_down(site: ISite, day: datetime.date) -> bool:
        """Return whether rules of work with other bodies hold at ``site`` on the local ``day``."""


class IRoleRequests(Interface):
    """Asks an operator to give a role to somebody whose account the asker must not know of (8.8).

    Asking looks nothing up: answer and time are the same whether there is such an account or not.
    """

    def ask(
            place: IResource, login: str, role: str, basis: str, starts: datetime.datetime | None,
            ends: datetime.datetime | None, actor: str, succeeds: bool = False) -> None:
        """Ask for ``role`` at ``place``: one that ``ISharing`` lets the asker grant there, or one
        of the board of the site ``place``, for who may appoint it.

        ``login``: a log-in name or e-mail address, as typed.  ``succeeds``: as of ``IBoards``.
        """

    def asked(place: IResource, actor: str) -> list[RoleRequest]:
        """Return the ``RoleRequest`` that ``actor`` has made at ``place``, oldest first."""

    def waiting() -> list[RoleRequest]:
        """Return every ``RoleRequest``, oldest first; nothing for who does not know accounts."""

    def accept(request_id: str, actor: str) -> None:
        """Do what was asked, in the name and with the rights of who asked, and tell them.

        For who knows the accounts, as are the reasons of the ``Refused``.
        """

    def decline(request_id: str, actor: str, why: str) -> None:
        """Throw the request away, and tell who asked ``why``, which may not be empty."""
