"""What the days by which texts are due promise to the forms and lists that tell them."""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, NamedTuple

from zope.interface import Attribute, Interface

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...base.interfaces import IResource, ISite
    from ..duties.interfaces import Duty, Standing

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


class OtherTerm(NamedTuple):
    """What must be done by a moment, and is no duty: a task, an answer to a question, a low
    rating that is to be looked at.

    ``about``: the text or place.  ``what``: translatable.  ``due``: aware UTC.  ``people``: ids
    of the accounts that it is for; none for the whole board.  ``page``: view of the site in the
    desk where it is done, ``''`` if that is the page of what it is about.
    """

    about: IResource
    what: str
    due: datetime.datetime
    people: frozenset[str] = frozenset()
    page: str = ''


class IOtherTerms(Interface):
    """The terms that run beside the duties of a site, for one asker; a service.  Never writes."""

    def of_site(site: ISite) -> Sequence[OtherTerm]:
        """Return those of ``site`` that the asker may see, earliest first."""


class IOwnDuties(Interface):
    """Which duties are the asker's own; a service.  Never writes."""

    people: frozenset[str] = Attribute('ids of the asker and of whom they stand in for')

    def has_all(site: ISite) -> bool:
        """Return whether the asker answers for all duties of ``site``."""

    def has(site: ISite, duty: Duty, standing: Standing) -> bool:
        """Return whether ``duty`` of ``site`` is the asker's own: they answer for the site, the
        roster names them today and it is due by the end of the day, the case that it is owed for
        is given to them, or they write the item, or have a task on it, that it is about.
        """
