"""By when a text is due by a date that is being typed: an answer to the script of the form."""
from collections.abc import Mapping

from ...base.interfaces import IContainer, IItem
from ...kernel.tree.lookup import find_site
from ...shells.desk.frame.view import DeskView
from ...web import desk_view
from .interfaces import DUE_DAY, IDueDays


class DueDayAnswer(DeskView):
    """The day, by the type of the text and the name of the field."""

    @desk_view(context=IItem, name=DUE_DAY, renderer='json')
    @desk_view(context=IContainer, name=DUE_DAY, renderer='json')
    def answer(self) -> Mapping[str, str]:
        """Return ``{due: ISO day, told: sentence}`` for a date, ``{}`` for anything else."""
        given = self.request.GET.get
        found = self.request.service(IDueDays).of_date(
            find_site(self.context), *(given(name, '') for name in (
                'type', 'field', 'day', 'body')))
        return {} if found is None else {
            'due': '' if found.due is None else found.due.isoformat(), 'told': found.told}
