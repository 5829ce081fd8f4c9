"""The receiver: a data set that is new or another is a package that is made or changed."""
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from ...base.i18n import _
from ...kernel.tree.schema import Schema, line, paragraph, web_address
from ...platform.http.interfaces import Deadline, HttpAnswer, IHttp
from ..deliveries.interfaces import TRIAL, Body, Delivery, Receipt, Receiver
from .ckan import Ckan, NotTaken
from .organisations import owners, wrong
from .packages import counted, package_of

if TYPE_CHECKING:
    from ...base.interfaces import IItem
    from ...platform.scheduling.interfaces import IEnvironment

#: Name of the receiver, which is stored; seconds for one try; characters of the lines of sites.
NAME, SECONDS, _LONGEST_OWNERS = 'ckan', 18, 20_000


def tell(environment: IEnvironment, _item: IItem | None, delivery: Delivery) -> Body:
    """Return the package, the name of one that is to go, or for a trial the organisations."""
    if delivery.kind == TRIAL:
        return {'organisations': sorted(set(owners(delivery.settings).values()))}
    found = package_of(environment, delivery.settings, delivery.item)
    return {'gone': delivery.item} if found is None else dict(found)


def send(environment: IEnvironment, delivery: Delivery) -> Receipt | HttpAnswer:
    """Do what the body says, so that doing it twice does what doing it once does."""
    ckan = Ckan(environment.registry.getUtility(IHttp), str(delivery.settings['address']),
                delivery.secrets['token'], Deadline(SECONDS))
    said = cast('Mapping[str, object]', delivery.body)
    try:
        if delivery.kind == TRIAL:
            return ckan.may_own(cast('list[str]', said['organisations']))
        if 'gone' in said:
            return ckan.delete(str(said['gone']))
        return ckan.put(said)
    except NotTaken as answer:
        meaning: Receipt | HttpAnswer = answer.args[0]
        return meaning


RECEIVER = Receiver(
    NAME, _('Cổng dữ liệu (CKAN)'), Schema.of(
        address=web_address(_('Địa chỉ Cổng dữ liệu'), required=True, description=_(
            'Địa chỉ trang chủ của Cổng dữ liệu, không có /api.')),
        owners=paragraph(_('Tổ chức của từng trang'), _LONGEST_OWNERS, required=True,
                         description=_(
            'Mỗi dòng gồm tên trang và tên tổ chức trên Cổng dữ liệu, ví dụ: caugiay '
            'ubnd-phuong-cau-giay. Cổng thành phố có tên là thanhpho.')),
        token=line(_('Mã truy cập'), required=True, longest=500)),
    tell, send, secrets=('token',), wrong=wrong, figures=counted, tells_ends=True, words={
        'owner_org': _('tổ chức của trang không có trên Cổng dữ liệu, hoặc mã truy cập không có '
                       'quyền ở đó: ${rest} (ô ${code})'),
        'title': _('Cổng dữ liệu không chấp nhận tên bộ dữ liệu: ${rest} (ô ${code})'),
        'notes': _('Cổng dữ liệu không chấp nhận phần mô tả: ${rest} (ô ${code})'),
        'name': _('Cổng dữ liệu không chấp nhận định danh: ${rest} (ô ${code})')}, hint=_(
        'Đăng các bộ dữ liệu mở của những trang có tổ chức lên Cổng dữ liệu, sửa khi có thay đổi, '
        'gỡ khi trang không còn cung cấp.'))
