"""Actions on many documents at once: what would happen is shown first, and why not, one by one."""
from collections.abc import Callable
from dataclasses import dataclass, replace

from pyramid.location import lineage
from pyramid.request import Request

from ....base.errors import Refused
from ....base.i18n import _
from ....base.interfaces import IContainer, IItem, IResource
from ....base.permissions import VIEW
from ....content.recyclebin.interfaces import IRecycling
from ....content.redirects.interfaces import IMoving
from ....content.versions.interfaces import IVersions
from ....editorial.review.interfaces import IReviewing
from ....kernel.tree.lookup import in_work
from ....kernel.workflow.interfaces import TITLES as STATES
from ....web import desk_view
from ..frame.links import desk_path
from ..frame.view import REFUSED, DeskView
from ..frame.wording import marks_of, state_of, title_of
from ..review.deleting import (
    LONGEST,
    NO_REASON,
    NOT_ALLOWED,
    reason_typed,
    reasons_against_deleting,
)

#: More than a page of a list shows; whoever sends more made the form themselves.
MOST = 100
#: An id has fewer digits.
DIGITS = 11


@dataclass(frozen=True)
class BulkAction:
    """One thing that is done to many documents.

    ``title``: translatable, an infinitive; ``done``: what is said of what was done.
    ``reasons``: callable(request, document) → list of translatable reasons against it.
    ``perform``: callable(request, document, target); raises ``Refused`` or ``CannotPerform``.
    ``targets``: callable(request, document) → places that it may be done towards, if it needs
    one.  ``needs_reason``: whether it is said why.
    """

    name: str
    title: str
    done: str
    reasons: Callable[[Request, IResource], list[str]]
    perform: Callable[[Request, IResource, object], None]
    dangerous: bool = False
    targets: Callable[[Request, IResource], list[IResource]] | None = None
    needs_reason: bool = False


@dataclass(frozen=True)
class Outcome:
    """What happened, or would, to one document.  ``reasons``: why not; empty if it may."""

    oid: int
    address: str
    title: str
    lang: str
    state: str
    state_name: str
    marks: tuple[str, ...]
    reasons: tuple[str, ...]


def _step(name, title, done):
    """Return the ``BulkAction`` that takes the step ``name`` of the workflow."""
    def reasons(request, document):
        return _reasons_against_step(request.service(IReviewing), document, name)

    def perform(request, document, target):
        request.service(IReviewing).transition(document, name, request.identity.id)

    return BulkAction(name, title, done, reasons, perform)


def _reasons_against_step(reviewing, document, name):
    """Return why the step cannot be taken, its state before all else."""
    state = in_work(document).state
    transition = reviewing.definition(document).transition(name)
    if transition is None:
        return [_('Quy trình của trang này không có bước này.')]
    if state not in transition.sources:
        return [_('Không làm được khi mục ở trạng thái “${state}”.',
                  mapping={'state': STATES[state]})]
    return list(reviewing.reasons_against(document, name).values())


def _reasons_against_discarding(request, document):
    return reasons_against_deleting(request, document) or request.service(
        IRecycling).reasons_against(document)


def _discard(request, document, target):
    why = reason_typed(request.POST)
    if not why:
        raise Refused({'why': NO_REASON})
    request.service(IRecycling).discard(document, request.identity.id, why)


def _reasons_against_moving(request, document):
    if not IItem.providedBy(document):
        return [_('Bản dịch và bản đang sửa đi cùng mục của chúng.')]
    return [] if request.service(IMoving).may_move(document) else [NOT_ALLOWED]


def _move(request, document, target):
    if target is None:
        raise Refused({'place': _('Hãy chọn nơi chuyển đến.')})
    request.service(IMoving).move(document, target, request.identity.id)


def _places(request, document):
    return request.service(IMoving).places(document)


