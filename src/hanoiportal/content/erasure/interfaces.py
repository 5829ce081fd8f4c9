"""What erasing promises, and what a feature that keeps personal data gives it."""
from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pyramid.registry import Registry
from zope.interface import Attribute, Interface

from ...base.errors import Refused
from ...base.i18n import _

if TYPE_CHECKING:
    from ...base.interfaces import IItem, IPortal, IResource, ISite
    from ...base.values import Alarm
    from ...kernel.security.authentication.accounts import Account
    from ..recyclebin.interfaces import IDiscarded
    from .resource import Erasure
    from .rules import Basis

#: What is erased: a resource with all of it, what an item was before, an account, some words.
RESOURCE, PAST, ACCOUNT, WORDS = 'resource', 'past', 'account', 'words'
#: How far it is: asked for; confirmed by a second person; ``bin/portal erase`` has begun; gone
#: from the databases, their history, files and caches; gone from the copies, too.  Or called back.
DEMANDED, CONFIRMED, BEGUN, IN_DATABASE, DONE, RECALLED = (
    'demanded', 'confirmed', 'begun', 'in database', 'done', 'recalled')
#: Name of a withholding; what it keeps is a sequence with the account first.
ACCOUNTS = 'accounts'
KINDS = {
    RESOURCE: _('Một mục cùng mọi phiên bản'),
    PAST: _('Các phiên bản cũ của một mục'),
    ACCOUNT: _('Thông tin cá nhân của một tài khoản'),
    WORDS: _('Lời giải trình, lý do đã ghi'),
}
STATES = {
    DEMANDED: _('Đã yêu cầu, chờ người thứ hai xác nhận'),
    CONFIRMED: _('Đã xác nhận, chưa xóa khỏi cơ sở dữ liệu'),
    BEGUN: _('Đang xóa khỏi cơ sở dữ liệu'),
    IN_DATABASE: _('Đã xóa khỏi cơ sở dữ liệu, chưa xóa khỏi bản sao lưu'),
    DONE: _('Đã xóa hết'),
    RECALLED: _('Đã gọi lại, không xóa'),
}


class CannotErase(Refused[str]):
    """Raised with ``reasons``: ``{field or '': translatable str}``; nothing has changed."""


@dataclass(frozen=True)
class Demanded:
    """What the register holds of one erasure, and what stands beside the backups: no datum.

    ``number``: from 1.  ``kind``: of ``KINDS``.  ``oids``: object ids, of a resource with all that
    goes with it, of the item and its translations, of an account, of the site of words.
    ``account``: id of the account or ``''``.  ``actor``: principal id.  ``basis``: code in
    ``erasure_bases.csv``.  ``reference``: number of the paper.  ``at``: aware UTC.
    ``texts_since``: ``{object id: aware UTC}`` of a past: when the text came to be that stays.
    ``words``: name of the record whose words are meant, such as ``duty:12``, ``''`` for none.
    """

    number: int
    kind: str
    oids: tuple[int, ...]
    account: str
    actor: str
    basis: str
    reference: str
    at: datetime.datetime
    texts_since: dict[int, datetime.datetime] = field(default_factory=dict)
    words: str = ''


@dataclass(frozen=True)
class Step:
    """Who took a step, a principal id, and when, aware UTC."""

    by: str
    at: datetime.datetime


@dataclass(frozen=True)
class Record:
    """What the file of the register holds of one erasure: nothing of what was erased.

    ``confirmed``, ``recalled``: each a ``Step`` or ``None``.  ``begun_at``: aware UTC from which
    nobody calls it back any more, or ``None``.
    """

    demanded: Demanded
    confirmed: Step | None = None
    recalled: Step | None = None
    begun_at: datetime.datetime | None = None

    @property
    def state(self) -> str:
        """How far it is, as far as the file knows."""
        if self.begun_at is not None:
            return BEGUN
        if self.recalled is not None:
            return RECALLED
        return DEMANDED if self.confirmed is None else CONFIRMED


@dataclass(frozen=True)
class Erased:
    """All that is not to be found any more.

    ``resources``: object ids of what is gone with all of it.  ``pasts``: ``{object id: aware
    UTC}`` of what stays: what it was until then is gone.  ``accounts``: ``{id: object id}``.
    ``words``: ``{name of a record: aware UTC}``: what was written in it until then is gone.
    """

    resources: frozenset[int] = frozenset()
    pasts: dict[int, datetime.datetime] = field(default_factory=dict)
    accounts: dict[str, int] = field(default_factory=dict)
    words: dict[str, datetime.datetime] = field(default_factory=dict)

    @property
    def oids(self) -> set[int]:
        """The object ids of everything that it tells of."""
        return {*self.resources, *self.pasts, *self.accounts.values()}

    def tells(self, oid: int, moment: datetime.datetime) -> bool:
        """Return whether what was told of ``oid`` at ``moment``, aware, is to be forgotten."""
        return oid in self.resources or oid in self.accounts.values() or (
            oid in self.pasts and moment < self.pasts[oid])

    def and_resources(self, oids: Iterable[int]) -> Erased:
        """Return a ``Erased`` that tells of ``oids`` besides."""
        return replace(self, resources=self.resources | frozenset(oids))


