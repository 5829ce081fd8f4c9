"""The persistent video.  Renaming this module needs an upgrade step."""
import colander

from ...base.i18n import _
from ...kernel.tree import Item, content_type
from ...kernel.tree.content import summary_and_body
from ...kernel.tree.schema import (
    Schema,
    html,
    line,
    paragraph,
    pictures,
    upload,
    web_address,
    words,
)
from ...platform.media.cleaning import sanitized
from ...platform.media.leading import Illustrated
from .linkeddata import linked_data


class VideoSchema(Schema):
    """A film of the portal, or one on a channel of the city; and the same in words (6.7)."""

    title = line(_('Tiêu đề'), required=True)
    summary = paragraph(_('Tóm tắt'))
    file = upload(_('Tệp phim'), kinds=('film',), keep=sanitized)
    url = web_address(_('hoặc địa chỉ trên kênh đã đăng ký'))
    captions = upload(_('Phụ đề tiếng Việt (WebVTT)'), kinds=('captions',))
    signed = upload(_('Bản có ngôn ngữ ký hiệu'), kinds=('film',), keep=sanitized)
    images = pictures(_('Ảnh đại diện'))
    body = html(_('Bản chép lời, thay cho hình và tiếng'))
    author = line(_('Tác giả'))
    source_agency = line(_('Nguồn tin'))
    keywords = words(_('Từ khóa'))

    def validator(self, node, values):
        """Here or elsewhere: without either there is no film."""
        if values['file'] is None and not values['url']:
            error = colander.Invalid(node)
            error['file'] = _('Hãy chọn tệp phim, hoặc ghi địa chỉ của phim trên kênh đã đăng ký.')
            raise error


def against_publishing(document, registry):
    """Return what it still needs to be published: the same in words (WCAG 2.1, 1.2)."""
    reasons = []
    if not document.body:
        reasons.append(_('Video phải có bản chép lời cho người không nghe, không nhìn được.'))
    if document.file is not None and document.captions is None:
        reasons.append(_('Video của Cổng phải có phụ đề.'))
    return reasons


@content_type('Video', _('Video'), VideoSchema,
              translatable=('title', 'summary', 'body', 'keywords'),
              reasons_against_publishing=against_publishing,
              example={'url': ''},
              text=summary_and_body,
              linked_data=linked_data)
class Video(Illustrated, Item):
    """Video.  ``file``, ``captions``, ``signed``: a ``StoredFile`` or ``None``; the last is the
    film in sign language (WCAG 2.2, 1.2.6).  ``url``: where else it is.

    ``body``: the transcript.  ``images``: paths of images, the first of which stands for it.
    """

    file = captions = signed = None
    body = url = author = source_agency = ''
    keywords = ()

    @property
    def film(self):
        """What other systems may show of it: a ``StoredFile`` or ``None``."""
        return self.file
