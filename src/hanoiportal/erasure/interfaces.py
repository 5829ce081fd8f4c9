"""What erasing promises, and what a feature that keeps personal data gives it."""
import datetime
from dataclasses import dataclass, field, replace

from zope.interface import Attribute, Interface

from ..i18n import _

#: What is erased: a resource with all of it, what an item was before, an account.
RESOURCE, PAST, ACCOUNT = 'resource', 'past', 'account'
#: How far it is: asked for; gone from the databases, their history, files and caches; gone from
#: the copies, too.
DEMANDED, IN_DATABASE, DONE = 'demanded', 'in database', 'done'
KINDS = {
    RESOURCE: _('Một mục cùng mọi phiên bản'),
    PAST: _('Các phiên bản cũ của một mục'),
    ACCOUNT: _('Thông tin cá nhân của một tài khoản'),
}
STATES = {
    DEMANDED: _('Đã yêu cầu, chưa xóa khỏi cơ sở dữ liệu'),
    IN_DATABASE: _('Đã xóa khỏi cơ sở dữ liệu, chưa xóa khỏi bản sao lưu'),
    DONE: _('Đã xóa hết'),
}


class CannotErase(Exception):
    """Raised with ``reasons``: ``{field or '': translatable str}``; nothing has changed."""

    def __init__(self, reasons):
        super().__init__('; '.join(f'{name}: {why}' for name, why in reasons.items()))
        self.reasons = reasons


@dataclass(frozen=True)
class Demanded:
    """What the register holds of one erasure, and what stands beside the backups: no datum.

    ``number``: from 1.  ``kind``: of ``KINDS``.  ``oids``: object ids, of a resource with all that
    goes with it, of the item and its translations, of an account.  ``account``: id of the account
    or ``''``.  ``actor``: principal id.  ``basis``: code in ``erasure_bases.csv``.
    ``reference``: number of the paper by which it was asked for.  ``at``: aware UTC.
    ``texts_since``: ``{object id: aware UTC}`` of a past: when the text came to be that stays.
    """

    number: int
    kind: str
    oids: tuple
    account: str
    actor: str
    basis: str
    reference: str
    at: datetime.datetime
    texts_since: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Gone:
    """All that is not to be found any more.

    ``resources``: object ids of what is gone with all of it.  ``pasts``: ``{object id: aware
    UTC}`` of what stays: what it was until then is gone.  ``accounts``: ``{id: object id}``.
    """

    resources: frozenset = frozenset()
    pasts: dict = field(default_factory=dict)
    accounts: dict = field(default_factory=dict)

    @property
    def oids(self):
        """The object ids of everything that it tells of."""
        return {*self.resources, *self.pasts, *self.accounts.values()}

    def tells(self, oid, moment):
        """Return whether what was told of ``oid`` at ``moment``, aware, is to be forgotten."""
        return oid in self.resources or oid in self.accounts.values() or (
            oid in self.pasts and moment < self.pasts[oid])

    def and_resources(self, oids):
        """Return a ``Gone`` that tells of ``oids`` besides."""
        return replace(self, resources=self.resources | frozenset(oids))


class IErasers(Interface):
    """Every *eraser*, a utility.

    An eraser is ``eraser(portal, gone, registry)``: it takes what is ``Gone`` out of what its
    feature keeps in one database, as that is now; old revisions go when that is packed.  It does
    nothing where nothing is left, so that it can be run again, also on older data.  It writes no
    other database and commits nothing.
    """

    def add(name, database, eraser, at_once=False):
        """Keep it.  ``database``: of ``storage.interfaces``.  ``at_once``: it is quick and run
        with the demand; the others wait for ``bin/portal erase``.
        """

    def run(database, portal, gone, registry, at_once=False):
        """Run those of ``database`` in their order; ``at_once``: the quick ones alone."""


class IErasing(Interface):
    """Demands erasures, and says how far they are.  Never commits.

    ``basis``: a code of ``bases``.  ``reference``: number of the paper by which it was asked for;
    it must not hold what is to be erased, so it has no spaces.  Each raises ``CannotErase``.
    """

    bases = Attribute('``Basis`` of today, in the order of the table')

    def may_erase(subject):
        """Return whether the asker may demand anything of an item or an account."""

    def demand_resource(entry, actor, basis, reference):
        """Let what ``entry``, a ``Discarded``, holds be gone for good; return the number."""

    def demand_past(item, actor, basis, reference):
        """Let what ``item`` and its translations were before be gone; return the number.

        Their present text stays.  Remarks and clarifications on them go, and notes.
        """

    def demand_account(account, actor, basis, reference):
        """Let an account that has left be gone, its id excepted; return the number."""

    def entries():
        """Return each ``resource.Erasure``, the newest first.  Raises ``PermissionError``."""


class IErasureRules(Interface):
    """The ``rules.Rules``: bases and terms, a utility."""


class IErasureAlarms(Interface):
    """What is wrong with erasures, a utility."""

    def found(portal):
        """Return what is wrong, each with ``text`` for people and ``line`` for machines."""
