"""Trạng thái: the state of an item, and the approvals by which it is public (14.1, 15.1.f).

Nothing is decided here: that is done at the desk, by the site's Editorial Board.
"""
from dataclasses import dataclass

from substanced.sdi import mgmt_view

from ...base.clock import moment
from ...base.i18n import _
from ...base.interfaces import IItem
from ...kernel.tree.lookup import find_portal, in_work
from ...kernel.workflow.records import APPROVAL_TITLES
from ...web import View
from ..frame.wording import person
from .frame.wording import state_of, title_of


@dataclass(frozen=True)
class ConsoleApproval:
    """One approval, in words."""

    kind: str
    person: str
    moment: str
    basis: str
    digest: str


def approved(document):
    """Return the ``ConsoleApproval`` of each approval of the public version of ``document``."""
    portal = find_portal(document)
    return [
        ConsoleApproval(APPROVAL_TITLES[each.kind], person(portal, each.actor),
                        moment(each.moment), each.basis, each.digest)
        for each in document.approvals]


class State(View):
    """The state of an item."""

    @mgmt_view(context=IItem, name='state', renderer='templates/state.pt',
               tab_title=_('Trạng thái'), request_method='GET')
    def page(self):
        item = self.context
        return {
            'title': title_of(item), 'text': item, 'state': state_of(item),
            'published': moment(item.published_at), 'approvals': approved(item),
            'working': '' if item.working is None else state_of(in_work(item))}
