"""The persistent page.  Renaming this module needs an upgrade step."""
from ...base.i18n import _
from ...kernel.tree import Item, content_type
from ...kernel.tree.content import summary_and_body
from ...kernel.tree.schema import Schema, day, html, line, paragraph
from .linkeddata import linked_data


class PageSchema(Schema):
    """A page of standing information."""

    title = line(_('Tiêu đề'), required=True)
    summary = paragraph(_('Tóm tắt'))
    body = html(_('Nội dung'))
    owner_unit = line(_('Đơn vị phụ trách nội dung'), required=True)
    next_review = day(_('Ngày rà soát tiếp theo'))


def reasons_against(page, registry):
    """Return what a page still needs to be published: an owner and a day of review (17.1)."""
    reasons = []
    if not page.owner_unit:
        reasons.append(_('Trang thông tin cố định phải có đơn vị phụ trách nội dung (Điều 17).'))
    if page.next_review is None:
        reasons.append(_('Trang thông tin cố định phải có ngày rà soát tiếp theo (Điều 17).'))
    return reasons


@content_type('Page', _('Trang thông tin cố định'), PageSchema,
              translatable=('title', 'summary', 'body'),
              reasons_against_publishing=reasons_against,
              text=summary_and_body,
              linked_data=linked_data)
class Page(Item):
    """Thông tin chủ yếu (cố định).  ``next_review``: local ``date`` or ``None`` (clause 17.1).

    ``reviewed``, ``coreviews``: see ``editorial.standingpages``.
    """

    body = owner_unit = ''
    next_review = None
    reviewed = coreviews = ()
