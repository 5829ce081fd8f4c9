"""What the boards promise to their callers.

A role of the board is one of ``authorization.roles.BOARD``.  A term begins with its first instant
and ends before its last: both are aware UTC ``datetime``, ``None`` for a term without end.
"""
from zope.interface import Attribute, Interface

from ...base.i18n import _

#: Why a deed that makes somebody an administrator, or opens an account to the asker, is refused.
NOT_PROVED = _('Hãy xác nhận lại đúng là bạn: mở trang /confirm ở cửa sổ khác, rồi gửi lại biểu '
               'mẫu này.')


class IMembership(Interface):
    """One seat in the board of a site."""

    account = Attribute('id of the account')
    role = Attribute('role of the board')
    given = Attribute('the ``authorization.grants.Grant``: decision, start and end')


class IBoards(Interface):
    """Founds boards, seats their members and says who is one.  Never commits.

    The verbs ask for ``MANAGE_BOARD`` at the site, raise ``errors.Refused`` and send
    a ``Deed``; ``actor`` is a principal id.
    """

    def board(site):
        """Return the ``Board`` of ``site``, in force or not; ``None`` if none was ever founded."""

    def found(site, decision, starts, ends, actor, regime=''):
        """Found the board of ``site`` by ``decision``, or found it anew, and return it.

        ``regime``: how the board works (quy chế hoạt động), as text.
        Who sits in it longer than until ``ends`` sits until then.
        """

    def appoint(site, account, role, decision, starts, ends, actor, succeeds=False):
        """Seat the account with the id ``account`` in the board as ``role`` from ``starts``.

        No seat begins or lasts beyond the board's own term; another seat of the same person ends
        when this one begins, and the same seat goes on.  The board has one head at a time:
        ``succeeds`` says that the new one takes the place of the head in force, whose seat ends
        at ``starts``.
        """

    def dismiss(site, account, role, decision, ends, actor):
        """End the seat of the account with the id ``account`` as ``role`` at ``ends``."""

    def seats(site):
        """Return every ``IMembership`` of ``site`` that is kept, heads first, past ones too."""

    def members(site, now):
        """Return the ``IMembership`` of ``site`` that are in force at ``now``, heads first."""

    def is_active(site, now):
        """Return whether the board of ``site`` is in force at ``now`` and has exactly one head."""

    def is_member(site, account, now):
        """Return whether the account with that id is of the board of ``site`` in force at
        ``now``, head and deputies among them.
        """

    def restore(site, record):
        """Found the board of ``site`` as ``Board.record`` of another portal says, without a
        ``Deed``; its seats come with the other roles.
        """


class IWindow(Interface):
    """A time of the day at which something new is published (13.2)."""

    code = Attribute('``sang``, ``chieu``, ``toi``')
    title = Attribute('what people call it')
    opens = Attribute('local ``time``')
    closes = Attribute('local ``time``')
    basis = Attribute('the clause that asks for it')


class IWindows(Interface):
    """The publishing windows, ``publishing_windows.csv``, as a utility."""

    def on(site, day, is_workday):
        """Return the ``IWindow`` of ``site`` on the local ``date`` ``day``, earliest first.

        ``is_workday``: callable(date) → ``bool``.
        """


class IRoster(Interface):
    """Lịch trực: which member of the board sees to each publishing window.  Never commits.

    The verbs ask for ``ASSIGN`` or ``MANAGE_BOARD`` at the site, raise ``Refused`` and send a
    ``Deed``.  Days are local dates.
    """

    def windows(site, day):
        """Return the ``IWindow`` of ``site`` on ``day``, earliest first."""

    def on_duty(site, day):
        """Return ``{window code: account id}`` as assigned for ``day``."""

    def assign(site, day, window, account, actor):
        """Let the account with the id ``account`` see to ``window`` (a code) on ``day``.

        ``account``: ``''`` for nobody.  It must be of the board when the window opens.
        """

    def copy_week(site, monday, actor):
        """Assign in the week after that of ``monday`` what is free there and was assigned in it,
        to those who are still of the board; return how many windows.
        """

    def holes(site, day):
        """Return the ``IWindow`` of ``day`` that nobody of the board sees to."""

    def holes_ahead(portal):
        """Yield ``(site, day, windows)`` for each site with a board in force that has holes
        tomorrow: what a reminder tells its heads and deputies of.
        """


class ISharing(Interface):
    """Grants and ends the roles of a place that are granted one by one.  Never commits.

    The verbs raise ``Refused`` and send a ``Deed``; a basis is text, a term as of ``IBoards``.
    """

    knows_accounts = Attribute('whether the asker may list the accounts (8.8)')

    def roles(place):
        """Return the roles that the asker may grant and end at ``place``, in the table's order:
        with ``SHARE`` those of contributors, translators and editors; with ``MANAGE_ACCOUNTS``
        also those that allow nothing which the asker may not do.
        """

    def needs_proof(roles):
        """Return whether the asker must first prove anew who they are (``NOT_PROVED``) to give any
        of ``roles``: those of administrators ask for it (ASVS 5.0, 7.5.3).
        """

    def known(place):
        """Return ``(accounts, groups)`` that the asker may choose from by their names: the staff
        of the site of ``place``, and all groups for who knows the accounts.
        """

    def reasons_against(place, role, basis, starts, ends):
        """Return why the asker cannot grant ``role`` so, as the reasons of a ``Refused``."""

    def give(place, principal, role, basis, starts, ends, actor):
        """Grant ``role`` at ``place`` to an account or group that is known to the asker."""

    def take(place, principal, role, actor):
        """End a role that was granted at ``place`` itself."""


class IRoleRequests(Interface):
    """Asks an operator to give a role to somebody whose account the asker must not know of (8.8).

    Asking looks nothing up: its answer and its time are the same whether there is such an
    account or not.  The verbs raise ``Refused`` and send a ``Deed``.
    """

    def ask(place, login, role, basis, starts, ends, actor, succeeds=False):
        """Ask for ``role`` at ``place``: one that ``ISharing`` lets the asker grant there, or one
        of the board of the site ``place``, for who may appoint it.

        ``login``: a log-in name or e-mail address, as typed.  ``succeeds``: as of ``IBoards``.
        """

    def asked(place, actor):
        """Return the ``RoleRequest`` that ``actor`` has made at ``place``, oldest first."""

    def waiting():
        """Return every ``RoleRequest``, oldest first; nothing for who does not know accounts."""

    def accept(request_id, actor):
        """Do what was asked, in the name and with the rights of who asked, as these are now.

        For who knows the accounts, as are the reasons of the ``Refused``.
        """

    def decline(request_id, actor):
        """Throw the request away; who asked is told nothing of why."""
