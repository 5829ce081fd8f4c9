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
from .reading.numbers import clean_number
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


def _offer_kinds(node, bound):
    """Give ``node`` the kinds of this portal to choose from."""
    kinds = bound['registry'].getUtility(IDocumentKinds)
    node.choices = tuple((kind.key, kind.name) for kind in kinds.values())
    node.validator = one_of(kinds)


def _tidy(number):
    return clean_number(number) if isinstance(number, str) else number


class LegalDocumentSchema(Schema):
    """A legal document."""

    title = line(_('Tên gọi (loại và số, ký hiệu)'), required=True)
    summary = paragraph(_('Trích yếu nội dung'), required=True)
    overview = html(_('Tóm tắt nội dung, không có giá trị pháp lý'))
    kind = colander.SchemaNode(
        colander.String(), title=_('Hình thức (loại) văn bản'), missing_msg=_('Chưa điền.'),
        after_bind=_offer_kinds)
    number = line(_('Số, ký hiệu'), longest=100)
    number.preparer = _tidy
    issuer = line(_('Cơ quan ban hành'), required=True)
    signer = line(_('Người ký'), required=True)
    signer_position = line(_('Chức vụ của người ký'), required=True)
    issued = day(_('Ngày ban hành'), missing=colander.required)
    effective = day(_('Ngày có hiệu lực'))
    expires = day(_('Ngày hết hiệu lực'))
    status = choice(_('Tình trạng hiệu lực'), STATUSES)
    field = line(_('Lĩnh vực'))
    amends = words(_('Sửa đổi, bổ sung các văn bản'), validator=documents_named)
    replaces = words(_('Thay thế các văn bản'), validator=documents_named)
    repeals = words(_('Bãi bỏ các văn bản'), validator=documents_named)
    based_on = words(_('Căn cứ các văn bản'), validator=documents_named)
    guides = words(_('Hướng dẫn thi hành các văn bản'), validator=documents_named)
    relations = paragraph(_('Văn bản liên quan khác (mỗi dòng một quan hệ)'))
    gazette = line(_('Số, ngày Công báo'))
    recipients = paragraph(_('Nơi nhận'))
    secrecy = choice(_('Độ mật'), SECRECY, missing=colander.required)
    full_text = paragraph(_('Toàn văn'), longest=LONGEST_BODY)

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
