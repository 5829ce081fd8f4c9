"""What compliance is judged by, and what taking its figures promises."""
from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from zope.interface import Attribute, Interface

from ...base.dated import Dated
from ...base.interfaces import IPortal, ISite
from ...platform.scheduling.interfaces import IEnvironment
from .months import months_until
from .showing import shown_month
from .values import Consent, Declaration, DutyResult, WindowResult

__all__ = [
    'ALL', 'METHOD', 'PAGE', 'ICompliance', 'IComplianceRules', 'IDeclaring', 'IResults',
    'ISnapshot', 'ISnapshotPart', 'Indicator', 'MinimumFunction', 'Obligatory', 'SectionTerm',
    'months_until', 'shown_month']

#: The object id that stands for all sites.
ALL = 0
#: Name of the page of each site that shows the snapshot.
PAGE = 'tuan-thu'
#: Where the page with the method stands that the board of the city approves.
METHOD = '/gioi-thieu/phuong-phap-danh-gia-tuan-thu'


@dataclass(frozen=True)
class MinimumFunction(Dated):
    """Chức năng tối thiểu: one row of ``minimum_functions.csv`` (clause 4.5).

    ``checker``: name of what checks it, ``''`` if the site declares it.  ``titles``: by language.
    """

    code: str
    titles: Mapping[str, str]
    checker: str
    basis: str
    source: str
    certainty: str


@dataclass(frozen=True)
class Indicator(Dated):
    """Chỉ tiêu đo lường: one row of ``indicators.csv`` (NĐ 224/2026, article 12; clause 21.1).

    ``head``: ``a`` completeness and timeliness, ``b`` access, ``c`` use.  ``computed``: the
    figures that it is made of, ``none`` if nothing measures it.  ``titles``, ``how``: by language.
    """

    code: str
    head: str
    titles: Mapping[str, str]
    unit: str
    computed: str
    how: Mapping[str, str]
    basis: str
    source: str
    certainty: str


@dataclass(frozen=True)
class SectionTerm(Dated):
    """How old the newest item of a section may be: one row of ``section_terms.csv``."""

    section: str
    days: int
    basis: str
    certainty: str


@dataclass(frozen=True)
class Obligatory:
    """Chuyên mục bắt buộc: a row of ``sections.csv``.  ``levels``: kinds of sites that owe it."""

    code: str
    titles: Mapping[str, str]
    levels: frozenset[str]


class IComplianceRules(Interface):
    """The tables that compliance is judged by, as a utility."""

    functions: tuple[MinimumFunction, ...] = Attribute('rows of all times')
    indicators: tuple[Indicator, ...] = Attribute('rows of all times')
    terms: tuple[SectionTerm, ...] = Attribute('rows of all times')
    sections: tuple[Obligatory, ...] = Attribute('in their order')
    seed_basis: str = Attribute('on what the installation makes its first content public')


class IResults(Interface):
    """What became of windows and duties of all sites; a utility, by the name of who knows."""

    def windows(environment: IEnvironment, start: datetime.date,
                end: datetime.date) -> Iterable[tuple[int, Iterable[WindowResult]]]:
        """Yield the object id of a site with those that have ended, from ``start`` to before
        ``end``, local days: those of a year of all sites are too many to be held.
        """

    def duties(environment: IEnvironment, start: datetime.date,
               end: datetime.date) -> Iterable[tuple[int, Iterable[DutyResult]]]:
        """Yield the same of those that fall due from ``start`` to before ``end``."""


class ISnapshotPart(Interface):
    """Something that another feature lets the snapshot hold; a utility, by its name."""

    def values(environment: IEnvironment) -> Mapping[int, object]:
        """Return a value for the object id of each site that has one, 0 for all sites together:
        values of our classes that can be compared, without personal data.
        """


class ISnapshot(Interface):
    """Marks the snapshot, whose change is one of the pages called ``PAGE`` of all sites."""


class ICompliance(Interface):
    """Takes the figures; a utility.  Commits by ``environment.in_transaction``."""

    def look(environment: IEnvironment) -> bool:
        """Measure every site and keep what has changed; return whether anything was written.

        One transaction of the content database, for all sites, and none if nothing has changed.
        """

    def check(environment: IEnvironment, most: int) -> int:
        """Let the machine check the functions of at most ``most`` sites that were not checked
        today; return how many were.  Writes into ``interactions`` alone.
        """


class IDeclaring(Interface):
    """Keeps what boards declare (clause 4.5) and that the board of the city approves the method of
    all figures, for one asker.  Never commits.  The verbs raise ``errors.Refused`` and log it.
    """

    def method(portal: IPortal) -> Consent | None:
        """Return the latest approval of a method, ``None`` before the first."""

    def current_method(portal: IPortal) -> str:
        """Return the digest of the method as its public page and the tables have it now, ``''``
        while that page is not public.
        """

    def may_approve_method(portal: IPortal, actor: str) -> bool:
        """Return whether ``actor`` is of the board of the city in force."""

    def approve_method(portal: IPortal, digest: str, actor: str) -> None:
        """Approve the method of that ``digest``, which is that of now; figures of another method
        are provisional.
        """

    def declarations(site: ISite) -> Mapping[str, Declaration]:
        """Return what the board of ``site`` has declared, by the code of the function."""

    def declare(site: ISite, code: str, answer: str, note: str, actor: str) -> None:
        """Keep it."""
