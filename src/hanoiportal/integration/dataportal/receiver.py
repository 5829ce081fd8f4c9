"""The receiver: a data set that is new or another is a package that is made or changed."""
from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, cast

from ...base.i18n import _
from ...kernel.tree.schema import Schema, line, paragraph, web_address
from ...platform.http.interfaces import Deadline, HttpAnswer, IHttp
from ..deliveries.interfaces import (
    ACCEPTED,
    LATER,
    NO_RECEIPT,
    REFUSED,
    TRIAL,
    Body,
    Delivery,
    Receipt,
    Receiver,
)
from .ckan import Ckan, NotTaken, NotThere
from .organisations import owners, wrong
from .packages import counted, package_of

if TYPE_CHECKING:
    from ...base.interfaces import IItem
    from ...platform.scheduling.interfaces import IEnvironment

#: Name of the receiver, which is stored; seconds for one try; characters of the lines of sites.
NAME, SECONDS, _LONGEST_OWNERS = 'ckan', 18, 20_000
Described = Mapping[str, object]


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
    said = cast('Described', delivery.body)
    try:
        if delivery.kind == TRIAL:
            return _tried(ckan, cast('list[str]', said['organisations']))
        if 'gone' in said:
            return _deleted(ckan, str(said['gone']))
        return _put(ckan, said)
    except NotTaken as answer:
        meaning: Receipt | HttpAnswer = answer.args[0]
        return meaning


def _put(ckan: Ckan, package: Described) -> Receipt:
    """Change the package, or make it if there is none with its name."""
    try:
        there = ckan.do('package_show', {'id': package['name']})
    except NotThere:
        ckan.do('package_create', package)
        return Receipt(ACCEPTED, 200)
    resources = there.get('resources', []) if isinstance(there, dict) else None
    if not isinstance(resources, list):
        return Receipt(LATER, 200, NO_RECEIPT)
    ckan.do('package_patch', {**package, 'id': package['name'], 'resources': [
        _as_there(each, resources) for each in cast('list[Described]', package['resources'])]})
    return Receipt(ACCEPTED, 200)


def _as_there(resource: Described, there: list[object]) -> Described:
    """Return ``resource`` with the id of the one of its address: without it CKAN makes another,
    and every link to the old one ends.
    """
    ids = (each.get('id') for each in there
           if isinstance(each, dict) and each.get('url') == resource['url'])
    found = next(ids, None)
    return {**resource, 'id': found} if isinstance(found, str) else resource


def _deleted(ckan: Ckan, name: str) -> Receipt:
    with suppress(NotThere):
        ckan.do('package_delete', {'id': name})
    return Receipt(ACCEPTED, 200)


def _tried(ckan: Ckan, wanted: list[str]) -> Receipt:
    """Return whether the token may make packages for each organisation; nothing is made."""
    known = ckan.do('organization_list_for_user', {'permission': 'create_dataset'})
    names = {str(each.get(key)) for each in known if isinstance(each, dict)
             for key in ('id', 'name')} if isinstance(known, list) else set()
    missing = [each for each in wanted if each not in names]
    if missing:
        return Receipt(REFUSED, 200, f'owner_org: {", ".join(missing)}')
    return Receipt(ACCEPTED, 200)


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
