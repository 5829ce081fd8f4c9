"""Người cung cấp thông tin: the data that 12.2 asks of who sends a text; pure.

«Đơn vị, tổ chức, họ tên người gửi, chức danh (nếu có), địa chỉ thư điện tử, số điện thoại hoặc địa
chỉ liên lạc.»  A person has no unit; of telephone and address one is enough.
"""
import json
from collections.abc import Mapping, Set

from ...base.i18n import _
from ..cases.interfaces import RIGHTS, Contents
from .interfaces import InformationProvider
from .words import HOLDER, KIND, PERSON, POSITION, SENDERS

#: The field that stands for telephone or address.
CONTACT = 'contact'
MISSING = {
    'kind': _('người gửi là cơ quan, tổ chức hay cá nhân'), 'organisation': _('đơn vị, tổ chức'),
    'name': _('họ và tên người gửi'), 'email': _('địa chỉ thư điện tử'),
    CONTACT: _('số điện thoại hoặc địa chỉ liên lạc'),
    'rights': _('xác nhận có quyền gửi đăng nội dung, tệp, ảnh')}
_WHY = {
    'kind': _('Hãy chọn người gửi là ai.'),
    'organisation': _('Chưa nhập: Đơn vị, tổ chức (khoản 2 Điều 12 Quy chế).'),
    'name': _('Chưa nhập: Họ và tên người gửi (khoản 2 Điều 12 Quy chế).'),
    'email': _('Chưa nhập: Địa chỉ thư điện tử (khoản 2 Điều 12 Quy chế).'),
    CONTACT: _('Chưa nhập: cần số điện thoại hoặc địa chỉ liên lạc (khoản 2 Điều 12 Quy chế).'),
    'rights': _('Chưa xác nhận có quyền gửi đăng nội dung, tệp, ảnh.')}
#: Where a form shows what lacks, if not beside the field of that name.
_AT = {'kind': KIND, CONTACT: 'phone'}


def provider_of(values: Mapping[str, str], consents: Set[str]) -> InformationProvider:
    """Return the ``InformationProvider`` that the fields of a form say."""
    kind = values.get(KIND, '')
    return InformationProvider(
        kind if kind in SENDERS else '', values.get('organisation', ''), values.get('name', ''),
        values.get(POSITION, ''), values.get('email', ''), values.get('phone', ''),
        values.get('address', ''), 'yes' if RIGHTS in consents else '', values.get(HOLDER, ''))


def provider_in(contents: Contents, later: str) -> InformationProvider:
    """Return who sent ``contents``; ``later``: what ``written`` made of what came later."""
    if later:
        return InformationProvider(*json.loads(later))
    return provider_of({**contents.sender._asdict(), **contents.details}, contents.consents)


def written(provider: InformationProvider) -> str:
    """Return ``provider`` as a case keeps it."""
    return json.dumps(list(provider), ensure_ascii=False)


def missing(provider: InformationProvider) -> list[str]:
    """Return the names of what lacks, ``CONTACT`` for telephone and address.

    >>> missing(InformationProvider(
    ...     'person', name='An', email='an@example.vn', phone='024', rights='yes'))
    []
    >>> missing(InformationProvider('body', name='An', rights='yes'))
    ['organisation', 'email', 'contact']
    """
    lacks = {
        'kind': not provider.kind,
        'organisation': provider.kind != PERSON and not provider.organisation,
        'name': not provider.name, 'email': not provider.email,
        CONTACT: not (provider.phone or provider.address), 'rights': not provider.rights}
    return [name for name, it_lacks in lacks.items() if it_lacks]


def against(provider: InformationProvider) -> dict[str, str]:
    """Return what lacks as sentences, by the fields of a form."""
    return {_AT.get(name, name): _WHY[name] for name in missing(provider)}
