"""The public page of a ruling."""
from ...base.i18n import _
from ...kernel.tree.facts import choice_fact, day_fact, known, text_fact
from ...web import View, public_view
from .resource import KINDS, Ruling


class RulingView(View):
    """What a reader of a ruling sees."""

    @public_view(context=Ruling, renderer='templates/view.pt')
    def page(self):
        """Return the values ``view.pt`` names."""
        return {'title': self.text.title, 'text': self.text, 'item': self.context,
                'facts': facts(self.context, self.request.language.tag)}


def facts(ruling, tag):
    """Return the ``Fact`` list of what is known of ``ruling``, for the language ``tag``."""
    return known([
        choice_fact(_('Loại'), ruling.kind, KINDS),
        text_fact(_('Số quyết định'), ruling.number),
        day_fact(_('Ngày quyết định'), ruling.decided, tag),
        text_fact(_('Cơ quan, người quyết định'), ruling.authority),
        text_fact(_('Tổ chức, cá nhân'), ruling.recipient),
        text_fact(_('Thành tích hoặc hành vi vi phạm'), ruling.ground),
        text_fact(_('Hình thức khen thưởng, xử phạt'), ruling.form),
    ], tag)
