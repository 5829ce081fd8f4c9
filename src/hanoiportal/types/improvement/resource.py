"""The persistent improvement.  Renaming this module needs an upgrade step."""
import datetime
from html import escape

from persistent import Persistent

from ...base.i18n import _
from ...kernel.tree import Item, content_type
from ...kernel.tree.schema import Schema, day, html, line, paragraph


class ImprovementSchema(Schema):
    """What was said, and what was done about it."""

    title = line(_('Tiêu đề'), required=True)
    said = paragraph(_('Ý kiến nhận được'), required=True, description=_(
        'Tóm tắt điều nhiều người đánh giá, góp ý; không nêu tên ai.'))
    body = html(_('Việc đã làm'))
    done = day(_('Ngày hoàn thành'))


def against_publishing(item: 'Improvement', _registry: object) -> list[str]:
    """Return what is still to be filled in before ``item`` may be published."""
    return [] if item.body else [_('Chưa nêu việc đã làm.')]


def searched(document: Persistent) -> str:
    """Return both texts as HTML."""
    return f'<p>{escape(document.said)}</p>\n{document.body}'


@content_type('Improvement', _('Việc đã làm theo ý kiến'), ImprovementSchema,
              translatable=('title', 'said', 'body'),
              reasons_against_publishing=against_publishing, text=searched)
class Improvement(Item):
    """Việc đã làm theo ý kiến.  ``said``: what people said.  ``body``: what was done, HTML.
    ``done``: local ``date`` or ``None``.
    """

    said = body = ''
    done: datetime.date | None = None
