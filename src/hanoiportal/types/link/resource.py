"""The persistent link.  Renaming this module needs an upgrade step."""
from ...base.i18n import _
from ...kernel.tree import Item, content_type
from ...kernel.tree.schema import Schema, line, paragraph, web_address
from .linkeddata import linked_data


class LinkSchema(Schema):
    """An address elsewhere and what is found there."""

    title = line(_('Tiêu đề'), required=True)
    summary = paragraph(_('Tóm tắt'))
    url = web_address(_('Địa chỉ liên kết'), required=True)
    field = line(_('Lĩnh vực'))


def searched(document):
    """Return what of ``document``, a link or its translation, is found in the text index."""
    return f'{document.summary}\n{getattr(document, "field", "")}'


@content_type('Link', _('Liên kết'), LinkSchema, translatable=('title', 'summary', 'field'),
              text=searched, example={'url': 'https://dichvucong.gov.vn/p/home'},
              linked_data=linked_data)
class Link(Item):
    """Liên kết.  ``url``: an ``http`` or ``https`` address.

    ``field``: what it is listed under, ``''`` for nothing.
    """

    url = field = ''
