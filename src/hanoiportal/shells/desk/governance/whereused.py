"""Nơi dẫn đến: which pages lead here, and which links of a place lead nowhere."""
import datetime
from itertools import islice

from ....base.clock import shown_date
from ....base.i18n import _
from ....base.interfaces import IContainer, IItem, IResource
from ....base.permissions import DESK, VIEW
from ....content.links.interfaces import ILinks
from ....content.outside.interfaces import IOutside
from ....content.redirects.interfaces import IRedirects
from ....web import desk_view
from ..frame.listing import row, rows
from ..frame.menu import CONTENT, HERE, menu
from ..frame.view import DeskView
from ..frame.wording import place_title

#: What one page shows; whoever has more begins with these.
SHOWN = 200


@menu('whereused', _('Nơi dẫn đến'), at=HERE, working_permission=VIEW, context=IItem, order=70)
class WhereUsed(DeskView):
    """What leads to the context, to be looked at before it goes."""

    @desk_view(context=IResource, name='whereused', renderer='templates/whereused.pt')
    def whereused(self):
        """Return what refers to the context, as far as the asker may know of it."""
        referring = self.request.service(ILinks).referring(self.context)
        return {
            'title': _('Nơi dẫn đến “${title}”', mapping={
                'title': place_title(self.request, self.context)}),
            'rows': rows(self.request, referring[:SHOWN]), 'number': len(referring),
            'former': self.request.service(IRedirects).former(self.context)}


@menu('brokenlinks', _('Liên kết hỏng'), at=CONTENT, permission=DESK, order=50)
class BrokenLinks(DeskView):
    """Links that lead visitors nowhere."""

    @desk_view(context=IContainer, name='brokenlinks', renderer='templates/brokenlinks.pt')
    def broken(self):
        """Return the first broken links of what the asker may read here."""
        found = list(islice(self.request.service(ILinks).broken(self.context), SHOWN + 1))
        return {
            'title': _('Liên kết hỏng'), 'more': len(found) > SHOWN,
            'links': [(each.path, row(self.request, each.document)) for each in found[:SHOWN]],
            'outside': [(each, row(self.request, each.document), shown_date(
                datetime.date.fromisoformat(each.since), self.request.language.tag))
                        for each in islice(
                            self.request.service(IOutside).broken(self.context), SHOWN)]}
