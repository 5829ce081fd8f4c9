"""The persistent ruling.  Renaming this module needs an upgrade step."""
from ...base.i18n import _
from ...kernel.tree import Item, content_type
from ...kernel.tree.content import summary_and_body
from ...kernel.tree.schema import Schema, choice, day, html, line, paragraph
from .linkeddata import linked_data

AWARD, SANCTION = 'khen-thuong', 'xu-phat'
KINDS = ((AWARD, _('Khen thưởng')), (SANCTION, _('Xử phạt')))


class RulingSchema(Schema):
    """A commendation or a sanction."""

    title = line(_('Tiêu đề'), required=True)
    summary = paragraph(_('Tóm tắt'))
    kind = choice(_('Loại'), KINDS)
    number = line(_('Số quyết định'), longest=100)
    decided = day(_('Ngày quyết định'))
    authority = line(_('Cơ quan, người quyết định'))
    recipient = line(_('Tổ chức, cá nhân được khen thưởng hoặc bị xử phạt'), description=_(
        'Với cá nhân, chỉ nêu thông tin mà pháp luật cho phép công khai; không nêu số định danh, '
        'ngày sinh, địa chỉ nơi ở, điện thoại.'))
    ground = paragraph(_('Thành tích hoặc hành vi vi phạm'))
    form = line(_('Hình thức khen thưởng, xử phạt'))
    body = html(_('Nội dung'))


def against_publishing(ruling, registry):
    """Return what is still to be filled in before ``ruling`` may be published."""
    missing = [] if ruling.number else [_('Chưa nêu số quyết định.')]
    if ruling.decided is None:
        missing.append(_('Chưa nêu ngày quyết định.'))
    if not ruling.authority:
        missing.append(_('Chưa nêu cơ quan, người quyết định.'))
    return missing


@content_type('Ruling', _('Khen thưởng, xử phạt'), RulingSchema,
              translatable=('title', 'summary', 'body'),
              reasons_against_publishing=against_publishing,
              text=summary_and_body,
              linked_data=linked_data)
class Ruling(Item):
    """Khen thưởng, xử phạt.  ``kind``: ``AWARD`` or ``SANCTION``.

    ``decided``: local ``date`` or ``None``.  ``ground``: what was done.  ``form``: what the
    recipient gets for it.
    """

    number = authority = recipient = ground = form = body = ''
    kind = AWARD
    decided = None

    @property
    def source_agency(self):
        """The body that a citation names as its source (clause 15.2.a)."""
        return self.authority
