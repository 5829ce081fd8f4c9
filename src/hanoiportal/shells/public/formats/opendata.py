"""The way from the section for open data to what the site itself offers (clause 13.3.c)."""
from __future__ import annotations

from typing import Any, NamedTuple, cast

from ....base.i18n import _
from ....base.interfaces import IPortal
from ....base.settings import ISettings
from ...api.endpoints import NAME, VERSION
from ...api.page import CATALOGUE
from ...api.schema import Json
from ..page.layout import Layout
from ..page.wording import Wording
from .catalogue import CatalogueView

#: The section that leads to data.
OPEN_DATA = 'du-lieu-mo'
_API = (_('Giao diện lập trình (API)'), (NAME, VERSION))
_CATALOGUE = (_('Danh mục dữ liệu mở của trang (DCAT-AP)'), (CATALOGUE,))
_FEEDS = (_('Nguồn tin RSS'), ('rss',))
_DUMPS = (_('Toàn bộ nội dung công khai, theo ngày'), (NAME, VERSION, 'dumps'))


class DataShown(NamedTuple):
    """A data set.  ``address``: where people read it.  ``forms``: ``(title, address)`` of each."""

    title: Wording
    address: str
    forms: list[tuple[str, str]]


class OwnData(NamedTuple):
    """``ways``: ``(title, address)`` of what leads to all data.  ``sets``: each of them."""

    ways: list[tuple[str, str]]
    sets: list[DataShown]


def own_data(page: Layout) -> OwnData:
    """Return what the site of ``page`` offers, in the language of its reader."""
    request, site = page.request, page.site
    has_dumps = IPortal.providedBy(site) and request.registry.getUtility(ISettings).dumps
    ways = (_API, _CATALOGUE, *((_DUMPS,) if has_dumps else ()), _FEEDS)
    return OwnData([(title, request.link(site, *steps)) for title, steps in ways], [
        _shown(each, page.tag) for each in CatalogueView(site, request).lists()])


def _shown(each: Json, tag: str) -> DataShown:
    found = cast('dict[str, Any]', each)
    title, forms = found['dct:title'], found['dcat:distribution']
    lang = title['@language']
    return DataShown(
        Wording(title['@value'], None if lang == tag else lang), found['landingPage']['@id'],
        [(form['dct:title'], form.get('downloadURL', form['accessURL'])) for form in forms])
