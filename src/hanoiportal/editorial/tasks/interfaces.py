"""What tasks promise to their callers."""
from zope.interface import Interface

from .blocking import what_holds_up
from .kinds import KINDS, ROLE_TITLES, ROLES, UNCLAIMED

__all__ = ['KINDS', 'ROLES', 'ROLE_TITLES', 'UNCLAIMED', 'ISubstitutes', 'ITasks',
           'what_holds_up']


class ITasks(Interface):
    """Gives tasks on the version in work of a document and takes them as done, for one asker.

    Never commits.  The verbs raise ``errors.Refused`` and send a ``Deed``; ``actor``
    is the id of an account, ``number`` that of a task of the version in work.
    """

    def reasons_against_assigning(document):
        """Return why the asker cannot give tasks on ``document`` now; ``[]`` if they can."""

    def people(document):
        """Return the accounts that may be given a task: of the staff of the site, who may read the
        version in work; by name.
        """

    def assign(document, wish, people, role, copies, actor):
        """Give the task ``wish``, a ``resource.Wish``, and return the list of ``Task``.

        ``people``: ids of accounts, each of which gets it; or, if there is none, ``role``: name of
        one of ``kinds.ROLES``, of whom ``copies`` may claim it.
        """

    def deeds(document, task, actor):
        """Return what ``actor`` may do with ``task``: a ``frozenset`` of ``'claim'``,
        ``'finish'``, ``'hand_on'`` and ``'cancel'``.
        """

    def claim(document, number, actor):
        """Take on a task that was given to a role."""

    def finish(document, number, actor, said=''):
        """Take the task as done.  An approval is done by approving and in no other way."""

    def hand_on(document, number, to, actor, said=''):
        """Give the task to the account with the id ``to`` instead."""

    def cancel(document, number, actor, said=''):
        """Let nobody do the task."""


class ISubstitutes(Interface):
    """Says who does the tasks of somebody who is absent.  Never commits.

    The verbs are the person's own; they raise ``errors.Refused`` and send a ``Deed``.
    """

    def current(account):
        """Return the ``resource.Substitution`` of ``account`` that is or will be in force."""

    def absent(account):
        """Return the ids of the accounts whose tasks ``account`` does besides its own now."""

    def colleagues(account):
        """Return the accounts that hold a role in a site in which ``account`` does."""

    def name(account, substitute, starts, ends):
        """Let the account with the id ``substitute`` do the tasks of ``account`` from ``starts``
        until before ``ends``, aware UTC ``datetime``, in place of anybody named before.
        """

    def end(account):
        """Let nobody do the tasks of ``account`` for it any more."""
