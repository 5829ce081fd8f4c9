"""Forgetting what the register says of somebody, for good."""
from __future__ import annotations

from typing import TYPE_CHECKING

from zope.interface import implementer

from ...base.numbers import number_in
from ...content.erasure.interfaces import IWords
from ...platform.registers.interfaces import IForgetting
from .interfaces import NAME, RECORD
from .resource import book_of

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IPortal, ISite
    from ...content.erasure.interfaces import Erased


@implementer(IWords)
class ContributorRecords:
    """The rows that say anything."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def are_of(self, site: ISite, record: str) -> bool:
        """See ``IWords``."""
        number = _number(record)
        forgetting: IForgetting = self._registry.getUtility(IForgetting)
        return bool(number) and forgetting.is_of(site, NAME, number)


def forget_contributors(portal: IPortal, gone: Erased, registry: Registry) -> None:
    """Eraser: rows of ``gone.words`` say nothing, nor do those, withdrawn or not, of whose person
    the account is gone.
    """
    forgetting: IForgetting = registry.getUtility(IForgetting)
    book = book_of(portal)
    numbers = {*filter(None, map(_number, gone.words)), *(
        row for row, account in book.whose.items() if account in gone.accounts)}
    for number in numbers:
        forgetting.forget(portal, NAME, number)
        book.whose.pop(number, None)
    for key in [key for key, row in book.accounts.items() if row in numbers]:
        del book.accounts[key]


def _number(record: str) -> int:
    kind, _colon, number = record.partition(':')
    return number_in(number) if kind == RECORD else 0
