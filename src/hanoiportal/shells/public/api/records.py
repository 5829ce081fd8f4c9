"""An item as the API has it: the description of ``public/formats``, under an id that stays."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from pyramid.location import lineage

from ....base.i18n import _
from ....kernel.tree.content import summary_and_body
from ....kernel.tree.lookup import find_site, in_language, is_closed, work_of
from ....kernel.tree.sharing import placed_everywhere
from ....kernel.workflow.interfaces import ARCHIVED
from ....types.reference.standins import all_presented, presented
from ...api.schema import Json, address, flag, free, many, moment, named, number, text
from ..formats.data import as_data, as_row
from ..formats.enclosures import holders, stored_in
from ..fragments import cached, version_of, versions_of_texts
from ..metadata.item import AboutItem
from ..metadata.linked_data import own
from ..page.layout import Layout
from ..page.wording import item_of, items_of

if TYPE_CHECKING:
    import datetime

    from ....base.interfaces import IResource
    from ...api.writing import ApiView

PLACE = named('Place', _('Một trang hoặc chuyên mục.'), {
    'title': text(_('Tên.')), 'address': address(_('Địa chỉ của trang.'))})
SOURCE = named('Source', _('Bài gốc ở trang khác mà mục này đăng lại.'), {
    'id': text(_('Mã của bài gốc.')), 'address': address(_('Địa chỉ của bài gốc.')),
    'site': PLACE})
FILE = named('File', _('Một tệp.'), {
    'title': text(_('Tên.')), 'address': address(_('Địa chỉ tải về.')),
    'mimetype': text(_('Kiểu nội dung.')), 'size': number(_('Số byte.'))})
LANGUAGE = named('LanguageVersion', _('Một bản ngôn ngữ.'), {
    'language': text(_('Mã ngôn ngữ (BCP 47).')), 'address': address(_('Địa chỉ của trang.'))})
_ROW: dict[str, Json] = {
    'id': text(_('Mã của mục, không đổi khi đổi tên hay chuyển chỗ.')),
    'type': text(_('Loại nội dung.')), 'title': text(_('Tên, tiêu đề.')),
    'summary': text(_('Tóm tắt; của văn bản là trích yếu.')),
    'language': text(_('Ngôn ngữ của nội dung (BCP 47).')),
    'address': address(_('Địa chỉ của trang cho người đọc.')),
    'self': address(_('Địa chỉ của mục trong giao diện này.')),
    'published': moment(_('Thời điểm đăng.')),
    'updated': moment(_('Thời điểm sửa đổi lớn gần nhất, nếu không thì thời điểm đăng.')),
    'site': PLACE, 'section': PLACE, 'source': SOURCE,
    'places': many(text(_('Mã.')), _('Mã của các trang và chuyên mục chứa mục, từ ngoài vào.'))}
ROW = named('ItemSummary', _('Một mục trong danh sách.'), _ROW, ('id',))
ITEM = named('Item', _('Một mục, đầy đủ.'), {
    **_ROW,
    'text': text(_('Toàn văn, không định dạng.')), 'html': text(_('Nội dung, HTML.')),
    'author': text(_('Tác giả.')), 'agency': text(_('Nguồn thông tin.')),
    'sites': many(PLACE, _('Các trang đăng mục này theo quy tắc nhận tin; chỉ Cổng Thành phố '
                           'cho biết, và “site” khi đó là một trong các trang ấy.')),
    'publisher': text(_('Cơ quan ban hành, nếu không thì cơ quan chủ quản của trang.')),
    'is_outdated': flag(_('Đã cũ: vẫn đọc được, không còn trong danh sách.')),
    'keywords': many(text(_('Từ khóa.')), _('Các từ khóa.')),
    'files': many(FILE, _('Các tệp của mục.')),
    'languages': many(LANGUAGE, _('Các ngôn ngữ đang có và địa chỉ.')),
    'citation': text(_('Câu trích dẫn nguồn.')),
    'linked_data': free(_('Điều riêng của loại nội dung, theo schema.org.'))}, ('id',))


def rows_of(view: ApiView, found: Iterable[object]) -> tuple[Json, ...]:
    """Return what a list of ``view`` says of each item or translation; nobody changes it.

    The list is one fragment, as that of a page is, made of one for each row: when one of them
    changes, the others are still there.
    """
    page, items = Layout(view.context, view.request, {}), all_presented(items_of(found))
    places = tuple([place.__oid__ for item in items if (place := item.__parent__) is not None])
    return cached(page, 'api rows', lambda: tuple(
        cached(page, 'api row', lambda item=item: row_of(view, item),
               reads=(item, *_sites_named((item,))))
        for item in items), reads=(*items, *_sites_named(items)), varies=places)


def _sites_named(items: Iterable[IResource]) -> list[IResource]:
    """Return the sites of the sources of those of ``items`` that stand in for references."""
    return [find_site(work) for item in items
            if (work := getattr(item, 'shows', None)) is not None]


def row_of(view: ApiView, item: object) -> Json:
    """Return what a list of ``view`` says of ``item``, for whoever adds what is particular to its
    type.
    """
    about = AboutItem(item, view.request)
    return {**_head(view, about), **as_row(about)}


def typed_rows(view: ApiView, found: Iterable[object],
               facts: Callable[..., Json]) -> Iterator[Json]:
    """Yield the same with ``facts(item, text that is shown)``, what is particular to the type."""
    for each in found:
        item = presented(item_of(each))
        yield {**row_of(view, item), **facts(item, in_language(item, view.request.language.tag))}


def texts_of(item: object, *names: str) -> Json:
    """Return ``{name: value}`` of attributes, as they are."""
    return {name: getattr(item, name) for name in names}


def days_of(item: object, *names: str) -> Json:
    """Return ``{name: day}`` of attributes, see ``schema.day``."""
    return {name: iso(getattr(item, name)) for name in names}


def iso(day: datetime.date | None) -> str:
    """Return ``day`` as ``schema.day`` has it."""
    return day.isoformat() if day else ''


def item_record(view: ApiView, item: IResource) -> Json:
    """Return all that ``view`` says of an item as it is now."""
    about = AboutItem(presented(item), view.request)
    return _whole(view, about, _said_cached(view, about))


def record_of(view: ApiView, about: AboutItem) -> Json:
    """Return the same, made anew, of an item that is described already."""
    return _whole(view, about, _said(view, about))


def _whole(view: ApiView, about: AboutItem, said: Json) -> Json:
    return {**said, **_sites(view, about), 'is_outdated': about.text.state == ARCHIVED,
            'linked_data': {name: value for name, value in own(about).items()
                            if value is not None}}


def _said(view: ApiView, about: AboutItem) -> Json:
    """Return what an item says of itself, its places and its files."""
    return {**_head(view, about), **as_data(about)}


def _said_cached(view: ApiView, about: AboutItem) -> Json:
    """Return the same, made once as long as these stay the same; nobody changes it.

    It is made anew where a text is read from more than its own fields, or its pictures from the
    pins of a reference.
    """
    item, page = about.context, about.page
    searched = page.request.registry.content.metadata(item, 'text')
    if searched is not summary_and_body or work_of(item) is not item:
        return _said(view, about)
    files = holders(about)
    return cached(page, 'api record', lambda: _said(view, about), reads=(item, *files), varies=(
        versions_of_texts(item), *(version_of(stored_in(each)) for each in files)))


def _head(view: ApiView, about: AboutItem) -> Json:
    oid = str(about.context.__oid__)
    work = work_of(about.context)
    found: Json = {'id': oid, 'self': view.address('items', oid), 'places': _places(about)}
    if work is about.context:
        return found
    site = find_site(work)
    return {**found, 'source': {
        'id': str(work.__oid__), 'address': about.address,
        'site': {'title': about.page.say(site, 'title').text,
                 'address': about.address_of(site)}}}


def _sites(view: ApiView, about: AboutItem) -> Json:
    """Return the sites that show the item by their rules, if the whole portal is asked."""
    stored = getattr(getattr(about.context, 'shown_by', None), 'stored', None)
    if stored is None or view.context is not view.portal:
        return {}
    shown = (each for each in placed_everywhere(stored) if each.is_public and not is_closed(each))
    return {'sites': [{'title': about.page.say(find_site(each), 'title').text,
                       'address': about.address_of(each)} for each in shown]}


def _places(about: AboutItem) -> tuple[str, ...]:
    """Return the object ids of what the item stands in, by which changes name places.

    It is a part of rows that are kept in memory: no list.
    """
    return tuple(str(place.__oid__) for place in reversed([*lineage(about.context.__parent__)]))
