"""How drafts of systems look in the API."""
from __future__ import annotations

from collections.abc import Callable

from pyramid.request import Request

from ...base.i18n import _
from ...editorial.checks.interfaces import SEVERITIES
from ...kernel.tree.content import bound_schema, types_of
from ...shells.api.endpoints import PATH, Parameter
from ...shells.api.schema import Json, address, flag, free, listing, many, moment, named, text
from ...shells.public.page.dates import machine_moment
from ...types.section import ITEM_TYPES
from ...web.forms.fields import fields_of
from .interfaces import Draft, Summary, Taken

GROUP = _('Bản nháp (tài khoản hệ thống)')
NUMBER = Parameter('draft', {'type': 'string', 'pattern': '^[1-9][0-9]{0,9}$', 'maxLength': 10},
                   _('Mã của bản nháp.'), PATH)
FIELDS = free(_('Các trường của loại nội dung; tên và kiểu ở /api/v1/content-types. Tệp ghi là '
                '{"upload": mã}.'))
NOTE = text(_('Lời nhắn cho người duyệt; bắt buộc khi gửi lại bài đã bị từ chối.'),
            maxLength=2000)
NEW = named('NewDraft', _('Một bản nháp mới.'), {
    'place': text(_('Chuyên mục: đường dẫn dưới trang của đơn vị.'), maxLength=1000),
    'type': text(_('Loại nội dung.'), maxLength=60), 'fields': FIELDS})
NEW_FILE = named('NewFile', _('Một tệp trong bản nháp.'), {'fields': FIELDS})
PATCH = named('DraftPatch', _('Các trường thay đổi; trường không ghi thì giữ nguyên (RFC 7396).'),
              {'fields': FIELDS})
SENDING = named('Sending', _('Gửi duyệt.'), {'note': NOTE}, ())
_SHORT = {
    'id': text(_('Mã của bản nháp.')), 'type': text(_('Loại nội dung.')),
    'title': text(_('Tiêu đề.')), 'state': text(_('Trạng thái trong quy trình biên tập.')),
    'etag': text(_('ETag, dùng cho If-Match.')), 'self': address(_('Địa chỉ trong API.'))}
MADE = named('DraftSummary', _('Một bản nháp trong danh sách.'), _SHORT)
DRAFTS = listing('Drafts', _('Bản nháp mà hệ thống đã viết, thay đổi gần nhất ở đầu.'), MADE)
STEP = named('DraftStep', _('Một bước của quy trình biên tập.'), {
    'at': moment(_('Lúc nào.')), 'step': text(_('Tên bước.')),
    'note': text(_('Lý do.')), 'ground': text(_('Căn cứ từ chối (Điều 14.3).'))})
FINDING = named('Finding', _('Một điều mà phần kiểm tra tự động thấy.'), {
    'pointer': text(_('Đường dẫn đến trường (RFC 6901).')),
    'severity': text(_('Mức độ.'), enum=list(SEVERITIES)), 'detail': text(_('Nội dung.'))})
DRAFT = named('Draft', _('Một bản nháp với kết quả xét duyệt.'), {
    **_SHORT, 'fields': FIELDS, 'public': flag(_('Người đọc xem được hay chưa.')),
    'address': text(_('Địa chỉ trên Cổng khi đã xuất bản, nếu không thì để trống.')),
    'steps': many(STEP, _('Các bước đã qua của bản này, cũ nhất ở đầu.')),
    'findings': many(FINDING, _('Những điều nên sửa trước khi gửi.'))})
CONTENT_FIELD = named('ContentField', _('Một trường của loại nội dung.'), {
    'name': text(_('Tên trường.')), 'title': text(_('Tên gọi.')),
    'kind': text(_('Kiểu.')), 'required': flag(_('Bắt buộc hay không.')),
    'choices': many({'type': 'string'}, _('Các giá trị được nhận; rỗng: không hạn chế.'))})
CONTENT_TYPE = named('ContentType', _('Một loại nội dung.'), {
    'name': text(_('Tên dùng trong API.')), 'title': text(_('Tên gọi.')),
    'fields': many(CONTENT_FIELD)})
CONTENT_TYPES = named('ContentTypes', _('Các loại nội dung viết được.'),
                      {'items': many(CONTENT_TYPE)})


def content_types(request: Request) -> list[Json]:
    """Return the fields of each type of content, as its form has them."""
    say, registry = request.localizer.translate, request.registry
    known = types_of(registry)
    return [{
        'name': name, 'title': say(known[name]['title']), 'fields': [{
            'name': each.name, 'title': say(each.title), 'kind': each.kind,
            'required': each.required, 'choices': [value for value, _title in each.choices]}
            for each in fields_of(bound_schema(name, registry), {})]}
        for name in ITEM_TYPES if name in known]


def shown_short(draft: Summary, own: str) -> Json:
    """Return what lists and answers to writing say of ``draft``.  ``own``: its URL in the API."""
    return {'id': str(draft.item.__oid__), 'type': draft.type,
            'title': draft.fields.get('title') or '', 'state': draft.state, 'etag': draft.etag,
            'self': own}


def shown(draft: Draft, own: str, public: str, say: Callable[[str], str]) -> Json:
    """Return all of ``draft``.  ``public``: its URL for readers, ``''`` if they have none."""
    return {
        **shown_short(draft, own), 'fields': draft.fields, 'public': bool(public),
        'address': public, 'steps': [_step(each) for each in draft.steps],
        'findings': [{'pointer': f'/fields/{field}' if field else '', 'severity': severity,
                      'detail': say(sentence)} for field, severity, sentence in draft.findings]}


def _step(taken: Taken) -> Json:
    return {'at': machine_moment(taken.at), 'step': taken.step,
            'note': taken.note, 'ground': taken.ground}
