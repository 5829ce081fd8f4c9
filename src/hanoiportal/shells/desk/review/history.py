"""Các phiên bản: every version of a text, two of them compared, and one brought back."""
from dataclasses import dataclass, field
from urllib.parse import urlencode

from pyramid.httpexceptions import HTTPNotFound

from ....base.clock import moment
from ....base.errors import Refused
from ....base.i18n import _
from ....base.interfaces import IItem
from ....base.permissions import AUDIT, VIEW
from ....content.drafts.interfaces import IDrafts, Work
from ....content.erasure.interfaces import IErasing
from ....content.versions.history import PRESENT, PUBLISHED
from ....content.versions.interfaces import IHistory, IVersions
from ....kernel.tree.lookup import in_work
from ....kernel.workflow.interfaces import PUBLIC, TITLES
from ....kernel.workflow.records import APPROVAL_TITLES
from ....safekeeping.archive.interfaces import IArchiving
from ....web import desk_view
from ...frame.assets import asset_url
from ..frame.document import document_asked
from ..frame.listfilters import page_number
from ..frame.menu import HERE, menu
from ..frame.view import DeskView
from ..frame.wording import WORKING, marks_of, person
from ..writing.composed import in_words

NAME, RESTORE = 'history', 'restore-version'
TEMPLATE = 'templates/history.pt'
STYLESHEET = asset_url('versions.css')
INLINE, SIDE = 'inline', 'side'
WAYS = ((SIDE, _('Đặt cạnh nhau')), (INLINE, _('Trong một văn bản')))
SIZE = 40


@dataclass(frozen=True)
class VersionRow:
    """One version, in words.  ``mark``: which one it is, if it is there still.

    ``made_at``, ``made_by``, ``note``: of the last change in it.  ``writers``: names of all who
    wrote in it, of one that came to the board.  ``questions``: number of those asked about it.
    ``digest``: of one that was public.  ``archived``: when it was archived, ``''`` if it is not.
    """

    key: str
    name: str
    mark: str
    state: str
    state_title: str
    made_at: str
    made_by: str
    note: str
    writers: tuple[str, ...]
    questions: int
    until: str
    approvals: tuple[tuple[str, str, str, str], ...]
    was_public: bool
    is_present: bool
    digest: str
    archived: str


@dataclass(frozen=True)
class Compared:
    """Two versions side by side.  ``changes``: list of ``FieldChange``."""

    before: VersionRow
    after: VersionRow
    way: str
    changes: list[object]
    ways: tuple[tuple[str, str, str | None], ...] = field(default=())


