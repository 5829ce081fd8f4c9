"""The sets of a site.  Renaming this module needs an upgrade step."""
from BTrees.IOBTree import IOBTree
from persistent import Persistent

#: States of a set: it is being put together and decided on, waits for its time, is public, or
#: was given up.
OPEN, SCHEDULED, PUBLISHED, CALLED_OFF = 'open', 'scheduled', 'published', 'called off'


class Release(Persistent):
    """Đợt phát hành: documents of one site that become public in one transaction.

    ``number``: from 1, among those of the site, whose ``releases`` hold it.  ``members``: object
    ids of items and translations.  ``publish_at``: aware UTC ``datetime`` or ``None``;
    ``scheduled_by``: id of an account.  ``published_at``, ``called_off_at``: aware UTC or
    ``None``.
    """

    members = ()
    publish_at = scheduled_by = published_at = called_off_at = None

    def __init__(self, number, title, created_by, created_at):
        self.number = number
        self.title = title
        self.created_by = created_by
        self.created_at = created_at

    @property
    def state(self):
        """One of the states above."""
        if self.published_at is not None:
            return PUBLISHED
        if self.called_off_at is not None:
            return CALLED_OFF
        return OPEN if self.publish_at is None else SCHEDULED

    @property
    def is_over(self):
        """Whether nothing can be done with it any more."""
        return self.state in (PUBLISHED, CALLED_OFF)


def releases_of(site):
    """Return ``{number: Release}`` of ``site``."""
    return getattr(site, 'releases', None) or {}


def keep(site, release):
    """Let ``site`` have ``release``."""
    if getattr(site, 'releases', None) is None:
        site.releases = IOBTree()
    site.releases[release.number] = release
