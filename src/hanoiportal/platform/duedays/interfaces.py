"""What the days by which texts are due promise to the forms and lists that tell them."""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, NamedTuple

from zope.interface import Interface

if TYPE_CHECKING:
    from ...base.interfaces import IResource, ISite

#: Name of the view of the desk that tells a script by when a text is due.
DUE_DAY = 'due-day'


class DueDay(NamedTuple):
    """``due``: the last local day, ``None`` if it is at once.  ``told``: a sentence for people."""

    due: datetime.date | None
    told: str


class Badge(NamedTuple):
    """That the time of an item runs.

    ``text``: translatable.  ``days``: whole local days that are left, below 0 when it is over.
    ``number``: of the duty.
    """

    text: str
    days: int
    number: int


class IDueDays(Interface):
    """By when texts are due, for people; a service.  Never writes."""

    def dates(type_name: str) -> tuple[str, ...]:
        """Return the names of the fields of the content type whose day a rule starts on."""

    def issued_by(type_name: str) -> str:
        """Return the name of its field with the body that issued it, ``''`` for none."""

    def of_date(site: ISite, type_name: str, field: str, typed: str,
                body: str = '') -> DueDay | None:
        """Return by when such a text of ``site`` is due, ``None`` where no day can be told.

        ``typed``: the date in ``field``, ISO 8601.  ``body``: what ``issued_by`` holds.
        """

    def badges(item: IResource) -> list[Badge]:
        """Return what is still owed of ``item``, earliest first; what has no day is left out."""
