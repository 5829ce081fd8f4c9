"""What tasks promise to their callers."""
from __future__ import annotations

from typing import TYPE_CHECKING

from zope.interface import Interface

from .absence import deputises_for
from .blocking import what_holds_up
from .kinds import EDIT, KINDS, ROLE_TITLES, ROLES, TERM, UNCLAIMED
from .resource import Wish
from .terms import due_of, is_late, told_before

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from ...kernel.security.authentication.accounts import Account
    from ...kernel.tree.resources import Described
    from .resource import Substitution, Task

__all__ = ['EDIT', 'KINDS', 'ROLES', 'ROLE_TITLES', 'TERM', 'UNCLAIMED', 'ISubstitutes', 'ITasks',
           'Wish', 'deputises_for', 'due_of', 'is_late', 'told_before', 'what_holds_up']


class ITasks(Interface):
    """Gives tasks on the version in work of a document and takes them as done, for one asker.

    Never commits.  The verbs raise ``errors.Refused`` and send an ``Action``; ``actor``
    is the id of an account, ``number`` that of a task of the version in work.
    """

    def reasons_against_assigning(document: Described) -> list[str]:
        """Return why the asker cannot give tasks on ``document`` now; ``[]`` if they can."""

    def people(document: Described) -> list[Account]:
        """Return the accounts that may be given a task: of the staff of the site, who may read the
        version in work; by name.
        """

    def assign(
            document: Described, wish: Wish, people: Sequence[str], role: str, copies: int,
            actor: str) -> list[Task]:
        """Give the task ``wish`` and return what was given.

        ``people``: ids of accounts, each of which gets it; or, if there is none, ``role``: name of
        one of ``kinds.ROLES``, of whom ``copies`` may claim it.  Of a remark there is one task at
        a time, which ends when the remark is settled and is to be done again when it is reopened.
        """

    def actions(document: Described, task: Task, actor: str) -> frozenset[str]:
        """Return what ``actor`` may do with ``task``: some of ``'claim'``,
        ``'finish'``, ``'hand_on'`` and ``'cancel'``.
        """

    def claim(document: Described, number: int, actor: str) -> None:
        """Take on a task that was given to a role."""

    def finish(document: Described, number: int, actor: str, said: str = '') -> None:
        """Take the task as done, and the remark settled that it was to settle.  An approval is
        done by approving and in no other way.
        """

    def hand_on(document: Described, number: int, to: str, actor: str, said: str = '') -> None:
        """Give the task to the account with the id ``to`` instead."""

    def cancel(document: Described, number: int, actor: str, said: str = '') -> None:
        """Let nobody do the task."""


class ISubstitutes(Interface):
    """Says who does the tasks of somebody who is absent.  Never commits.

    The verbs are the person's own; they raise ``errors.Refused`` and send an ``Action``.
    """

    def current(account: Account) -> Substitution | None:
        """Return the substitution of ``account`` that is or will be in force, if there is one."""

    def absent(account: Account) -> list[str]:
        """Return the ids of the accounts whose tasks ``account`` does besides its own now."""

    def colleagues(account: Account) -> list[Account]:
        """Return the accounts that hold a role in a site in which ``account`` does."""

    def name(
            account: Account, substitute: str, starts: datetime.datetime | None,
            ends: datetime.datetime | None) -> None:
        """Let the account with the id ``substitute`` do the tasks of ``account`` from ``starts``
        until before ``ends``, aware UTC, in place of anybody named before.
        """

    def end(account: Account) -> None:
        """Let nobody do the tasks of ``account`` for it any more."""
