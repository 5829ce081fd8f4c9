"""Taking children out of a place into the recycle bin, after saying what goes with them."""
from itertools import islice

from pyramid.httpexceptions import HTTPNotFound
from substanced.sdi import mgmt_view

from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IContainer
from ...base.permissions import DELETE
from ...content.recyclebin.interfaces import IRecycling
from ...kernel.tree.lookup import path_of, walk
from ...web import View
from .contents import is_loose
from .frame.navigation import see
from .frame.wording import title_of, type_of

#: Counted exactly up to so many; what is shown of them.
COUNTED, SHOWN = 10_000, 50


def going(children):
    """Return the first ``COUNTED + 1`` of ``children`` and of all below them."""
    return list(islice((each for child in children for each in walk(child)), COUNTED + 1))


class Removing(View):
    """The page that says what goes, and its button."""

    @mgmt_view(context=IContainer, name='delete', renderer='templates/delete.pt',
               permission=DELETE, tab_condition=False, request_method='GET')
    def ask(self):
        """List what will go; ask again for a choice if nothing was chosen."""
        chosen = self._chosen()
        if not chosen:
            self.request.sdiapi.flash(_('Chưa chọn mục nào.'), 'error')
            return see(self.request, self.context, 'contents')
        return self._page(chosen, [])

    @mgmt_view(context=IContainer, name='delete', renderer='templates/delete.pt',
               permission=DELETE, tab_condition=False, request_method='POST')
    def remove(self):
        """Put all that was confirmed into the bin, or nothing."""
        request, chosen = self.request, self._chosen()
        recycling, reasons = request.service(IRecycling), []
        for child in chosen:
            try:
                recycling.discard(child, request.identity.id)
            except Refused as refused:
                reasons.extend(refused.reasons.values())
        if reasons:
            request.tm.doom()
            request.response.status = 422
            return self._page(chosen, reasons)
        request.sdiapi.flash(_('Đã chuyển ${number} mục vào thùng rác.',
                               mapping={'number': len(chosen)}))
        return see(request, self.context, 'contents')

    def _chosen(self):
        names = dict.fromkeys(self.request.params.getall('name'))
        children = [self.context.get(name) for name in names]
        if any(child is None or not is_loose(child, self.request.registry) for child in children):
            raise HTTPNotFound
        return children

    def _page(self, chosen, reasons):
        found, registry = going(chosen), self.request.registry
        return {
            'title': _('Xóa khỏi “${place}”', mapping={
                'place': title_of(self.context, self.request.language.tag)}),
            'names': [child.__name__ for child in chosen], 'problems': reasons,
            'number': min(len(found), COUNTED), 'more': len(found) > COUNTED,
            'rows': [(path_of(each), title_of(each), type_of(each, registry))
                     for each in found[:SHOWN]]}
