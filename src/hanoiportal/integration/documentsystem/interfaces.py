"""What the connector to the system of documents promises, and its names."""
from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from zope.interface import Attribute, Interface

from ...base.i18n import _

if TYPE_CHECKING:
    from ...base.interfaces import IPortal
    from ...participation.cases.interfaces import Case
    from ...platform.scheduling.interfaces import IEnvironment

#: The register of what was not taken.
NAME = 'document-refusals'
#: What was not taken: a package; a document of the list of those that were issued.
PACKAGE, DOCUMENT = 'goi-tin', 'van-ban'
PARTS = ((PACKAGE, _('Gói tin gửi đăng')), (DOCUMENT, _('Văn bản đã ban hành')))
#: The scope by which a system sends packages by the API.
PACKAGES_SEND = 'packages:send'
#: How a package stands: it has come; somebody works on it; it is public; it is not going to be; it
#: has ended otherwise; it was public.
NEW, OPEN, PUBLISHED, REFUSED, CLOSED, RECALLED = STANDS = (
    'new', 'open', 'published', 'refused', 'closed', 'recalled')


class Issue(NamedTuple):
    """A document as the list of issued ones has it.

    ``id``: by which the system names it.  ``organ``, ``organ_name``: code and name of the body.
    ``number``: as printed.  ``type``: its name in words.  ``reach``: code of its scope, ``to``:
    codes and names of bodies in it; ``''`` and ``()`` for nothing said.
    """

    id: str
    organ: str
    organ_name: str
    number: str
    issued: datetime.date | None
    type: str
    title: str
    reach: str = ''
    to: tuple[str, ...] = ()
    is_recalled: bool = False


class Verdict(NamedTuple):
    """What became of a package.  ``standing``: one of ``STANDS``.  ``item``: object id of what is
    public, ``''`` for nothing.  ``at``: since when, aware UTC.  ``note``: why it was refused.
    """

    standing: str
    item: str
    at: datetime.datetime
    note: str


class PartStanding(NamedTuple):
    """How the packages or the list stand.  ``came``: aware UTC of the last good answer, to the
    hour, ``None`` before the first.  ``why``: why the last try failed, ``''`` if it did not;
    ``failing``: since when.
    """

    part: str
    came: datetime.datetime | None = None
    why: str = ''
    failing: datetime.datetime | None = None


class IDocumentSystem(Interface):
    """The system of documents, a utility."""

    profile = Attribute('the ``Profile`` by which it says things')
    source = Attribute('the ``DocumentSource``, ``None`` if none is configured')

    def standings(portal: IPortal) -> list[PartStanding]:
        """Return how both parts stand, ``[]`` if none is configured."""

    def verdict(portal: IPortal, case: Case) -> Verdict:
        """Return what has become of the package that is ``case``."""

    def verdicts(portal: IPortal, since: datetime.datetime) -> dict[str, Verdict]:
        """Return what has become of each package received ``since`` then, by codes of cases."""

    def package(portal: IPortal, code: str) -> tuple[str, Verdict] | None:
        """Return what the system calls the package that is the case called ``code``, and what has
        become of it; ``None`` if there is no such package.
        """

    def enter(environment: IEnvironment, issues: Iterable[Issue]) -> None:
        """Let the registers of issued documents say what ``issues`` say, in one transaction."""
