"""The persistent event.  Renaming this module needs an upgrade step."""
import colander

from ...base.clock import local
from ...base.i18n import _
from ...kernel.tree import Item, content_type
from ...kernel.tree.lookup import listed_at
from ...kernel.tree.minute import minute
from ...kernel.tree.schema import Schema, choice, html, line, paragraph, words
from .linkeddata import linked_data
from .times import shown_time

#: What an event is; receptions of citizens have a list of their own on every site.
WORK, RECEPTION = 'work', 'reception'
KINDS = ((WORK, _('Lịch làm việc, sự kiện')), (RECEPTION, _('Lịch tiếp công dân')))


class EventSchema(Schema):
    """Something that takes place: when, where, who."""

    title = line(_('Nội dung, tên sự kiện'), required=True)
    kind = choice(_('Loại lịch'), KINDS)
    summary = paragraph(_('Tóm tắt'))
    start = minute(_('Bắt đầu'), missing=colander.required)
    end = minute(_('Kết thúc'))
    place = line(_('Địa điểm'))
    who = words(_('Chủ trì, thành phần'), description=_(
        'Mỗi mục cách nhau bằng dấu chấm phẩy hoặc dấu phẩy: đường dẫn của lãnh đạo, ví dụ '
        '/lanh-dao/nguyen-van-a, hoặc chữ.'))
    body = html(_('Chi tiết'))

    def validator(self, node, values):
        """Nothing ends before it begins."""
        if values['end'] is not None and values['end'] < values['start']:
            error = colander.Invalid(node)
            error['end'] = _('Thời điểm kết thúc phải sau thời điểm bắt đầu.')
            raise error


def searched(document):
    """Return what of ``document``, an event or its translation, is found in the text index."""
    return '\n'.join((document.summary, document.place, document.body))


@content_type('Event', _('Sự kiện, lịch làm việc'), EventSchema,
              translatable=('title', 'summary', 'place', 'body'), text=searched,
              linked_data=linked_data,
              example={'end': '2025-08-16T09:30'})
class Event(Item):
    """Sự kiện.  ``start``, ``end``: aware UTC ``datetime``; ``end`` may be ``None``.

    ``kind``: of ``KINDS``.  ``who``: paths of persons, and words; a path begins with a slash.
    """

    place = body = ''
    kind = WORK
    who = ()
    start = end = None

    @property
    def days(self):
        """``(first, last)`` local ``date`` of the event."""
        return local(self.start).date(), local(self.end or self.start).date()

    def shown_time(self, tag):
        """Return the ``times.Time`` of the event, as the language ``tag`` writes it."""
        return shown_time(self.start, self.end, tag)

    def taking_part(self):
        """Return what ``who`` names: items that readers may see, and words."""
        named = [listed_at(self, word) if word.startswith('/') else word for word in self.who]
        return [each for each in named if each is not None]

    def people(self):
        """Return the items that ``who`` names and readers may see."""
        return [each for each in self.taking_part() if not isinstance(each, str)]
