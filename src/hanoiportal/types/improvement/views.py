"""The public page of an improvement."""
from ...base.i18n import _
from ...kernel.tree.facts import day_fact, known
from ...web import View, public_view
from .resource import Improvement


class ImprovementView(View):
    """What was said, what was done."""

    @public_view(context=Improvement, renderer='templates/view.pt')
    def page(self) -> dict[str, object]:
        """Return the values ``view.pt`` names."""
        item, text, tag = self.context, self.text, self.request.language.tag
        return {'title': text.title, 'text': text, 'item': item,
                'said': [each for each in text.said.split('\n') if each.strip()],
                'facts': known([day_fact(_('Ngày hoàn thành'), item.done, tag)], tag)}
