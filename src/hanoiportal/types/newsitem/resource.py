"""The persistent news item.  Renaming this module needs an upgrade step."""
from ...base.i18n import _
from ...kernel.tree import Item, content_type
from ...kernel.tree.content import summary_and_body
from ...kernel.tree.schema import Schema, choice, html, line, paragraph, pictures, words
from ...platform.media.leading import Illustrated
from .linkeddata import linked_data

#: Genres that royalties distinguish (NĐ 18/2014 art. 7) and readers know.
GENRES = (
    ('tin', _('Tin')),
    ('bai', _('Bài viết')),
    ('phong-van', _('Phỏng vấn')),
    ('hoi-dap', _('Hỏi - đáp')),
    ('huong-dan', _('Hướng dẫn')),
    ('thong-bao', _('Thông báo')),
)


class NewsItemSchema(Schema):
    """A news item, with what a citation of it must name (clause 15.2.a)."""

    title = line(_('Tiêu đề'), required=True)
    summary = paragraph(_('Tóm tắt'))
    body = html(_('Nội dung'))
    genre = choice(_('Thể loại'), GENRES)
    author = line(_('Tác giả'))
    source_agency = line(_('Nguồn tin'))
    keywords = words(_('Từ khóa'))
    images = pictures(_('Ảnh của bài'))


@content_type('NewsItem', _('Tin, bài'), NewsItemSchema,
              translatable=('title', 'summary', 'body', 'keywords'),
              text=summary_and_body,
              linked_data=linked_data)
class NewsItem(Illustrated, Item):
    """Tin, bài.  ``summary`` is its lead; ``images`` are paths of images, the first leads."""

    body = author = source_agency = ''
    genre = 'tin'
    keywords = ()
