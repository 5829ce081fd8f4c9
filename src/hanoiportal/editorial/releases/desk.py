"""Đợt phát hành: putting texts together that are approved at once and appear together."""
from collections.abc import Mapping
from dataclasses import dataclass

from pyramid.httpexceptions import HTTPNotFound

from ...base.clock import moment
from ...base.i18n import _
from ...base.interfaces import ISite
from ...base.permissions import EDIT, VIEW
from ...content.versions.interfaces import IVersions
from ...discovery.catalog.interfaces import IWorkCatalog, Wanted
from ...kernel.tree.lookup import find_site, in_work
from ...kernel.workflow.interfaces import APPROVED, AWAITING, DRAFT, EDITING, SUBMITTED
from ...shells.desk.frame.listfilters import page_number
from ...shells.desk.frame.listing import DeskRow, row, rows
from ...shells.desk.frame.menu import CONTENT, menu
from ...shells.desk.frame.view import DeskView
from ...shells.desk.frame.wording import person
from ...shells.desk.review.steps import THEN, BadDetail, details_from
from ...web import desk_view
from ..review.interfaces import IReviewData
from .interfaces import STEPS, CannotRelease, IReleases
from .resource import CALLED_OFF, OPEN, PUBLISHED, SCHEDULED

LIST, NAME = 'releases', 'release'
SIZE, DIGITS, MOST = 50, 11, 100
#: What people are told of a deed, by its button.
TOLD = {
    'add': _('Đã thêm vào đợt phát hành.'),
    'remove': _('Đã đưa ra khỏi đợt phát hành.'),
    'call_off': _('Đã hủy đợt phát hành.'),
    'submit': _('Đã gửi duyệt các mục của đợt phát hành.'),
    'pass_on': _('Đã trình phê duyệt các mục của đợt phát hành.'),
    'approve': _('Đã phê duyệt các mục của đợt phát hành.'),
    'schedule': _('Đã hẹn giờ xuất bản đợt phát hành.'),
    'publish': _('Đã xuất bản đợt phát hành.')}
STATES = {OPEN: _('Đang chuẩn bị'), SCHEDULED: _('Đã hẹn giờ'), PUBLISHED: _('Đã xuất bản'),
          CALLED_OFF: _('Đã hủy')}
#: Step → what its button says, and the states in which a member must be for it.
BUTTONS = {
    'submit': (_('Gửi cả đợt'), {DRAFT}),
    'pass_on': (_('Trình phê duyệt cả đợt'), {SUBMITTED, EDITING}),
    'approve': (_('Phê duyệt cả đợt'), {AWAITING}),
    'schedule': (_('Hẹn giờ xuất bản cả đợt'), {APPROVED}),
    'publish': (_('Xuất bản cả đợt ngay'), {APPROVED}),
}


@dataclass(frozen=True)
class Member:
    """One document of a set.  ``row``: ``None`` if the asker may not see it."""

    oid: int
    row: DeskRow | None
    reasons: tuple[str, ...]


def _about(oid: int, reasons: Mapping[tuple[int, str], str]) -> list[str]:
    """Return those ``reasons`` of a ``CannotRelease`` that are about the member ``oid``."""
    return [why for (member, _field), why in reasons.items() if member == oid]


class Page(DeskView):
    """What the pages of sets have in common."""

    def __init__(self, context, request):
        super().__init__(context, request)
        self._releases = request.service(IReleases)
        self._actor = request.identity.id

    def _redo(self, reasons):
        """Give up what was begun, and answer as to a form with something wrong."""
        self.request.tm.abort()
        self.request.tm.begin()
        self.request.response.status_int = 422
        return _about(0, reasons)


@menu(LIST, _('Đợt phát hành'), at=CONTENT, permission=EDIT, order=30)
class ReleasesPage(Page):
    """The sets of a site, and the form that begins one."""

    @desk_view(context=ISite, name=LIST, working_permission=EDIT, renderer='templates/releases.pt')
    def page(self):
        """Show them, the newest first."""
        return self._page('', [])

    @desk_view(context=ISite, name=LIST, working_permission=EDIT, request_method='POST',
               renderer='templates/releases.pt')
    def create(self):
        """Begin one."""
        title = str(self.request.POST.get('title', ''))
        try:
            release = self._releases.create(self.context, title, self._actor)
        except CannotRelease as refused:
            return self._page(title, self._redo(refused.reasons))
        return self.see(self.context, NAME, number=release.number)

    def _page(self, title, problems):
        return {
            'title': _('Đợt phát hành'), 'typed': title, 'problems': problems,
            'releases': [(self.path(self.context, NAME, number=each.number), each,
                          STATES[each.state], person(self.request.root, each.created_by),
                          moment(each.created_at), moment(each.published_at or each.publish_at))
                         for each in self._releases.all(self.context)]}


