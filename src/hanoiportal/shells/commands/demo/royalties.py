"""Royalties of a demonstration: two months of the city and of the first site, with co-authors, an
earlier one paid, a later one proposed; and months long past, paid at the sites of two years.
"""
import datetime
from collections.abc import Iterable

from ....base.clock import local
from ....base.interfaces import IClock, ISite
from ....editorial.royalties.interfaces import (
    NOTICED,
    IRoyalties,
    IRoyaltyDeeds,
    ISenders,
    PublishedWork,
    RoyaltySheet,
    Valuation,
)
from ....platform.provisioning.demo.interfaces import LONG
from ..environment import Environment
from .desk import request_of, site_at
from .orders import at_moment

_CITY, _OWNER, _ACCOUNTANT = 'thanhpho', 'coquanchuquan', 'ketoan'
#: Works of a month that are valued: genre, coefficient and extras, in their order; the second has
#: two authors, the third three.  The first is one that somebody sent, if there is one.
_VALUES = (('tin', 250, ()), ('phong-su', 1200, (('kho-khan', 30),)),
           ('chinh-luan', 1050, ()), ('tin', 300, (('ban-dich', 50),)))
_SHARES = ((10_000,), (6_000, 4_000), (5_000, 3_000, 2_000), (10_000,))
#: Days ago at which a month was paid.
_LONG_PAST = (680, 500, 320, 140)
#: Months that are looked through for works.
_MONTHS = 4


def pay(environment: Environment, labels: Iterable[str]) -> None:
    """Value works of two months at the city and the first of the sites with ``labels``."""
    for label in [_CITY, *list(filter(None, labels))[:1]]:
        site = environment.portal if label == _CITY else environment.portal['sites'][label]
        months = _months(environment, label, site)
        for month in months:
            number = environment.in_transaction(
                lambda label=label, site=site, month=month: _value(
                    environment, label, site, month))
            environment.in_transaction(
                lambda label=label, site=site, number=number, is_paid=month != months[-1]:
                _bring(environment, label, site, number, is_paid))


def pay_long_past(environment: Environment, labels: Iterable[str]) -> None:
    """Pay for works of some months long past at the sites of two years among ``labels``."""
    now = environment.clock.now()
    for label in labels:
        if label not in LONG:
            continue
        site = site_at(environment, label)
        for days in _LONG_PAST:
            then = now - datetime.timedelta(days=days)
            month = (local(then).date().replace(day=1) - datetime.timedelta(days=1))
            with at_moment(environment.registry, then):
                number = environment.in_transaction(
                    lambda label=label, site=site, month=month: _value(
                        environment, label or _CITY, site, f'{month:%Y-%m}'))
                environment.in_transaction(
                    lambda label=label, site=site, number=number: _bring(
                        environment, label or _CITY, site, number, is_paid=True))


def _months(environment: Environment, label: str, site: ISite) -> list[str]:
    """Return the last two months with works, the earlier first."""
    royalties: IRoyalties = request_of(environment, f'bientap.{label}').service(IRoyalties)
    day, found = local(environment.clock.now()).date(), []
    for _month in range(_MONTHS):
        if royalties.works(site, f'{day:%Y-%m}'):
            found.append(f'{day:%Y-%m}')
        day = day.replace(day=1) - datetime.timedelta(days=1)
    return found[1::-1]


def _value(environment: Environment, label: str, site: ISite, month: str) -> int:
    """Value the first works of ``month``; return the number of the sheet."""
    editor = request_of(environment, f'bientap.{label}')
    royalties: IRoyalties = editor.service(IRoyalties)
    deeds: IRoyaltyDeeds = editor.service(IRoyaltyDeeds)
    writer, head = (environment.portal['accounts'][f'{role}.{label}'].id
                    for role in ('congtacvien', 'truongban'))
    people = [each.payee for each in royalties.payees(site) if each.account != head]
    people.sort(key=lambda each: (each != f'account:{writer}', not each.startswith('row:')))
    number = 0
    works: list[PublishedWork] = [
        work for work, at in royalties.works(site, month) if at is None
        and work.content_type == 'NewsItem' and work.language == 'vi']
    senders: ISenders = environment.registry.getUtility(ISenders)
    sent = {work.item: senders.sender_of(environment.portal, work.item) for work in works}
    works = [*[work for work in works if sent[work.item]][:1],  # it is theirs alone
             *[work for work in works if not sent[work.item]]]
    for at, (work, (genre, coefficient, extras), shares) in enumerate(
            zip(works, _VALUES, _SHARES, strict=False)):
        chosen = [f'sender:{sent[work.item]}'] if sent[work.item] else people[at % 2:]
        sheet, _line = deeds.value(site, work, Valuation(
            genre, coefficient, extras, tuple(zip(chosen, shares, strict=False))),
            editor.authenticated_userid)
        number = sheet.number
    return number


def _bring(environment: Environment, label: str, site: ISite, number: int,
           is_paid: bool) -> None:
    """Let the sheet be proposed, and if it ``is_paid``, paid; one payee has not come yet."""
    if not number:
        return
    editor, head, owner, payer = (request_of(environment, login) for login in (
        f'bientap.{label}', f'truongban.{label}', _OWNER, _ACCOUNTANT))
    royalties: IRoyalties = editor.service(IRoyalties)
    sheet: RoyaltySheet = royalties.sheet(site, number)
    editor.service(IRoyaltyDeeds).propose(site, sheet, editor.authenticated_userid)
    if not is_paid:
        return
    head.service(IRoyaltyDeeds).approve(site, sheet, head.authenticated_userid)
    owner.service(IRoyaltyDeeds).confirm(site, sheet, owner.authenticated_userid)
    deeds: IRoyaltyDeeds = payer.service(IRoyaltyDeeds)
    actor = payer.authenticated_userid
    today = environment.registry.getUtility(IClock).now()
    deeds.pay(site, sheet, local(today).date(), actor)
    received = {each.payee for each in sheet.settlements}
    for payment in [each for each in sheet.paid if each.payee not in received][:1]:
        deeds.settle(site, sheet, payment.payee, NOTICED, actor)
