"""Accounts: who logs in.  The list is secret (clause 8.8)."""
from __future__ import annotations

import datetime
import re
import secrets
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from persistent import Persistent
from substanced.folder import Folder
from zope.interface import implementer

from ....base.i18n import _
from ....base.interfaces import IResource
from ...tree.interfaces import NOTHING
from ...workflow.interfaces import PUBLISHED
from ..authorization.groups import leave
from ..interfaces import ISecret
from .factors import Factors
from .passwordlinks import drop_link
from .passwords import ALL_KINDS, check_strength, hashed, matches
from .vneid import unbind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from BTrees.OOBTree import OOBTree
    from pyramid.registry import Registry

    from ..authorization.groups import Group
    from .passwordlinks import PasswordLink
    from .vneid import BoundIdentity

#: Hashes of former passwords that an account keeps: no rule asks for more.
MOST_PAST = 12
LOGIN = re.compile(r'[a-z0-9][a-z0-9._@-]{1,63}')


@dataclass(frozen=True)
class AccountReview:
    """Rà soát: somebody has gone through the list of accounts.

    ``at``: aware UTC; ``by``: principal id; ``number``: of the accounts that there were.
    """

    at: datetime.datetime
    by: str
    number: int


class BadLogin(ValueError):
    """A log-in name that cannot be used; ``args[0]`` is a translatable reason."""


@implementer(ISecret, IResource)
class Account(Factors, Persistent):
    """Tài khoản: one person.  ``id`` is what grants and histories name, never the log-in.

    ``email``: where the portal writes to, ``''`` for nowhere.  ``notices``: what the person was
    told, a ``notifications.Notices``, or ``None``.
    """

    __name__: str | None = None
    __parent__: Accounts | None = None
    state = PUBLISHED
    translations = local_roles = NOTHING
    password_hash: str | None = None
    #: Hashes of the passwords before, the latest first, see ``aging``.
    past_passwords: tuple[str, ...] = ()
    #: When the password was set, aware UTC; ``None`` if that is not known.
    password_at: datetime.datetime | None = None
    #: Of which password, by ``password_at``, its owner was told that it soon is too old.
    warned_of: datetime.datetime | None = None
    #: Moment of the last ``Suspicion`` that its owner was told of.
    told_until: datetime.datetime | None = None
    #: Raised when the password changes: sessions opened before end.
    generation = 0
    must_change_password = False
    #: By which its owner sets a password.
    link: PasswordLink | None = None
    #: By which its owner logs in without a password.
    vneid: BoundIdentity | None = None
    suspended = False
    #: Whether nobody used it for long, see ``unused``; it cannot log in then, either.
    disabled = False
    #: When it was opened again after that, aware UTC.
    enabled_at: datetime.datetime | None = None
    email = ''
    #: Object id of the site of the body that its owner works for, see ``workplaces``; ``None`` if
    #: that is not noted.
    workplace: int | None = None
    notices: Persistent | None = None
    #: Ids of the groups it is a member of, see ``groups``.
    groups: frozenset[str] = frozenset()

    def __init__(self, name: str = '', id: str | None = None) -> None:
        self.id = id or 'u' + secrets.token_hex(8)
        self.full_name = unicodedata.normalize('NFC', name)

    @property
    def is_open(self) -> bool:
        """Whether its owner may log in."""
        return not (self.suspended or self.disabled)

    @property
    def openings(self) -> tuple[object, ...]:
        """All by which it is opened, and where a link for it would go."""
        return (self.password_hash, self.must_change_password, self.link, self.one_time,
                self.passkeys, self.recovery, self.vneid, self.email)

    @property
    def title(self) -> str | None:
        return self.full_name or self.__name__

    def set_password(self, password: str, must_change: bool = False,
                     at: datetime.datetime | None = None, kinds: int = ALL_KINDS) -> None:
        """Keep the hash of ``password`` and end every session.

        ``at``: now, aware UTC; without it the password counts as too old for an administrator.
        ``kinds``: see ``passwords.check_strength``.  Raises ``WeakPassword``.
        """
        new = hashed(check_strength(password, self.__name__ or '', kinds))
        self.close_password()
        self.password_hash, self.password_at = new, at
        self.must_change_password = must_change

    def close_password(self) -> None:
        """Let no password and no link open the account, until a new one is set; end every session.
        """
        if self.password_hash is not None:
            self.past_passwords = (self.password_hash, *self.past_passwords)[:MOST_PAST]
        self.password_hash = self.password_at = None
        self.must_change_password = False
        self.generation += 1
        drop_link(self)

    def reset_factors(self) -> None:
        """Take all second factors away, the identity that was bound, which may be on the same
        telephone, and what somebody else was given or could have read to set the password: a
        one-time password that waits, a link.
        """
        super().reset_factors()
        unbind(self)
        if self.must_change_password or self.link is not None:
            self.close_password()


@implementer(ISecret, IResource)
class Accounts(Folder):
    """All accounts by log-in name."""

    title = _('Tài khoản')
    state = PUBLISHED
    translations = local_roles = NOTHING
    #: The newest last.
    reviews: Sequence[AccountReview] = ()
    #: By their ids, see ``groups``.
    groups: Mapping[str, Group] = NOTHING
    #: ``{key: id of an account}``, see ``passwordlinks``.
    links: OOBTree = NOTHING
    #: ``{mark of an identity: id of an account}``, see ``vneid``.
    vneid: OOBTree = NOTHING

    def __init__(self) -> None:
        super().__init__()
        self.by_id = self.family.OO.BTree()

    def create(self, login: str, name: str = '', registry: Registry | None = None,
               id: str | None = None) -> Account:
        """Add and return a new ``Account``; it cannot log in until it has a password.

        ``id``: that of an account brought from another portal, else a new one is drawn.
        Raises ``BadLogin`` if the name is malformed, or the name or id is taken.
        """
        if not LOGIN.fullmatch(login):
            raise BadLogin(_(
                'Tên đăng nhập chỉ gồm 2 đến 64 chữ thường không dấu, chữ số và . _ @ -'))
        if login in self or id in self.by_id or login in self.by_id:
            raise BadLogin(_('Tên đăng nhập “${login}” đã có.', mapping={'login': login}))
        account = Account(name, id)
        self.add(login, account, registry=registry)
        return account

    def __getitem__(self, name: str) -> Account:
        """Return the account with the log-in or id ``name``: addresses name accounts by ids."""
        found = self.by_id.get(name)
        account: Account = super().__getitem__(name) if found is None else found
        return account

    def add(self, name: str, account: Account, *args: object, **kwargs: object) -> str:
        added: str = super().add(name, account, *args, **kwargs)
        self.by_id[account.id] = account
        return added

    def remove(self, name: str, *args: object, **kwargs: object) -> Account:
        drop_link(self[name])
        unbind(self[name])
        account: Account = super().remove(name, *args, **kwargs)
        self.by_id.pop(account.id, None)
        for group in filter(None, map(self.groups.get, account.groups)):
            leave(group, account)
        return account

    def authenticate(self, login: str, password: str) -> Account | None:
        """Return the ``Account`` that may log in so, or ``None``, in about the same time."""
        account: Account | None = self.get(login)
        known = None if account is None else account.password_hash
        if not matches(known, password) or account is None:
            return None
        return account if account.is_open else None
