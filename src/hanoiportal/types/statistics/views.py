"""The public page of statistics."""
from ...base.i18n import _
from ...kernel.tree.englishnames import body_fact
from ...kernel.tree.facts import choice_fact, day_fact, known, text_fact
from ...web import View, public_view
from ...web.attachments import attachments
from .chart import chart_of
from .figures import read_figures
from .resource import FIGURES_FILE, KINDS, Statistics


class StatisticsView(View):
    """What a reader of statistics sees: facts, chart, table, method, analysis, files."""

    @public_view(context=Statistics, renderer='templates/view.pt')
    def page(self):
        """Return the values ``view.pt`` names."""
        item = self.context
        figures = read_figures(item.figures) if item.figures else None
        return {
            'title': self.text.title, 'text': self.text, 'item': item, 'figures': figures,
            'facts': facts(item, self.english_names, self.request.language.tag),
            'chart': chart_of(figures) if figures and item.chart else None,
            'saved': self.request.link(item, FIGURES_FILE),
            'attachments': attachments(self.request, item)}


def facts(statistics, names, tag):
    """Return the ``Fact`` list of what is known of ``statistics``, for the language ``tag``.

    ``names``: the ``EnglishNames``.
    """
    return known([
        choice_fact(_('Loại'), statistics.kind, KINDS),
        text_fact(_('Lĩnh vực'), statistics.field),
        text_fact(_('Kỳ số liệu'), statistics.period or str(statistics.year or '')),
        text_fact(_('Thời gian thực hiện'), statistics.survey),
        day_fact(_('Ngày quyết định công bố'), statistics.released, tag),
        body_fact(_('Cơ quan công bố'), statistics.issuer, names, tag),
        text_fact(_('Đơn vị tính'), statistics.unit),
    ], tag)
