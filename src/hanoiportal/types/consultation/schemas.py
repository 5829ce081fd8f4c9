"""The fields of a consultation."""
import datetime
from collections.abc import Mapping

import colander
from pyramid.registry import Registry

from ...base.clock import local
from ...base.i18n import _
from ...base.interfaces import IClock
from ...base.legalbases import ShownBasis
from ...base.legaltexts.document import reading
from ...base.legaltexts.errors import LegalTextError
from ...kernel.tree.contact import email
from ...kernel.tree.schema import LONGEST_BODY, Schema, day, html, line, one_of, paragraph
from ...participation.consultations.interfaces.drafts import IConsultedKinds, ITerms
from ..legaldocument.interfaces import IDocumentKinds


def _offer_kinds(node: colander.SchemaNode, bound: Mapping[str, Registry]) -> None:
    """Let ``node`` have any kind of this portal, and forms offer those that are consulted on."""
    registry = bound['registry']
    kinds = registry.getUtility(IDocumentKinds)
    node.choices = tuple((kind.key, kind.full_name) for kind in kinds.values())
    node.validator = one_of(kinds)

    def offered() -> frozenset[str]:
        consulted: IConsultedKinds = registry.getUtility(IConsultedKinds)
        return consulted.on(local(registry.getUtility(IClock).now()).date())

    node.offered = offered


class ConsultationSchema(Schema):
    """A draft, and how people comment on it."""

    title = line(_('Tên dự thảo'), required=True, group=_('Dự thảo'), description=_(
        'Ví dụ: Dự thảo Quyết định ban hành Quy chế quản lý chợ trên địa bàn thành phố Hà Nội.'))
    summary = paragraph(_('Nội dung chính của dự thảo'), required=True)
    document_kind = colander.SchemaNode(
        colander.String(), title=_('Loại văn bản sẽ ban hành'),
        missing_msg=_('Chưa chọn loại văn bản.'), after_bind=_offer_kinds)
    drafting_body = line(_('Cơ quan soạn thảo'), required=True)
    opens = day(_('Ngày bắt đầu lấy ý kiến'), missing=colander.required,
                group=_('Lấy ý kiến'))
    closes = day(_('Ngày kết thúc lấy ý kiến'), missing=colander.required, description=_(
        'Góp ý được nhận đến hết ngày này.'))
    receiving_unit = line(_('Đơn vị nhận góp ý'), required=True)
    receiving_address = line(_('Địa chỉ nhận góp ý'), required=True)
    receiving_email = email(_('Thư điện tử nhận góp ý'), required=True)
    body = html(_('Những nội dung đề nghị góp ý'), group=_('Nội dung'), description=_(
        'Toàn văn dự thảo được đưa vào ở thẻ “Văn bản dự thảo” sau khi lưu. Tờ trình, báo cáo '
        'đánh giá tác động và các tài liệu khác được thêm vào bài như tệp.'))
    full_text = paragraph(_('Toàn văn dự thảo'), longest=LONGEST_BODY, hidden=True)
    identities = paragraph(_('Định danh của các điều, khoản'), longest=LONGEST_BODY, hidden=True,
                           unread=True)

    def validator(self, node: colander.SchemaNode, values: Mapping[str, object]) -> None:
        """Compare the days with each other and with the law; read the text."""
        terms = self.bindings['registry'].getUtility(ITerms)
        found = {**_days(values, terms), **_text(str(values['full_text']))}
        if found:
            error = colander.Invalid(node)
            for field, why in found.items():
                error[field] = why
            raise error


def _days(values: Mapping[str, object], terms: ITerms) -> dict[str, str]:
    opens, closes = values['opens'], values['closes']
    if not isinstance(opens, datetime.date) or not isinstance(closes, datetime.date):
        return {}
    if closes < opens:
        return {'closes': _('Ngày kết thúc ở trước ngày bắt đầu lấy ý kiến.')}
    least = terms.least(str(values['document_kind']), opens)
    if least is None or not least.sure or (closes - opens).days + 1 >= least.days:
        return {}
    return {'closes': _(
        'Thời gian lấy ý kiến phải ít nhất ${days} ngày (${basis}).',
        mapping={'days': least.days, 'basis': ShownBasis(least.basis)})}


def _text(full_text: str) -> dict[str, str]:
    if not full_text:
        return {}
    try:
        reading(full_text)
    except LegalTextError as error:
        return {'full_text': error.said}
    return {}