BULK_ACTIONS = {action.name: action for action in (
    _step('submit', _('Gửi duyệt'), _('Đã gửi')),
    _step('take', _('Nhận biên tập'), _('Đã nhận')),
    _step('pass_on', _('Trình phê duyệt'), _('Đã trình')),
    _step('publish', _('Xuất bản bài đã duyệt'), _('Đã xuất bản')),
    BulkAction('move', _('Chuyển sang chuyên mục khác'), _('Đã chuyển'), _reasons_against_moving,
               _move, targets=_places),
    BulkAction('discard', _('Xóa vào thùng rác'), _('Đã xóa'), _reasons_against_discarding,
               _discard, dangerous=True, needs_reason=True))}


def actions_at(request):
    """Return the actions that a list offers."""
    return list(BULK_ACTIONS.values())


class Bulk(DeskView):
    """The page of an action: before it is done, and after."""

    @desk_view(context=IContainer, name='bulk', renderer='templates/bulk.pt')
    def preview(self):
        """Show what the action would do to the documents that were ticked; do nothing."""
        action, documents = selection(self.context, self.request, self.request.GET)
        if action is None or not documents:
            self.flash(_('Hãy chọn việc cần làm và ít nhất một mục.'), REFUSED)
            return self.see(self.context, 'contents')
        return self._asked(action, documents)

    def _asked(self, action, documents, problem=''):
        return self._page(action, [
            outcome(self.request, document, action.reasons(self.request, document))
            for document in documents], self._targets(action, documents), problem=problem)

    @desk_view(context=IContainer, name='bulk', renderer='templates/bulk.pt',
               request_method='POST')
    def perform(self):
        """Do the action to each document that allows it, and say of each what happened."""
        action, documents = selection(self.context, self.request, self.request.POST)
        if action is None or not documents:
            return self.see(self.context, 'contents')
        if action.needs_reason and not reason_typed(self.request.POST):
            self.request.response.status_int = 422
            return self._asked(action, documents, NO_REASON)
        target = self._targets(action, documents).get(self.request.POST.get('place', ''))
        return self._page(
            action, [self._done(action, document, target) for document in documents], done=True)

    def _targets(self, action, documents):
        """Return ``{object id as text: place}`` that the action may be done towards."""
        good = [document for document in documents
                if action.targets and not action.reasons(self.request, document)]
        return {str(place.__oid__): place
                for document in good for place in action.targets(self.request, document)}

    def _page(self, action, outcomes, targets=(), done=False, problem=''):
        return {
            'problem': problem, 'longest': LONGEST,
            'title': action.title, 'tabs': False, 'action': action, 'done': done,
            'targets': [(oid, title_of(place)) for oid, place in dict(targets).items()],
            'good': [each for each in outcomes if not each.reasons],
            'bad': [each for each in outcomes if each.reasons]}

    def _done(self, action, document, target):
        request, before = self.request, outcome(self.request, document, ())
        reasons = action.reasons(request, document)
        if not reasons:
            try:
                action.perform(request, document, target)
            except Refused as refused:
                reasons = list(refused.reasons.values())
        if document.__parent__ is None:  # it is in the recycle bin and has no page
            return replace(before, address='')
        return outcome(request, document, reasons)


def selection(place, request, form):
    """Return the ``BulkAction`` and the documents that ``form`` names: those below ``place`` that
    the asker may read; of others nothing is said.
    """
    objects, documents = request.root.__objectmap__.objects, {}
    for typed in form.getall('id')[:MOST]:
        number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < DIGITS else 0
        found = objects.get(number)
        if found is not None and _is_listed_at(place, request, found):
            document = request.service(IVersions).document_of(found)
            documents[document.__oid__] = document
    return BULK_ACTIONS.get(form.get('act', '')), list(documents.values())


def _is_listed_at(place, request, found):
    """Return whether ``found`` is a document below ``place`` that the asker may read."""
    document = request.service(IVersions).document_of(found)
    return request.service(IVersions).is_document(document) and place in lineage(found) and bool(
        request.has_permission(VIEW, found))


def outcome(request, document, reasons):
    """Return the ``Outcome`` of ``document``."""
    working_copy = in_work(document)
    return Outcome(
        document.__oid__, desk_path(request, document), title_of(working_copy),
        document.language, state_of(working_copy), working_copy.state,
        tuple(marks_of(working_copy, request)), tuple(reasons))
