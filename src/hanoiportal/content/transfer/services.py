"""``IImporting``: which line means what, in which order, and what was refused before."""
from zope.interface import implementer

from ...base.errors import Refused
from ...base.i18n import _
from ...kernel.storage.databases import ROOT
from .forms import type_names
from .groups import add_group
from .interfaces import ADDED, BASIS, KEPT, IImporting
from .people import add_account, note_workplaces, site_called
from .places import Places, split
from .recordhandler import RecordHandler

#: Kinds of lines about something that has a line of its own; a path may have one of each.
_ABOUT = ('board', 'order', 'roles', 'translation', 'version')


@implementer(IImporting)
class Importing:
    """``IImporting`` into the database with the root mapping ``root``.

    ``editing``: ``IEditing``.  ``publishing``: ``IPublishing``, which takes what comes public as
    carried in on the import.  ``boards``: ``IBoards``.  ``actor``: principal id.  ``now``: aware
    ``datetime``.  ``blobs``: gives the files that lines speak of.  ``basis``: why it is public.
    ``names_basis``: see ``RecordHandler``.
    """

    def __init__(self, registry, root, editing, publishing, boards, actor, now, blobs,
                 basis=BASIS, names_basis=''):
        self._registry, self._root = registry, root
        self._principals = {}  # account id in the file → account id here
        self._workplaces = {}  # account id here → line, name of the site of its workplace
        self._handler = RecordHandler(
            registry, editing,
            lambda document: publishing.record_import_approval(document, actor, basis), actor,
            now, blobs, self._principals, boards, names_basis)
        self._kinds = {'account', 'group', *_ABOUT, *type_names(registry)}
        self._root_segment = None
        self._seen = {}        # what a line is about → its number
        self._refused = {}     # segments → number of the line that was refused
        self.forget_places()

    def forget_places(self):
        self._handler.places = Places(self._root[ROOT]) if ROOT in self._root else None

    def take(self, number, record):
        kind = record.get('type')
        if not isinstance(kind, str) or kind not in self._kinds:
            raise Refused({'type': _('Không có loại “${type}”.',
                                     mapping={'type': str(kind)[:40]})})
        if self._handler.places is None:
            self._make_portal()
        if kind == 'account':
            return self._account(number, record)
        if kind == 'group':
            return self._group(record)
        segments = self._segments(record)
        self._check_order(number, kind, record, segments)
        try:
            return self._handler.do(kind, record, segments)
        except Refused:
            if kind not in _ABOUT:
                self._refused[segments] = number
            raise

    def finish(self):
        portal = self._root.get(ROOT)
        if portal is None or not portal.title:
            raise Refused({'': _('Chưa có Cổng và tệp không có dòng “portal”.')})
        note_workplaces(portal, {
            account: name for account, (_number, name) in self._workplaces.items()})

    def missing(self):
        portal = self._root.get(ROOT)
        return [] if portal is None else [
            (number, portal['accounts'].by_id[account].__name__, Refused({'workplace': _(
                'Không có trang “${name}” để ghi cơ quan công tác.',
                mapping={'name': name[:40]})}))
            for account, (number, name) in self._workplaces.items()
            if account in portal['accounts'].by_id and site_called(name, portal) is None]

    def _make_portal(self):
        portal = self._root[ROOT] = self._registry.content.create('Portal')
        portal.furnish(self._registry)
        self._handler.made_here = True
        self.forget_places()

    def _account(self, number, record):
        accounts = self._root[ROOT]['accounts']
        before = len(accounts)
        account = add_account(accounts, record, self._registry)
        if record.get('id'):
            self._principals[record['id']] = account.id
        if len(accounts) == before:
            return KEPT
        if record.get('workplace'):
            self._workplaces[account.id] = number, record['workplace']
        return ADDED

    def _group(self, record):
        group, is_new = add_group(self._root[ROOT]['accounts'], record, self._principals)
        if record.get('id'):
            self._principals[record['id']] = group.id
        return ADDED if is_new else KEPT

    def _segments(self, record):
        first, segments = split(record.get('path'))
        self._root_segment = self._root_segment or first
        if first != self._root_segment:
            raise Refused({'path': _('Đường dẫn phải bắt đầu bằng “${name}” như các dòng trước.',
                                     mapping={'name': self._root_segment})})
        return segments

    def _check_order(self, number, kind, record, segments):
        for length in range(len(segments) + 1):
            refused = self._refused.get(segments[:length], number)
            if refused != number:
                raise Refused({'path': _('Nằm trong hoặc nói về mục bị từ chối ở dòng ${number}.',
                                         mapping={'number': refused})})
        about = (segments, kind if kind in _ABOUT else '',
                 *(str(record.get(key)) for key in ('language', 'number')))
        before = self._seen.setdefault(about, number)
        if before != number:
            raise Refused({'path': _('Trùng với dòng ${number}.', mapping={'number': before})})
