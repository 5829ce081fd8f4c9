"""The bodies of the city that a search names, each as a card before all results."""
from typing import NamedTuple

from ....base.i18n import DEFAULT
from ....base.settings import ISettings
from ....discovery.search.interfaces import IBodies, ISearchData
from ....kernel.tree.lookup import in_language
from ..fragments import cached_for_all
from ..page.wording import Wording

CONTACTS = 'lien-he'


class BodyCard(NamedTuple):
    """One body.  ``shown``: its address as people read it.  ``contacts``: the address of its page
    of contacts, ``None`` if it has none.  ``place``, ``phone``: as confirmed, else empty.
    """

    name: Wording
    address: str
    shown: str
    is_external: bool
    contacts: str | None
    place: Wording
    phone: str


def body_cards(page, typed: str) -> tuple[BodyCard, ...]:
    """Return a ``BodyCard`` of each body that ``typed`` names, but for that of the page's own
    site, on the ``Layout`` ``page``.
    """
    sites = page.portal['sites']
    found = (sites[name] for name in known_bodies(page).named(typed))
    return tuple(card_of(page, site) for site in found
                 if site is not page.site and is_open(site))


def known_bodies(page) -> IBodies:
    """Return the ``IBodies`` by the names that sites have in the language of the page, and in
    Vietnamese.
    """
    return cached_for_all(page, 'bodies', lambda: _bodies(page))


def _bodies(page) -> IBodies:
    data = page.request.registry.getUtility(ISearchData)
    found: IBodies = data.bodies(tuple(
        (site.__name__, (*_called(page, site), *data.also_called.get(site.title, ())))
        for site in page.portal['sites'].values()))
    return found


def _called(page, site) -> tuple[str, ...]:
    if page.language.tag == DEFAULT:
        return site.title, site.short_title
    said = in_language(site, page.language.tag)
    return site.title, site.short_title, said.title, said.short_title


def is_open(site) -> bool:
    """Return whether readers are led to ``site``: one that is suspended is found nowhere (8.9),
    nor is one where staff practise.
    """
    return not site.is_practice and (site.is_active or site.is_external)


def card_of(page, site) -> BodyCard:
    """Return the ``BodyCard`` of the component ``site`` on the ``Layout`` ``page``."""
    domain = page.request.registry.getUtility(ISettings).domain
    address, shown = page.request.link(site), f'{site.__name__}.{domain}'
    if site.is_external:
        address, shown = site.external_url, site.external_url.partition('://')[2].rstrip('/')
    return BodyCard(
        page.say(site, 'short_title', 'title'), address, shown, site.is_external,
        page.request.link(site[CONTACTS]) if CONTACTS in site and site.is_active else None,
        *(_said(page, site) if site.has_contacts else (Wording('', None), '')))


def _said(page, site) -> tuple[Wording, str]:
    return page.say(site, 'address'), site.phone
