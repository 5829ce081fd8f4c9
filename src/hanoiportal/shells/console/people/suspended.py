"""What the page of an account says of its suspension."""
from typing import NamedTuple

from pyramid.request import Request

from ....base.clock import moment
from ....editorial.suspension.interfaces import CONFIRMED, ISuspending
from ....kernel.security.authentication.accounts import Account
from ...frame.wording import person


class Report(NamedTuple):
    """The suspension of an account that is in force, as its page shows it.

    ``number``: of the report.  ``alone``: by when a second person must confirm it, ``''`` if
    nobody must any more.
    """

    number: int
    who: str
    since: str
    reason: str
    basis: str
    until: str
    alone: str
    confirmed_by: str
    may_confirm: bool
    may_lift: bool


def report_of(account: Account, request: Request) -> Report | None:
    """Return the ``Report`` of ``account``, ``None`` if none is in force."""
    suspending, portal = request.service(ISuspending), request.root
    found = suspending.in_force(account)
    if found is None:
        return None
    is_confirmed = found.state == CONFIRMED
    return Report(
        found.number, person(portal, found.actor), moment(found.since), found.reason, found.basis,
        moment(found.until), '' if is_confirmed else moment(found.confirm_by),
        person(portal, found.decided_by) if is_confirmed else '',
        suspending.may_decide(found), suspending.may_lift(found))
