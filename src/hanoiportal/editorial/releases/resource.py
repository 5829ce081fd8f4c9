"""The sets of a site.  Renaming this module needs an upgrade step."""
import datetime
from collections.abc import Mapping

from BTrees.IOBTree import IOBTree
from persistent import Persistent

from ...base.interfaces import ISite

#: States of a set: it is being put together and decided on, waits for its time, is public, or
#: was given up.
OPEN, SCHEDULED, PUBLISHED, CALLED_OFF = 'open', 'scheduled', 'published', 'called off'


class Release(Persistent):
    """Đợt phát hành: documents of one site that become public in one transaction.

    ``number``: from 1, among those of the site, whose ``releases`` hold it.  ``members``: object
    ids of items and translations.  ``publish_at``: aware UTC; ``scheduled_by``: id of an account.
    ``published_at``, ``called_off_at``: aware UTC.
    """

    members: tuple[int, ...] = ()
    publish_at: datetime.datetime | None = None
    scheduled_by: str | None = None
    published_at: datetime.datetime | None = None
    called_off_at: datetime.datetime | None = None

    def __init__(self, number: int, title: str, created_by: str,
                 created_at: datetime.datetime) -> None:
        self.number = number
        self.title = title
        self.created_by = created_by
        self.created_at = created_at

    @property
    def state(self) -> str:
        """One of the states above."""
        if self.published_at is not None:
            return PUBLISHED
        if self.called_off_at is not None:
            return CALLED_OFF
        return OPEN if self.publish_at is None else SCHEDULED

    @property
    def is_over(self) -> bool:
        """Whether nothing can be done with it any more."""
        return self.state in (PUBLISHED, CALLED_OFF)


def releases_of(site: ISite) -> Mapping[int, Release]:
    """Return those of ``site`` by their numbers."""
    found: Mapping[int, Release] | None = getattr(site, 'releases', None)
    return found or {}


def keep(site: Persistent, release: Release) -> None:
    """Let ``site`` have ``release``."""
    if getattr(site, 'releases', None) is None:
        site.releases = IOBTree()
    site.releases[release.number] = release
