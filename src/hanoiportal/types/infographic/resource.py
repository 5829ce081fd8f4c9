"""The persistent infographic.  Renaming this module needs an upgrade step."""
from ...base.i18n import _
from ...kernel.tree import Item, content_type
from ...kernel.tree.content import summary_and_body
from ...kernel.tree.schema import Schema, html, line, paragraph, pictures, words
from ...platform.media.leading import Illustrated
from .linkeddata import linked_data


class InfographicSchema(Schema):
    """Sheets that are pictures, and all that stands on them in words (6.7)."""

    title = line(_('Tiêu đề'), required=True)
    summary = paragraph(_('Tóm tắt'))
    images = pictures(_('Ảnh đồ họa'))
    body = html(_('Toàn bộ nội dung của đồ họa bằng chữ'))
    author = line(_('Tác giả'))
    source_agency = line(_('Nguồn tin'))
    keywords = words(_('Từ khóa'))


def against_publishing(document, registry):
    """Return what it still needs to be published: the same in words (WCAG 2.1, 1.1.1)."""
    reasons = [] if document.images else [_('Đồ họa phải có ảnh.')]
    if not document.body:
        reasons.append(_('Đồ họa phải có toàn bộ nội dung bằng chữ cho người không nhìn được.'))
    return reasons


@content_type('Infographic', _('Đồ họa thông tin'), InfographicSchema,
              translatable=('title', 'summary', 'body', 'keywords'),
              reasons_against_publishing=against_publishing,
              text=summary_and_body,
              linked_data=linked_data)
class Infographic(Illustrated, Item):
    """Đồ họa thông tin.  ``images``: paths of its sheets.  ``body``: what they say."""

    body = author = source_agency = ''
    keywords = ()