@menu(NAME, _('Các phiên bản'), at=HERE, working_permission=VIEW, context=IItem, order=20)
class History(DeskView):
    """The versions of a text in one language."""

    def __init__(self, context, request):
        super().__init__(context, request)
        self.document = document_asked(context, request)
        self._history = request.service(IHistory)
        self._entries = self._history.entries(self.document)
        self._sees_drafts = self._history.sees_drafts(self.document)
        self._kept = request.registry.getUtility(IArchiving).kept(self.document)

    @desk_view(context=IItem, name=NAME, renderer=TEMPLATE)
    def page(self):
        """Show the versions, and the comparison of the two that are asked for."""
        return self._page({})

    @desk_view(context=IItem, name=RESTORE, request_method='POST', renderer=TEMPLATE)
    def restore(self):
        """Bring one back, or say why not."""
        key = str(self.request.POST.get('version', ''))
        try:
            changed = self._history.restore(
                self.document, key, self.request.authenticated_userid)
        except Refused as refused:
            self.request.response.status_int = 422
            return self._page(refused.reasons)
        self.flash(_('Đã khôi phục thành một bản mới.') if changed else
                   _('Bản đó giống hệt bản hiện nay nên không có gì thay đổi.'))
        return self.see(self.document, NAME)

    def _page(self, reasons):
        document, number = self.document, page_number(self.request)
        working_copy = in_work(document)
        shown = self._entries[(number - 1) * SIZE:number * SIZE]
        titles = {node.name: node.title for node in self.request.service(
            IVersions).schema_of(document)} if reasons else {}
        return {
            'view': NAME,
            'title': _('Các phiên bản: ${title}', mapping={'title': working_copy.title}),
            'document': document, 'stylesheet': STYLESHEET, 'marks': marks_of(
                document, self.request),
            'rows': [self._row(entry) for entry in shown], 'number': len(self._entries),
            'chosen': self._chosen(), 'compared': self._compared(),
            'may_restore': self._may_restore(),
            'may_take': self.request.has_permission(AUDIT, self.context),
            'pages': self._pages(number),
            'erases': self._erases(),
            'problems': [(titles.get(name, ''), why) for name, why in reasons.items()]}

    def _erases(self):
        """Return the address of the page that erases the past, ``''`` for whom it is not."""
        may = self.request.service(IErasing).may_erase(self.context)
        return self.path(self.context, 'erase-past') if may else ''

    def _may_restore(self):
        return self.request.service(IDrafts).may_write(Work(self.context, self.document.language))

    def _pages(self, number):
        """Return the addresses of the page of newer versions and of older ones, ``''`` for none.
        """
        return [self.path(self.document, NAME, page=at) if there else '' for at, there in (
            (number - 1, number > 1), (number + 1, len(self._entries) > number * SIZE))]

    def _chosen(self):
        """Return the keys to be compared: those asked for, else the newest two."""
        keys = [entry.key for entry in self._entries]
        asked = [self.request.GET.get(name) for name in ('from', 'to')]
        newest = [keys[1] if len(keys) > 1 else None, keys[0]]
        return [key if key in keys else other for key, other in zip(asked, newest, strict=True)]

    def _compared(self):
        if not self.request.GET.get('from'):
            return None
        found = [next((each for each in self._entries if each.key == self.request.GET.get(name)),
                      None) for name in ('from', 'to')]
        if None in found:
            raise HTTPNotFound
        way = INLINE if self.request.GET.get('as') == INLINE else SIDE
        ways = tuple((title, '?' + urlencode({
            'language': self.document.language, 'from': found[0].key, 'to': found[1].key,
            'as': name}) + '#so-sanh', 'true' if name == way else None) for name, title in WAYS)
        changes = in_words(
            self._history.compare(self.document, *found), self.document, self.request)
        return Compared(self._row(found[0]), self._row(found[1]), way, changes, ways)

    def _row(self, entry):
        name, mark = self._name(entry)
        return VersionRow(
            entry.key, name, mark, entry.state, TITLES[entry.state], moment(entry.made_at),
            self._who(entry.made_by), self._note(entry), self._writers(entry),
            len(entry.review.clarifications) if entry.review is not None else 0,
            moment(entry.until),
            tuple((APPROVAL_TITLES[each.kind], self._who(each.actor), moment(each.moment),
                   each.basis)
                  for each in entry.approvals),
            entry.was_public, entry.is_present, *self._archived(entry))

    def _note(self, entry):
        """Return what the editor noted: for the desk, not for who sees what is public alone."""
        return entry.note if self._sees_drafts else ''

    def _writers(self, entry):
        authors = entry.review.authors if entry.review is not None else ()
        return tuple(sorted(filter(None, map(self._who, authors))))

    def _archived(self, entry):
        digest = entry.approvals[-1].digest if entry.approvals else ''
        return digest, moment(self._kept.get(digest))

    def _who(self, principal):
        return person(self.request.root, principal)

    def _name(self, entry):
        """Return what a version is called, and the mark of one that is there still."""
        if entry.key == PUBLISHED or entry.key == PRESENT and entry.state in PUBLIC:
            return _('Bản đang công khai'), 'public'
        if entry.key == PRESENT:
            return WORKING if in_work(self.document) is not self.document else _(
                'Bản hiện nay'), 'present'
        return _('Bản ${number}', mapping={'number': entry.key}), ''
