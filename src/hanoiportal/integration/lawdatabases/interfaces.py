"""What the reconciliation with law databases promises, and what it asks of legal documents.

A *source* is named as in ``law_sources.csv``.  Sites and documents are named by object ids.
"""
from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from zope.interface import Attribute, Interface

from ...base.i18n import _

if TYPE_CHECKING:
    from pyramid.request import Request

    from ...base.interfaces import IPortal, IResource
    from ...platform.scheduling.interfaces import IEnvironment

#: The register of what differs, and the rule by which a body owes that it is put right.
NAME, RULE = 'law-findings', '15.1.e.doi-soat'
#: Faults: missing on the portal, missing there, the text, a day or the force differs, public on
#: the portal after its term.  Nobody can put the last right: nothing is owed by it.
HERE, THERE, TEXT, DAY, FORCE, LATE = (
    'thieu-o-cong', 'thieu-o-nguon', 'khac-noi-dung', 'khac-ngay', 'khac-hieu-luc', 'dang-cham')
FAULTS = (
    (HERE, _('Chưa có trên trang này')), (THERE, _('Chưa có ở nguồn đối soát')),
    (TEXT, _('Khác trích yếu hoặc nội dung')), (DAY, _('Khác ngày')),
    (FORCE, _('Khác tình trạng hiệu lực')), (LATE, _('Đăng chậm')))


class OurDocument(NamedTuple):
    """A public document as it is compared.  ``site``: on which it is.  ``summary``: trích yếu.

    ``status``: its force on the day that is asked for, one of those of legal documents; ``''`` if
    nobody states it.  ``is_normative``: whether it is one of law, which the sources must have.
    ``published``: aware UTC, ``None`` if it was carried in without a moment.
    ``text``: what differs when it has another version of its text, ``''`` if it has no full text.
    """

    oid: int
    site: int
    number: str
    issuer: str
    summary: str
    issued: datetime.date
    effective: datetime.date | None = None
    expires: datetime.date | None = None
    status: str = ''
    is_normative: bool = False
    published: datetime.datetime | None = None
    text: str = ''


class IOurDocuments(Interface):
    """The legal documents of a portal, a utility that their type registers."""

    def all(request: Request, day: datetime.date) -> Iterator[OurDocument]:
        """Yield each public document of all sites that has a number and a day of issue, with its
        force on ``day``, local.
        """

    def version(document: IResource) -> str:
        """Return ``OurDocument.text`` of ``document``."""

    def text(document: IResource) -> str:
        """Return the full text of ``document`` as printed, ``''`` if it has none."""


class Record(NamedTuple):
    """A document as a source has it.  ``id``: by which it names it.  ``address``: its page there.

    ``status``: in the words of legal documents, ``''`` for one that the profile does not know.
    ``changed``: what differs when the source has another version of it, ``''`` if it does not say.
    """

    id: str
    number: str
    issuer: str
    summary: str
    issued: datetime.date
    effective: datetime.date | None = None
    expires: datetime.date | None = None
    status: str = ''
    changed: str = ''
    address: str = ''


class Difference(NamedTuple):
    """What differs between a source and a site.  ``ours``: object id of the document, 0 for none;
    ``address``: the page there, ``''`` for none.  ``said``: both sides, in Vietnamese.
    """

    site: int
    source: str
    fault: str
    number: str
    issued: datetime.date
    summary: str
    said: str
    ours: int = 0
    address: str = ''

    @property
    def key(self) -> tuple[int, str, str, str, str, int]:
        """What tells it from others, as long as it is there."""
        return (self.site, self.source, self.fault, self.number, self.issued.isoformat(),
                self.ours)


class SourceStanding(NamedTuple):
    """How a source stands.  ``title``: of the profile.  ``records``: of its last whole reading,
    which ended at ``came``, aware UTC, ``None`` before the first.
    ``why``: why the last try failed, ``''`` if it did not; ``failures``: in a row, since
    ``failing``.  ``unreadable``: records of the reading that nobody could use.
    """

    name: str
    title: str
    came: datetime.datetime | None = None
    records: int = 0
    why: str = ''
    failures: int = 0
    failing: datetime.datetime | None = None
    unreadable: int = 0


class ILawDatabases(Interface):
    """The sources that are configured, a utility; asks nobody."""

    sources = Attribute('the ``Source`` of each, for the job')

    def standings(portal: IPortal) -> list[SourceStanding]:
        """Return how each source stands, ``[]`` if none is configured."""

    def take(environment: IEnvironment, source: str, records: Iterable[Record]) -> None:
        """Let ``records`` be a whole reading of ``source``, and compare; it need not be
        configured.
        """

    def titles(tag: str) -> Mapping[str, str]:
        """Return the titles of all sources that there are, in the language ``tag``."""

    def pages(portal: IPortal, oids: Iterable[int], tag: str) -> dict[int, list[tuple[str, str]]]:
        """Return for each document that sources have ``(title, address)`` of its pages there.

        Reads ``content`` alone.
        """
