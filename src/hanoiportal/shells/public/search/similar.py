"""Links to what may answer a question that is being written, for its form and its script."""
from __future__ import annotations

from typing import NamedTuple

from ....base.clock import shown_date
from ....base.i18n import _
from ....base.interfaces import IItem
from ....discovery.similar.interfaces import ISimilar
from ..lists.labels import kind_of
from ..page.layout import Layout
from .procedures import address_of
from .titles import full_title


class SimilarLink(NamedTuple):
    """``lang``: of its title, ``None`` for that of the page.  ``about``: the body that answered
    and the day, or what else it is; in the language of the page.
    """

    title: str
    lang: str | None
    about: str
    address: str


def similar_links(page: Layout, text: str) -> list[SimilarLink]:
    """Return links to what may answer ``text``, on the whole portal; ``[]`` for nothing."""
    request = page.request
    found = request.service(ISimilar).to(text, page.portal, page.language.tag)
    translated = request.localizer.translate
    return [_to_item(page, each.item) if each.item is not None else SimilarLink(
        each.title, 'vi', translated(_('Thủ tục, trên Cổng Dịch vụ công quốc gia')),
        address_of(page, each.code)) for each in found]


def _to_item(page: Layout, item: IItem) -> SimilarLink:
    title = full_title(page, item)
    day = getattr(item, 'answered', None)
    kind = page.request.localizer.translate(kind_of(item, page.request.registry, page.tag))
    about = [getattr(item, 'answered_by', '') or kind, shown_date(day, page.tag) if day else '']
    return SimilarLink(
        title.text, title.lang, ', '.join(filter(None, about)), page.request.link(item))
