"""Items: their lists, each of them, and where else it is shown."""
from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ....base.i18n import _
from ....base.interfaces import IItem
from ....content.redirects.interfaces import IRedirects
from ....discovery.catalog.interfaces import REFERENCE, Narrowing
from ....kernel.tree.lookup import find_site, is_closed, is_practice, item_of
from ....kernel.tree.sharing import is_shared, item_at, placed_somewhere
from ....kernel.workflow.interfaces import GONE
from ...api.endpoints import PATH, Endpoint, Parameter, api_view
from ...api.kinds import GONE_AWAY, NOT_FOUND
from ...api.problems import Problem
from ...api.schema import Json
from ...api.writing import ApiView, fields_of
from .lists import PLACES, TYPE, items_of, list_of, list_parameters, narrowing_of
from .records import ITEM, ROW, item_record, rows_of

if TYPE_CHECKING:
    from ....kernel.tree.resources import Described

GROUP = _('Nội dung')
ITEMS = list_of('ItemList', _('Một trang của danh sách, mới nhất trước.'), ROW)
ID = Parameter('id', {'type': 'string', 'pattern': '^[0-9]{1,10}$', 'maxLength': 10},
               _('Mã của mục.'), PATH)

LIST = Endpoint(
    'GET', '/items', 'listItems', _('Danh sách nội dung công khai'), GROUP, ITEMS,
    list_parameters(ROW, *PLACES, TYPE),
    _('Mọi loại nội dung, mới nhất trước. Bằng tiếng nước ngoài thì chỉ có mục đã có bản dịch.'))
ONE = Endpoint(
    'GET', '/items/{id}', 'readItem', _('Một mục'), GROUP, ITEM, (ID, fields_of(ITEM)),
    problems=(GONE_AWAY,))
CARRIED = Endpoint(
    'GET', '/crossposts', 'listCrossposts', _('Bài đăng lại từ trang khác'), GROUP, ITEMS,
    list_parameters(ROW, *PLACES),
    _('Mỗi mục có “source”: bài gốc, trang của bài gốc và địa chỉ duy nhất của bài đó.'))


class ItemsView(ApiView):
    """The lists, and one of them."""

    @api_view(LIST)
    def items(self) -> Json:
        """Return what is public below the site."""
        return self._list(narrowing_of(self))

    @api_view(CARRIED)
    def crossposts(self) -> Json:
        """Return what shows items of other sites."""
        return self._list(narrowing_of(self), REFERENCE)

    @api_view(ONE)
    def item(self) -> Json:
        """Return all that an item says."""
        item = public_item(self)
        record = item_record(self, item)
        self.link_to(str(record['address']), 'alternate', 'text/html')
        return self.chosen(record)

    def _list(self, narrowing: Narrowing, flag: str = '') -> Json:
        found = items_of(self, narrowing, flag)
        return self.page(rows_of(self, found.items), found.following, total=found.total)


def public_item(view: ApiView) -> IItem:
    """Return the item that the path of ``view`` names, if anybody may read it.

    Raises ``Problem``: for one that was withdrawn that it is gone, else the same as for nothing.
    """
    portal = view.portal
    item = item_of(portal, str(view.asked['id']))
    if item is not None and is_shared(item):
        item = placed_somewhere(item) if view.context is portal else (
            item_at(item, view.context))
    is_here = item is not None and (
        find_site(item) is view.context or view.context is portal and not is_practice(item))
    if item is None or not is_here or is_closed(item):
        raise Problem(NOT_FOUND)
    if not item.is_public:
        raise _gone(view, item) if item.state in GONE else Problem(NOT_FOUND)
    return cast('IItem', item)


def _gone(view: ApiView, item: Described) -> Problem:
    """Return the problem of what was withdrawn; ``moved_to`` leads to what took its place."""
    page = view.request.service(IRedirects).present(item)
    if page is None or (view.context is not view.portal
                        and find_site(page) is not view.context):
        return Problem(GONE_AWAY)
    address = view.address('items', str(page.__oid__))
    return Problem(GONE_AWAY, _('Nội dung đã được gộp vào mục ở “moved_to”.'),
                   more={'moved_to': address})
