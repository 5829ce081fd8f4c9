"""The persistent page.  Renaming this module needs an upgrade step."""
from ...i18n import _
from ...tree import Item, content_type
from ...tree.schema import Schema, day, html, line, paragraph


class PageSchema(Schema):
    """A page of standing information."""

    title = line(_('Tiêu đề'), required=True)
    summary = paragraph(_('Tóm tắt'))
    body = html(_('Nội dung'))
    owner_unit = line(_('Đơn vị phụ trách nội dung'), required=True)
    next_review = day(_('Ngày rà soát tiếp theo'))


@content_type('Page', _('Trang thông tin cố định'), PageSchema,
              translatable=('title', 'summary', 'body'),
              text=lambda document: f'{document.summary}\n{document.body}')
class Page(Item):
    """Thông tin chủ yếu (cố định).  ``next_review``: local ``date`` or ``None`` (clause 17.1)."""

    body = owner_unit = ''
    next_review = None
