"""Items as they stand in lists: title, kind, date and a line of text."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ....base.i18n import DEFAULT
from ....base.interfaces import IItem
from ....base.text import excerpt
from ....editorial.crossposting.interfaces import IReference
from ....kernel.tree.lookup import find_site, is_listed
from ....platform.media.pictures import Picture
from ....platform.media.views import picture_of
from ....types.link.resource import Link
from ....types.reference.standins import presented, work_behind
from ..fragments import cached
from ..page.shared import templates
from ..page.wording import Wording, item_of, wording
from .labels import day_of, kind_of

if TYPE_CHECKING:
    from persistent import Persistent

    from ..page.layout import Layout

LONGEST_SUMMARY = 220


class ListRow(NamedTuple):
    """One item of a list, ready for ``macros['rows']``.

    ``kind``, ``moment``, ``day``: as ``labels.kind_of`` and ``labels.day_of`` give them.
    ``site``: ``(Wording, address)`` of the item's site when it is another than the page's.
    ``external``: the item is a link and the address that of its target.
    ``picture``: a thumbnail, a ``media.pictures.Picture`` that says nothing, or ``None``.
    """

    title: Wording
    address: str
    kind: str
    moment: str | None
    day: str
    summary: Wording
    site: tuple[Wording, str] | None
    picture: Picture | None = None
    external: bool = False


def rendered_list(page, template: str, documents: Sequence[Persistent],
                  rows: Callable[[Layout, Sequence[Persistent]], Sequence[object]],
                  pictured: bool = False) -> str:
    """Return the HTML of ``templates/TEMPLATE.pt``: ``documents``, items or translations, as they
    stand on the page of the ``Layout`` ``page``.

    Which they are is asked for with each page; the list is cached as long as they stay the same.

    ``rows``: makes the ``rows`` of the template, read from the documents, the items that they
    translate, and where these stand; ``pictured``: from lead images as well.
    """
    shown = templates(page.request)

    def render() -> str:
        return shown[template](
            page=page, rows=rows(page, documents), macros=shown['macros'].macros)

    items = [item_of(document) for document in documents]
    images = [lead_image(page, item) for item in items] if pictured else []
    found = [image for image in images if image is not None]
    found += [site_named(item) for item in items if IReference.providedBy(item)]
    return cached(
        page, 'list', render, reads=(*items, *found), varies=(
            template, *(document.__oid__ for document in documents),
            *[item.__parent__.__oid__ for item in items],
            *(image and image.__oid__ for image in images)))


def rows_of(page, documents):
    """Return a ``ListRow`` for each of ``documents``: items or translations, for the ``Layout``.
    """
    return [row_of(page, document) for document in documents]


def row_of(page, document):
    """Return the ``ListRow`` of one item or translation."""
    item = item_of(document)
    moment, day = day_of(page, document)
    summary = page.say(item, 'summary')
    external = isinstance(item, Link)
    return ListRow(
        title=page.say(item, 'title'), external=external,
        address=item.url if external else page.request.link(item),
        kind=kind_of(item, page.request.registry, page.tag), moment=moment, day=day,
        summary=summary._replace(text=excerpt(summary.text, LONGEST_SUMMARY)),
        site=other_site(page, item), picture=thumbnail(page, item))


def lead_image(page, item):
    """Return the image that stands for ``item``, or ``None`` if it has none."""
    return item.lead_image(page.portal) if hasattr(item, 'lead_image') else None


def lead_picture(page, item, cut=False):
    """Return the ``Picture`` that stands for ``item``, or ``None`` if it has none.

    ``cut``: a thumbnail; else the whole picture, as a lead story shows it.
    """
    image = lead_image(page, item)
    return image and picture_of(page.request, image, cut)


def thumbnail(page, item):
    """Return the thumbnail of ``item``; its title, beside it, says what there is to say."""
    found = lead_picture(page, item, cut=True)
    return found and found._replace(alt='')


def other_site(page, resource):
    """Return the ``Wording`` and the address of the site whose work ``resource`` is, ``None`` if
    it is that of the page.
    """
    site = site_named(resource)
    if site is page.site:
        return None
    return wording(site, ('short_title', 'title'), page.language.tag, page.tag), (
        page.request.link(site))


def site_named(resource):
    """Return the site of ``resource``; of a reference that of its source."""
    return find_site(work_behind(resource))


def in_order(folder, tag):
    """Return the listed items of ``folder`` that have a text in ``tag``, in the folder's order; in
    the place of a reference stands what it shows.
    """
    return [presented(item) for item in folder.values()
            if IItem.providedBy(item) and is_listed(item) and is_said_in(item, tag)]


def is_said_in(item, tag):
    """Return whether the listed ``item`` has a listed text in the language ``tag``."""
    if tag == DEFAULT:
        return True
    text = item.translations.get(tag)
    return text is not None and is_listed(text)
