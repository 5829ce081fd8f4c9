"""The public page of an entry of the catalogue."""
from ...base.i18n import _
from ...kernel.tree.facts import choice_fact, day_fact, known, text_fact
from ...web import View, public_view
from .resource import FORMS, AccessEntry


class AccessEntryView(View):
    """What a reader sees of one piece of information that must be public."""

    @public_view(context=AccessEntry, renderer='templates/view.pt')
    def page(self):
        """Return the values ``view.pt`` names."""
        return {'title': self.text.title, 'text': self.text, 'item': self.context,
                'facts': facts(self.context, self.request.language.tag)}


def facts(entry, tag):
    """Return the ``Fact`` list of what is known of ``entry``, for the language ``tag``."""
    return known([
        text_fact(_('Số, ký hiệu'), entry.number),
        day_fact(_('Ngày tạo'), entry.drawn_up, tag),
        choice_fact(_('Hình thức công khai'), entry.form, FORMS),
        day_fact(_('Thời điểm công khai'), entry.public_from, tag),
        text_fact(_('Thời hạn công khai'), entry.term),
        text_fact(_('Địa chỉ truy cập'), entry.url, None, entry.url),
        text_fact(_('Nơi xem trực tiếp'), entry.location),
        text_fact(_('Đơn vị tạo ra, nắm giữ thông tin'), entry.owner_unit),
    ], tag)
