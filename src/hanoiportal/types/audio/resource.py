"""The persistent recording.  Renaming this module needs an upgrade step."""
from ...base.i18n import _
from ...kernel.tree import Item, content_type
from ...kernel.tree.content import summary_and_body
from ...kernel.tree.schema import Schema, html, line, paragraph, upload, words
from .linkeddata import linked_data


class AudioSchema(Schema):
    """A recording, and the same in words (6.7)."""

    title = line(_('Tiêu đề'), required=True)
    summary = paragraph(_('Tóm tắt'))
    file = upload(_('Tệp âm thanh'), kinds=('sound',), required=True)
    body = html(_('Bản chép lời, thay cho tiếng'))
    author = line(_('Tác giả'))
    source_agency = line(_('Nguồn tin'))
    keywords = words(_('Từ khóa'))


def against_publishing(document, registry):
    """Return what it still needs to be published: the same in words (WCAG 2.1, 1.2.1)."""
    if document.body:
        return []
    return [_('Bản ghi âm phải có bản chép lời cho người không nghe được.')]


@content_type('Audio', _('Âm thanh'), AudioSchema,
              translatable=('title', 'summary', 'body', 'keywords'),
              reasons_against_publishing=against_publishing,
              text=summary_and_body,
              linked_data=linked_data)
class Audio(Item):
    """Âm thanh.  ``file``: a ``StoredFile``.  ``body``: the transcript."""

    file = None
    body = author = source_agency = ''
    keywords = ()