#: Given the portal, what is gone and the registry; see ``IErasers``.
Eraser = Callable[['IPortal', Erased, Registry], None]
Withhold = Callable[['IPortal', Erased, Registry], object]
#: Its second argument is what the withholding has taken.
GiveBack = Callable[['IPortal', object, Registry], None]


class IErasers(Interface):
    """Every *eraser* and every *withholding*, a utility.

    An eraser is ``eraser(portal, gone, registry)``: it takes what is ``Erased`` out of what its
    feature keeps in one database, as that is now; old revisions go when that is packed.  It does
    nothing where nothing is left, so that it can be run again, also on older data.  It writes no
    other database and commits nothing.

    A withholding does quickly, with the demand, what people must not see any longer: its
    ``withhold(portal, gone, registry)`` takes out of the content database what is ``Erased`` and
    returns what it has taken, to be kept with the demand, ``None`` for nothing; its
    ``give_back(portal, kept, registry)`` lets that be as it was.
    """

    def add(name: str, database: str, eraser: Eraser) -> None:
        """Keep an eraser.  ``database``: of ``storage.interfaces``."""

    def add_withholding(name: str, withhold: Withhold, give_back: GiveBack) -> None:
        """Keep a withholding."""

    def run(database: str, portal: IPortal, gone: Erased, registry: Registry) -> None:
        """Run the erasers of ``database`` in their order."""

    def withhold(portal: IPortal, gone: Erased, registry: Registry) -> dict[str, object]:
        """Let all withhold what is ``gone``; return ``{name: what it keeps}``."""

    def give_back(portal: IPortal, kept: Mapping[str, object], registry: Registry) -> None:
        """Let all give back what they ``kept``, the last to withhold first.
        Raises ``CannotErase``; then something may have changed.
        """


class IErasing(Interface):
    """Demands erasures, confirms them and calls them back, and says how far they are.  Never
    commits.

    ``basis``: a code of ``bases``.  ``reference``: number of the paper by which it was asked for;
    it must not hold what is to be erased, so it has no spaces.  Each raises ``CannotErase``.
    """

    bases: list[Basis] = Attribute('those of today, in the order of the table')
    needs_second: bool = Attribute('whether what is demanded now needs a second person')

    def may_erase(subject: IResource | Account) -> bool:
        """Return whether the asker may demand anything of an item or an account."""

    def demand_resource(entry: IDiscarded, actor: str, basis: str, reference: str) -> int:
        """Let what ``entry`` holds be gone for good; return the number."""

    def demand_past(item: IItem, actor: str, basis: str, reference: str,
                    concealing: bool = False) -> int:
        """Let what ``item`` and its translations were before be gone, with remarks and notes; the
        present text stays.  ``concealing``: that of a passage, for ``APPROVE_ANSWER``.
        """

    def demand_account(account: Account, actor: str, basis: str, reference: str) -> int:
        """Let an account that has left be gone, its id excepted; return the number."""

    def entries() -> list[Erasure]:
        """Return each erasure, the newest first.  Raises ``PermissionError``."""

    def open_ones(site: ISite | None = None) -> list[Erasure]:
        """Return each ``Erasure`` that has not begun and that the asker may decide on, the newest
        first; ``site``: those of its content alone.
        """

    def subject(erasure: Erasure) -> IDiscarded | IItem | Account | None:
        """Return what is withheld; ``None`` if that is not known any more."""

    def objection(erasure: Erasure, actor: str) -> str:
        """Return why ``actor`` must not confirm ``erasure``, ``''`` if they may."""

    def confirm(erasure: Erasure, actor: str) -> None:
        """Let ``bin/portal erase`` carry it out, as the second person.  Sends an ``Action``."""

    def recall(erasure: Erasure, actor: str, why: str) -> None:
        """Undo the withholding.  ``why``: for the log.  Sends an ``Action``."""


class IErasingWords(Interface):
    """Demands that words of people be erased, by the rules of ``IErasing``."""

    def may_erase_words(site: ISite) -> bool:
        """Return whether the asker may at ``site`` (``MANAGE_SITE``)."""

    def demand_words(site: ISite, record: str, actor: str, basis: str, reference: str) -> int:
        """Let the words in the ``record`` be gone, not who wrote them when; return the number."""


class IWords(Interface):
    """Records with words; a utility by what stands before the first colon of their names."""

    def are_of(site: ISite, record: str) -> bool:
        """Return whether there is that ``record``, with words, at ``site``."""


class IErasureRules(Interface):
    """The ``rules.Rules``: bases and terms, a utility."""


class IErasureAlarms(Interface):
    """What is wrong with erasures, a utility."""

    def found(portal: IPortal) -> list[Alarm]:
        """Return what is wrong; the ``line`` is ``''`` of what machines need not tell yet."""
