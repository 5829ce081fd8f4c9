"""Forgetting authors and works that are to be gone for good: ids and notes go, sums stay."""
from __future__ import annotations

from typing import TYPE_CHECKING

from ..contributors.interfaces import RECORD
from .lines import payees_in
from .payees import ACCOUNT, ROW
from .resource import KeptSheet, book_of

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IPortal
    from ...content.erasure.interfaces import Erased
    from .interfaces import RoyaltyLine


def forget_royalties(portal: IPortal, gone: Erased, registry: Registry) -> None:
    """Eraser: a sheet names no payee and no work that is ``gone``; what they got stays.  Payees
    that are gone stay apart from each other by a name that tells nothing.
    """
    book = book_of(portal)
    payees = {f'{ACCOUNT}:{each}' for each in gone.accounts} | {
        f'{ROW}:{name.partition(":")[2]}' for name in gone.words
        if name.partition(':')[0] == RECORD}
    for sheet in book.sheets.values():
        _forget(sheet, payees, gone)
    for payee, number in [each for each in book.people if each[0] in payees]:
        book.people.remove((payee, number))
    for key in [key for key in book.works if int(key[0]) in gone.resources]:
        del book.works[key]


def _forget(sheet: KeptSheet, payees: set[str], gone: Erased) -> None:
    here = payees_in(sheet.lines) | {each.payee for each in sheet.paid} | {
        payee for payee, _status in sheet.statuses}
    found = sorted(payees & here)
    named = sum(payee.startswith('gone:') for payee in here)
    names = {payee: f'gone:{at}' for at, payee in enumerate(found, named + 1)}
    lines = tuple(_line(each, names, gone) for each in sheet.lines)
    if lines != sheet.lines or names:
        sheet.lines = lines
        sheet.statuses = tuple((names.get(who, who), status) for who, status in sheet.statuses)
        sheet.paid = tuple(each._replace(payee=names.get(each.payee, each.payee))
                           for each in sheet.paid)
        sheet.settlements = tuple(each._replace(payee=names.get(each.payee, each.payee))
                                  for each in sheet.settlements)
    if any(each.text and each.actor in gone.accounts for each in sheet.events):
        sheet.events = tuple(each._replace(text='') if each.actor in gone.accounts else each
                             for each in sheet.events)


def _line(line: RoyaltyLine, names: dict[str, str], gone: Erased) -> RoyaltyLine:
    def renamed(pairs: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
        return tuple((names.get(payee, payee), number) for payee, number in pairs)

    if line.item and int(line.item) in gone.resources:
        line = line._replace(item='')
    is_named = any(payee in names for payee, _part in line.counted.parts)
    if line.note and (is_named or line.by in gone.accounts):
        line = line._replace(note='')
    if not is_named:
        return line
    valuation = line.valuation and line.valuation._replace(
        shares=renamed(line.valuation.shares))
    return line._replace(counted=line.counted._replace(parts=renamed(line.counted.parts)),
                         valuation=valuation)
