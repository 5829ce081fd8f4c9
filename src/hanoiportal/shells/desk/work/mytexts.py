"""Bài của tôi: what the asker has written, wherever, and the verdict on each (9.6, 14.3)."""
from collections.abc import Iterator, Mapping
from typing import cast

from pyramid.request import Request
from pyramid.security import NO_PERMISSION_REQUIRED

from ....base.clock import moment
from ....base.i18n import _
from ....base.interfaces import IItem, ISite
from ....discovery.catalog.interfaces import IWorkCatalog, Wanted
from ....editorial.dependencies.interfaces import ALONG
from ....editorial.review.interfaces import IReviewData
from ....kernel.tree.lookup import in_work, is_listed
from ....kernel.tree.resources import Described
from ....kernel.workflow.interfaces import HANDED_IN
from ....web import desk_view
from ..frame.listfilters import SIZE, page_number
from ..frame.listing import DeskRow, rows
from ..frame.menu import OWN, menu
from ..frame.view import OwnView
from .sent import where_it_lies

NAME = 'my-texts'


@menu(NAME, _('Bài của tôi'), at=OWN, order=3)
class MyTexts(OwnView):
    """The texts of a contributor, or of anybody who writes."""

    @desk_view(context=ISite, name=NAME, permission=NO_PERMISSION_REQUIRED,
               working_permission=None, renderer='templates/mytexts.pt')
    def page(self) -> Mapping[str, object]:
        """Return one page of the list, what has changed last first."""
        catalog: IWorkCatalog = self.request.service(IWorkCatalog)
        start = (page_number(self.request) - 1) * SIZE
        batch = catalog.work(
            Wanted(author=self.request.identity.id, not_flags=(ALONG,)), start, SIZE)
        return {
            'title': _('Bài của tôi'), 'batch': batch,
            'rows': [self._row(row, cast('Described', document)) for row, document in zip(
                rows(self.request, batch.items), batch.items, strict=True)],
            'page_address': lambda number: f'?page={number}'}

    def _row(self, row: DeskRow, document: Described) -> tuple[DeskRow, str]:
        """Return ``row`` with what was decided, and the address at which readers find it."""
        is_public = IItem.providedBy(document) and is_listed(document)
        return (row._replace(told=tuple(verdict(self.request, document))),
                self.request.link(document) if is_public else '')


def verdict(request: Request, document: Described) -> Iterator[str]:
    """Yield what became of the version of ``document`` in work, translatable: with whom it lies,
    why it was given back or rejected.
    """
    working_copy = in_work(document)
    if working_copy.state in HANDED_IN:
        yield from where_it_lies(request, working_copy)
        return
    review = working_copy.review
    last = review.events[-1] if review is not None and review.events else None
    if last is None:
        return
    said = {'reason': last.note, 'moment': moment(last.moment)}
    if last.transition == 'give_back':
        yield _('Được trả lại lúc ${moment}: ${reason}', mapping=said)
    if last.transition == 'reject':
        grounds = request.registry.getUtility(IReviewData).grounds
        if last.ground in grounds:
            yield grounds[last.ground].title_in(request.language.tag)
        yield _('Bị từ chối lúc ${moment}: ${reason}', mapping=said)
