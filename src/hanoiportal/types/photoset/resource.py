"""The persistent photo set.  Renaming this module needs an upgrade step."""
from ...base.i18n import _
from ...kernel.tree import Item, content_type
from ...kernel.tree.content import summary_and_body
from ...kernel.tree.schema import Schema, html, line, paragraph, pictures, words
from ...platform.media.leading import Illustrated
from .linkeddata import linked_data


class PhotoSetSchema(Schema):
    """Pictures of the portal in an order; what each shows is said by the picture itself."""

    title = line(_('Tiêu đề'), required=True)
    summary = paragraph(_('Tóm tắt'))
    images = pictures(_('Các ảnh theo thứ tự'))
    body = html(_('Lời giới thiệu'))
    author = line(_('Tác giả'))
    source_agency = line(_('Nguồn tin'))
    keywords = words(_('Từ khóa'))


def against_publishing(document, registry):
    """Return what it still needs to be published."""
    return [] if document.images else [_('Bộ ảnh phải có ít nhất một ảnh.')]


@content_type('PhotoSet', _('Bộ ảnh'), PhotoSetSchema,
              translatable=('title', 'summary', 'body', 'keywords'),
              reasons_against_publishing=against_publishing,
              text=summary_and_body,
              linked_data=linked_data)
class PhotoSet(Illustrated, Item):
    """Bộ ảnh.  ``images``: paths of images, the first of which leads."""

    body = author = source_agency = ''
    keywords = ()
