"""The fields of a legal document (``config/hanoi/document_fields.csv``)."""
import colander

from ...base.clock import local
from ...base.i18n import _
from ...base.interfaces import IClock
from ...kernel.tree.schema import (
    LONGEST_BODY,
    Schema,
    choice,
    day,
    html,
    line,
    one_of,
    paragraph,
    words,
)
from .interfaces import IDocumentKinds, IStamps
from .reading.numbers import clean_number, kind_told_by
from .relations import documents_named
from .rules import ENDED, IN_FORCE, NOT_SECRET, PARTLY, PENDING, faults

STATUSES = (
    ('', _('Không nêu')),
    (PENDING, _('Chưa có hiệu lực')),
    (IN_FORCE, _('Còn hiệu lực')),
    (PARTLY, _('Hết hiệu lực một phần')),
    (ENDED, _('Hết hiệu lực')),
)
SECRECY = (
    (NOT_SECRET, _('Không mật')),
    ('mat', _('Mật')),
    ('toi-mat', _('Tối mật')),
    ('tuyet-mat', _('Tuyệt mật')),
    ('pham-vi-hep', _('Lưu hành nội bộ hoặc phạm vi hẹp')),
)

_NAMES = _('Ghi số, ký hiệu của từng văn bản, cách nhau bằng dấu chấm phẩy, ví dụ: '
           '12/2020/QĐ-UBND; 42/2022/NĐ-CP.')


def _offer_kinds(node, bound):
    """Give ``node`` the kinds of this portal to choose from."""
    kinds = bound['registry'].getUtility(IDocumentKinds)
    node.choices = tuple((kind.key, kind.full_name) for kind in kinds.values())
    node.validator = one_of(kinds)


def _tidy(number):
    return clean_number(number) if isinstance(number, str) else number


class LegalDocumentSchema(Schema):
    """A legal document."""

    title = line(_('Tên gọi (loại và số, ký hiệu)'), required=True, group=_('Thông tin bắt buộc'),
                 description=_('Ví dụ: Quyết định số 128/QĐ-UBND.'))
    summary = paragraph(_('Trích yếu nội dung'), required=True, description=_(
        'Chép đúng trích yếu của văn bản, ví dụ: Về việc ban hành Quy chế làm việc.'))
    kind = colander.SchemaNode(
        colander.String(), title=_('Hình thức (loại) văn bản'),
        missing_msg=_('Chưa chọn loại văn bản.'), after_bind=_offer_kinds,
        description=_('Không cần chọn nếu số, ký hiệu đã cho biết loại, ví dụ: 128/QĐ-UBND.'))
    number = line(_('Số, ký hiệu'), longest=100, description=_(
        'Như trên văn bản, ví dụ: 128/QĐ-UBND. Bỏ trống nếu văn bản không có số.'))
    number.preparer = _tidy
    issued = day(_('Ngày ban hành'), missing=colander.required)
    issuer = line(_('Cơ quan ban hành'), required=True, description=_(
        'Viết đủ như trên văn bản, ví dụ: Ủy ban nhân dân xã Ba Vì.'))
    signer = line(_('Người ký'), required=True, description=_('Họ và tên như trên văn bản.'))
    signer_position = line(_('Chức vụ của người ký'), required=True, description=_(
        'Như trên văn bản; ký thay thì ghi cả quyền hạn, ví dụ: KT. Chủ tịch, Phó Chủ tịch.'))
    secrecy = choice(_('Độ mật'), SECRECY, missing=colander.required, description=_(
        'Xem dấu trên văn bản. Chỉ văn bản không mật được đưa lên Cổng.'))
    effective = day(_('Ngày có hiệu lực'), group=_('Hiệu lực'))
    expires = day(_('Ngày hết hiệu lực'), description=_('Bỏ trống nếu chưa biết.'))
    status = choice(_('Tình trạng hiệu lực'), STATUSES)
    gazette = line(_('Số, ngày Công báo'))
    amends = words(_('Sửa đổi, bổ sung các văn bản'), validator=documents_named, group=_(
        'Quan hệ với văn bản khác'), description=_NAMES)
    replaces = words(_('Thay thế các văn bản'), validator=documents_named, description=_NAMES)
    repeals = words(_('Bãi bỏ các văn bản'), validator=documents_named, description=_NAMES)
    based_on = words(_('Căn cứ các văn bản'), validator=documents_named, description=_NAMES)
    guides = words(_('Hướng dẫn thi hành các văn bản'), validator=documents_named,
                   description=_NAMES)
    relations = paragraph(_('Văn bản liên quan khác (mỗi dòng một quan hệ)'))
    full_text = paragraph(_('Toàn văn'), longest=LONGEST_BODY, group=_('Nội dung'), description=_(
        'Mỗi đoạn, mỗi điều, mỗi khoản một dòng, như trên văn bản.'))
    overview = html(_('Tóm tắt nội dung, không có giá trị pháp lý'))
    field = line(_('Lĩnh vực'))
    recipients = paragraph(_('Nơi nhận'), description=_('Mỗi nơi nhận một dòng.'))

    def deserialize(self, cstruct=colander.null):
        """Take the kind from the number where none is chosen and the number tells it."""
        if isinstance(cstruct, dict) and not cstruct.get('kind') and isinstance(
                cstruct.get('number'), str):
            kinds = self.bindings['registry'].getUtility(IDocumentKinds).values()
            told = kind_told_by(_tidy(cstruct['number']), kinds)
            cstruct = {**cstruct, 'kind': told.key} if told is not None else cstruct
        return super().deserialize(cstruct)

    def validator(self, node, values):
        """Compare the fields with each other, with the kind and with the law."""
        registry = self.bindings['registry']
        today = local(registry.getUtility(IClock).now()).date()
        found = faults(values, registry.getUtility(IDocumentKinds)[values['kind']], today,
                       registry.getUtility(IStamps))
        if found:
            error = colander.Invalid(node)
            for field, why in found.items():
                error[field] = why
            raise error