class ReleasePage(Page):
    """One set: what is in it, and what can be done with all of it."""

    def __init__(self, context, request):
        super().__init__(context, request)
        number = str(request.params.get('number', ''))
        self.release = self._releases.find(context, int(number)) if (
            number.isascii() and number.isdigit() and len(number) < DIGITS - 2) else None
        if self.release is None:
            raise HTTPNotFound

    @desk_view(context=ISite, name=NAME, working_permission=EDIT, renderer='templates/release.pt')
    def page(self):
        """Show it."""
        return self._page({}, {})

    @desk_view(context=ISite, name=NAME, working_permission=EDIT, request_method='POST',
               renderer='templates/release.pt')
    def change(self):
        """Put documents in, take one out, take a step with all, or call it off."""
        form, site, release = self.request.POST, self.context, self.release
        action, number = str(form.get('act', '')), release.number
        verbs = {
            'add': lambda: self._releases.add(site, release, self._ticked(), self._actor),
            'remove': lambda: [self._releases.remove(site, release, each, self._actor)
                               for each in self._ticked()[:1]],
            'call_off': lambda: self._releases.call_off(site, release, self._actor)}
        try:
            if action in STEPS:
                self._releases.take(site, release, action, self._actor, self._details())
            else:
                verbs.get(action, lambda: None)()
        except CannotRelease as refused:
            self._redo(refused.reasons)
            return self._page(refused.reasons, {**form.mixed(), 'checks': form.getall('checks')})
        self.flash(TOLD.get(action) or _('Chưa chọn việc nào.'))
        return self.see(site, NAME, number=number)

    def _details(self):
        """Return the ``Details`` that were typed.  Raises ``CannotRelease``."""
        try:
            return details_from(
                self.request.POST, self.request.root,
                self.request.registry.getUtility(IReviewData).checks)
        except BadDetail as bad:
            raise CannotRelease({(0, field): why for field, why in bad.reasons.items()}) from None

    def _ticked(self):
        """Return the documents of the site that were ticked; what else is sent is passed over."""
        objects, found = self.request.root.__objectmap__.objects, {}
        versions = self.request.service(IVersions)
        for text in self.request.POST.getall('id')[:MOST]:
            oid = int(text) if text.isascii() and text.isdigit() and len(text) < DIGITS else 0
            resource = objects.get(oid)
            document = None if resource is None else versions.document_of(resource)
            if document is not None and versions.is_document(document) and (
                    find_site(document) is self.context and self._sees(document)):
                found[document.__oid__] = document
        return list(found.values())

    def _sees(self, document):
        return bool(self.request.has_permission(VIEW, in_work(document)))

    def _page(self, reasons, typed):
        release, site = self.release, self.context
        members = self._releases.members(site, release)
        states = {in_work(each).state for each in members}
        batch = None if release.state != OPEN else self.request.service(IWorkCatalog).work(
            Wanted(place=site, states=(DRAFT, SUBMITTED, EDITING, AWAITING, APPROVED)),
            (page_number(self.request) - 1) * SIZE, SIZE)
        return {
            'title': release.title, 'release': release, 'state': STATES[release.state],
            'time': moment(release.published_at or release.publish_at),
            'members': [Member(each.__oid__, row(self.request, in_work(each))
                               if self._sees(each) else None,
                               tuple(_about(each.__oid__, reasons)))
                        for each in members],
            'steps': [(step, title) for step, (title, within) in BUTTONS.items()
                      if members and release.state == OPEN and states <= within],
            'batch': batch, 'candidates': self._candidates(batch, members),
            'page_address': lambda number: f'?number={release.number}&page={number}',
            'problems': _about(0, reasons), 'typed': typed, 'then': THEN,
            'checks': self.request.registry.getUtility(IReviewData).checks}

    def _candidates(self, batch, members):
        """Return the rows of what may be put in: below the site and in no site below it."""
        if batch is None:
            return []
        document_of = self.request.service(IVersions).document_of
        return rows(self.request, [
            each for each in batch.items
            if document_of(each) not in members and find_site(each) is self.context])
