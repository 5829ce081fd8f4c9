"""The form, and who may name a case in it: whoever has its secret, or sent it by VNeID."""
import datetime
from collections.abc import Mapping

from pyramid.registry import Registry
from zope.interface import implementer

from ...base.i18n import _
from ...base.interfaces import IPortal
from ..cases.interfaces import ACCESS, ICases
from ..identities.interfaces import MINE, Identity
from ..questions.interfaces import (
    CHOICE,
    EMAIL,
    LONGEST_TEXT,
    PHONE,
    SECRET,
    TEXT,
    CaseField,
    CaseForm,
    ISenderRule,
)
from .interfaces import CODE, CORRECT, ERASE, SEE, SLUG, WISH

WISHES = {
    SEE: _('Xem, nhận bản sao dữ liệu'), CORRECT: _('Sửa dữ liệu không đúng'),
    ERASE: _('Xóa dữ liệu')}
#: What details of a request are called, by name; chosen values by ``name:value``.
LABELS = {
    WISH: _('Yêu cầu'), CODE: _('Mã hồ sơ'),
    **{f'{WISH}:{name}': title for name, title in WISHES.items()}}
_NOT_OPENED = _('Không mở được hồ sơ này: mã hoặc khóa không đúng.')

FORM = CaseForm(
    SLUG, ACCESS, _('Yêu cầu về dữ liệu cá nhân'),
    _('Xem, sửa hoặc xóa dữ liệu cá nhân mà Cổng đang giữ (Luật Bảo vệ dữ liệu cá nhân).'),
    (CaseField(WISH, LABELS[WISH], CHOICE, required=True, choices=tuple(WISHES.items())),
     CaseField(CODE, _('Mã hồ sơ đã gửi (nếu có)'), longest=40),
     CaseField('secret', _('Khóa của hồ sơ đó'), SECRET, longest=100, hint=_(
         'Khóa chứng minh hồ sơ là của người yêu cầu và không được lưu lại.')),
     CaseField('text', _('Dữ liệu nào; nếu sửa thì đúng phải là gì'), TEXT, required=True,
               longest=LONGEST_TEXT),
     CaseField('name', _('Họ và tên'), required=True, autocomplete='name'),
     CaseField('on_behalf_of', _('Họ và tên người được gửi thay (nếu có)')),
     CaseField('phone', _('Điện thoại'), PHONE, longest=30, optional=True, autocomplete='tel'),
     CaseField('email', _('Thư điện tử'), EMAIL, optional=True, autocomplete='email')),
    (_('Có mã và khóa, hoặc xác nhận bằng VNeID, thì cơ quan không phải hỏi thêm giấy tờ.'),
     _('Dữ liệu của hồ sơ đã gửi xem được ngay ở trang theo dõi hoặc ở mục “Của tôi”.')),
    file_kinds=('text', 'image'), capacities=False, to_city=True, confirmed=MINE)


@implementer(ISenderRule)
class DataSender:
    """See ``ISenderRule``: anybody may ask; a case is named by who can open it."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def against(self, portal: IPortal, identity: Identity | None, values: Mapping[str, str],
                now: datetime.datetime) -> str:
        """See ``ISenderRule``."""
        code = values.get(CODE, '').strip()
        if not code:
            return ''
        cases: ICases = self._registry.getAdapter(portal, ICases)
        if cases.find(code, values.get('secret', '')) is not None:
            return ''
        own = [] if identity is None else cases.by_identity(identity.pseudonym)
        found = cases.of_code(code)
        return '' if found is not None and found.number in {
            each.number for each in own} else _NOT_OPENED

    def closed(self, identity: Identity) -> Mapping[str, frozenset[str]]:
        """See ``ISenderRule``."""
        return {}
