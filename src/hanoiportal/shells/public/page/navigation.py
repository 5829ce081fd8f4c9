"""What the menu and the footer lead to."""
from typing import NamedTuple

from ....base.interfaces import ISite
from ....kernel.tree.lookup import is_listed
from ....types.channel.resource import Channel

#: The page of the terms on which what is here may be used again, and where it stands.
TERMS = 'dieu-khoan-su-dung'
TERMS_AT = ('gioi-thieu', TERMS)
#: Standing pages of the city portal that the footer of every site links to, where they exist.
FOOTER_PAGES = (
    TERMS_AT,
    ('gioi-thieu', 'bao-ve-du-lieu-ca-nhan'),
    ('lien-he', 'thong-tin-lien-he'),
)
#: The section with the registered channels of a site, and the kinds that readers can follow.
CHANNELS = 'kenh-thong-tin'
FOLLOWED = frozenset({'mang-xa-hoi', 'zalo', 'ung-dung'})


class Crumb(NamedTuple):
    """A step of the breadcrumbs; the last one has no ``address``."""

    text: str
    lang: str | None
    address: str | None


def footer_links(portal):
    """Return the listed pages among ``FOOTER_PAGES``."""
    pages = (portal[section].get(name) for section, name in FOOTER_PAGES if section in portal)
    return [page for page in pages if page is not None and is_listed(page)]


def followed(site: ISite) -> list[Channel]:
    """Return the listed channels of ``site`` that have an address and readers can follow."""
    section = site.get(CHANNELS)
    return [] if section is None else [
        item for item in section.values() if isinstance(item, Channel)
        and item.kind in FOLLOWED and item.url and is_listed(item)]
