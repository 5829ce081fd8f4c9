"""The public page of a science project."""
from ...base.i18n import _
from ...kernel.tree.englishnames import body_fact
from ...kernel.tree.facts import choice_fact, day_fact, known, period_fact, text_fact
from ...kernel.tree.measures import shown_amount
from ...web import View, public_view
from ...web.attachments import attachments
from .resource import KINDS, STATUSES, Research


class ResearchView(View):
    """What a reader of a science project sees: its facts, its results, its files."""

    @public_view(context=Research, renderer='templates/view.pt')
    def page(self):
        """Return the values ``view.pt`` names."""
        return {'title': self.text.title, 'text': self.text, 'item': self.context,
                'facts': facts(self.context, self.english_names, self.request.language.tag),
                'attachments': attachments(self.request, self.context)}


def facts(research, names, tag):
    """Return the ``Fact`` list of what is known of ``research``, for the language ``tag``.

    ``names``: the ``EnglishNames``.
    """
    return known([
        choice_fact(_('Loại'), research.kind, KINDS),
        choice_fact(_('Tình trạng'), research.status, STATUSES),
        text_fact(_('Mã số'), research.code),
        text_fact(_('Lĩnh vực'), research.field),
        body_fact(_('Tổ chức chủ trì'), research.host, names, tag),
        text_fact(_('Chủ nhiệm'), research.leader),
        period_fact(_('Thời gian thực hiện'), research.begins, research.ends, tag),
        day_fact(_('Ngày được phê duyệt'), research.approved, tag),
        day_fact(_('Ngày nghiệm thu'), research.accepted, tag),
        text_fact(_('Kinh phí'), shown_amount(research.funding, research.currency, tag), None),
    ], tag)
