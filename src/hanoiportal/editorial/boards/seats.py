"""The seats of a board: grants of its roles at its site, and nowhere else."""
import datetime
from dataclasses import dataclass, replace

from zope.interface import implementer

from ...base.interfaces import ISite
from ...kernel.security.authorization.grants import Grant, seat, unseat
from ...kernel.security.authorization.roles import BOARD, BOARD_MEMBER, DEPUTY_HEAD, HEAD
from .interfaces import IMembership

#: In this order they are shown.
ORDER = (HEAD, DEPUTY_HEAD, BOARD_MEMBER)


@implementer(IMembership)
@dataclass(frozen=True)
class Membership:
    """See ``IMembership``."""

    account: str
    role: str
    given: Grant


def seats_of(site: ISite) -> list[Membership]:
    """Return every ``Membership`` of ``site``, heads first, past and future ones too."""
    found = [Membership(account, role, given)
             for account, held in site.local_roles.items()
             for role, given in held.items() if role in BOARD]
    return sorted(found, key=lambda each: (ORDER.index(each.role), each.account))


def meet(starts: datetime.datetime, ends: datetime.datetime | None, given: Grant) -> bool:
    """Return whether a term from ``starts`` until ``ends`` and that of ``given`` have an instant
    in common; ``None`` is without end.
    """
    return (given.ends is None or starts < given.ends) and (
        ends is None or given.starts is None or given.starts < ends)


def beginning(
        site: ISite, account: str, role: str, starts: datetime.datetime) -> datetime.datetime:
    """Return when the seat of ``account`` as ``role`` begins that shall be held from ``starts``:
    earlier, if the same seat is held until then anyway.
    """
    given: Grant | None = site.local_roles.get(account, {}).get(role)
    if given is None or given.ends is not None and given.ends < starts:
        return starts
    return min(starts, given.starts or starts)


def end_seat(site: ISite, membership: IMembership, ends: datetime.datetime) -> None:
    """Let a seat end at ``ends`` if it lasts longer; one that would never have begun is gone."""
    given = membership.given
    if given.ends is not None and given.ends <= ends:
        return
    if given.starts is not None and ends <= given.starts:
        unseat(site, membership.account, membership.role)
    else:
        seat(site, membership.account, membership.role, replace(given, ends=ends))
