"""Việc của tôi: everything that waits for the asker, wherever they work."""
from dataclasses import dataclass

from pyramid.httpexceptions import HTTPNotFound
from pyramid.security import NO_PERMISSION_REQUIRED

from ....base.i18n import _
from ....base.interfaces import ISite
from ....base.permissions import ADD, DESK
from ....base.values import Batch
from ....content.erasure.interfaces import IErasureAlarms
from ....discovery.catalog.interfaces import IWorkCatalog
from ....integration.channelposts.interfaces import IChannelAlarms
from ....kernel.security.authorization.roles import (
    ADMINISTRATOR,
    DEPUTY_HEAD,
    HEAD,
    MANAGER,
    OPERATOR,
)
from ....participation.inbox.interfaces import IInbox
from ....platform.domains.interfaces import IDeskHostAlarms
from ....safekeeping.archive.interfaces import IArchiveAlarms
from ....safekeeping.backups.interfaces import IBackupAlarms
from ....web import desk_view
from ..declaring import to_declare
from ..frame.listfilters import SIZE, page_number
from ..frame.listing import DeskRow
from ..frame.menu import OWN, menu
from ..frame.places import links_to
from ..frame.view import DeskView, OwnView
from .besides import assignments_of, batches_for, concerns_for, posts_for, sheets_for
from .queues import BY_NAME, QUEUES, Queue, rows_of

#: Who is told, at the portal, that copies of it are missing (clauses 13.3.a, 13.3.b).
IN_CHARGE = {ADMINISTRATOR, OPERATOR, MANAGER, HEAD, DEPUTY_HEAD}
#: So many documents of a list are shown at once; the rest on a page of their own.
SHOWN = 5
#: So many places are offered to write at.
OFFERED = 6


@dataclass(frozen=True)
class Waiting:
    """A list that holds something."""

    queue: Queue
    batch: Batch
    rows: list[DeskRow]


@menu('', _('Việc của tôi'), at=OWN, order=0)
class MyWork(OwnView):
    """The first page of the desk."""

    def page(self):
        """Return what waits: each list by one query, those that hold nothing left out."""
        catalog = self.request.service(IWorkCatalog)
        found = [(queue, catalog.work(queue.wanted(self.request), 0, SHOWN))
                 for queue in QUEUES]
        return {
            'title': _('Việc của tôi'), 'person': self.asker.account.full_name,
            'alarms': self._alarms(),
            'waiting': [Waiting(queue, batch, rows_of(self.request, queue, batch.items))
                        for queue, batch in found if batch.total],
            'cases': self.request.service(IInbox).waiting(),
            'batches': batches_for(self.request), 'assignments': assignments_of(self.request),
            'sheets': sheets_for(self.request), 'posts': posts_for(self.request),
            'concerns': concerns_for(self.request),
            'places': links_to(self.request, ADD, OFFERED),
            'to_declare': to_declare(self.request)}

    def _alarms(self):
        """Return what is wrong with hosts, channels, backups, archive and erasures, for those who
        answer for all.
        """
        portal, registry = self.request.root, self.request.registry
        if IN_CHARGE.isdisjoint(self.asker.roles_at(portal)):
            return []
        return [*registry.getUtility(IDeskHostAlarms).found(portal),
                *registry.getUtility(IChannelAlarms).found(portal),
                *registry.getUtility(IErasureAlarms).found(portal),
                *registry.getUtility(IBackupAlarms).found(),
                *registry.getUtility(IArchiveAlarms).found()]

    @desk_view(context=ISite, name='queue', permission=NO_PERMISSION_REQUIRED,
               working_permission=None, renderer='templates/queue.pt')
    def queue(self):
        """Return one page of the list that ``list`` names."""
        queue = BY_NAME.get(self.request.GET.get('list', ''))
        if queue is None:
            raise HTTPNotFound
        start = (page_number(self.request) - 1) * SIZE
        batch = self.request.service(IWorkCatalog).work(
            queue.wanted(self.request), start, SIZE)
        return {
            'title': queue.title, 'queue': queue, 'batch': batch,
            'rows': rows_of(self.request, queue, batch.items),
            'page_address': lambda number: f'?list={queue.name}&page={number}'}


@desk_view(context=ISite, permission=NO_PERMISSION_REQUIRED, working_permission=None,
           renderer='templates/mywork.pt')
def home(context, request):
    """Show the asker's work at the root of the desk; any other site sends to its list."""
    if context is not request.virtual_root and request.has_permission(DESK, context):
        return DeskView(context, request).see(context, 'contents')
    return MyWork(context, request).page()
