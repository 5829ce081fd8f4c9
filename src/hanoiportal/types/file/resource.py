"""The persistent file.  Renaming this module needs an upgrade step."""
from ...base.i18n import _
from ...kernel.tree import Item, content_type
from ...kernel.tree.schema import Schema, line, paragraph, upload
from ...platform.media.cleaning import sanitized
from .linkeddata import linked_data


class FileSchema(Schema):
    """A file with what readers must know before they download it."""

    title = line(_('Tiêu đề'), required=True)
    summary = paragraph(_('Tóm tắt'))
    file = upload(_('Tệp'), keep=sanitized, required=True)


def transcript(document):
    """Return the HTML of the text in the Word document that ``document`` holds, ``''`` if none.
    """
    examined = getattr(getattr(document, 'file', None), 'examined', None)
    return examined.html if examined else ''


def searched(document):
    """Return what of ``document``, a file or its translation, is found in the text index."""
    return f'{document.summary}\n{transcript(document)}'


@content_type('File', _('Tệp tin'), FileSchema, text=searched,
              linked_data=linked_data)
class File(Item):
    """Tệp tin.  ``file``: a ``inspection.upload.StoredFile``."""

    file = None
