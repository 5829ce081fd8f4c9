"""One person at one form: what it shows, what it carries, what becomes of what was typed.

The page that holds the form makes a ``Writing``, hands it to its template, which uses the macros
of ``autosave.pt``, and calls ``saved`` when what the form brought has been saved.
"""
import json
import secrets

import transaction
from pyramid.csrf import get_csrf_token

from ....base.clock import local
from ....base.i18n import DEFAULT
from ....base.interfaces import IClock
from ....content.drafts.interfaces import IDrafts, NotKept
from ....content.drafts.merging import as_kept, field_digests, merge
from ....content.drafts.services import drafts_of
from ....content.locking.interfaces import ILocking
from ....kernel.security.crypto.sealing import ISealing
from ....kernel.storage import retry
from ....kernel.storage.databases import content_database
from ...frame.assets import asset_url
from ..frame.links import desk_path

#: Fields of the form; the first is also the query of the page that goes on with a draft.
MARK, BASE, ONCE = 'draft', 'base', 'once'
AUTOSAVE, DISCARD, TAKE_OVER = 'autosave', 'discard-draft', 'take-over'
#: Names of the pages with the form: of what is there, and of what is new.
EDIT, ADD = 'edit', 'add'
SCRIPT, STYLESHEET = asset_url('autosave.js'), asset_url('autosave.css')


class Offer:
    """A draft that the person may go on with.  ``at``: when it was kept, for people."""

    def __init__(self, draft, at, address):
        self.mark, self.at, self.address = draft.mark, at, address


def base_of(current):
    """Return the field ``BASE`` of a form that begins with ``{field: value}``."""
    return field_digests(current)


class Writing:
    """A form for ``work``, of the asker of ``request``.

    ``current``: ``{field: value}`` of the work as a form shows it (``tree.values.written``).
    ``values``: the same, or what a draft that the person goes on with has of it.
    ``is_fresh``: whether it shows what nobody has typed or saved yet.
    ``mark``, ``base``: hidden fields of the form.  ``restored``: whether a draft is gone on with.
    ``once``: the mark that the form was opened with, also hidden; it is good for one new item, and
    outlives Back and the drafts: in the state of the window, without scripts in the address.
    """

    script, stylesheet = SCRIPT, STYLESHEET

    def __init__(self, request, work, current):
        self.request = request
        self.work = work
        self.current = current
        self._drafts = request.service(IDrafts)
        self._locking = request.service(ILocking)
        self._unsaved = self._drafts.unsaved(work)
        self.mark = request.POST.get(MARK) or secrets.token_hex(16)
        self.once = str(request.POST.get(ONCE) or request.GET.get(ONCE) or self.mark)
        self.base = request.POST.get(BASE, '') if request.POST else base_of(current)
        self.values = current
        self.restored, self.is_fresh = None, False
        for draft in self._unsaved:
            if draft.mark == request.GET.get(MARK) and not request.POST:
                self._go_on_with(draft)

    def _go_on_with(self, draft):
        self.mark, self.base, self.restored = draft.mark, draft.base, self._at(draft)
        self.values = {**self.current, **draft.values}

    def begin_with(self, values):
        """Show ``{field: str}`` in the form as if it had just been typed: it is not saved yet."""
        self.values, self.is_fresh = {**self.values, **values}, True

    @property
    def offers(self):
        """The ``Offer`` of each draft of this work but the one that is gone on with."""
        return [Offer(draft, self._at(draft), address_of(
            self.request, self.work, page_of(self.work), **{MARK: draft.mark}))
            for draft in self._unsaved
            if draft.mark != self.mark and self._adds(draft.values)]

    def _adds(self, values):
        """Return whether a draft has something that is not saved."""
        return field_digests(values) != field_digests(
            {name: self.current.get(name, '') for name in values})

    def _at(self, draft):
        return self.time_of(draft.saved_at)

    def time_of(self, moment):
        """Return the aware ``moment`` by Hanoi's clock; with the day unless it is today."""
        at = local(moment)
        today = local(self.request.registry.getUtility(IClock).now()).date()
        return f'{at:%H:%M}' if at.date() == today else f'{at:%H:%M, %d/%m/%Y}'

    @property
    def others(self):
        """The ``locking.interfaces.Colleague`` at this work."""
        return self._locking.others(self.work)

    @property
    def address(self):
        """Where what is typed is sent."""
        return address_of(self.request, self.work, AUTOSAVE)

    def at(self, view):
        """Return the address of ``view``, ``DISCARD`` or ``TAKE_OVER``, for this work."""
        return address_of(self.request, self.work, view)

    @property
    def fields(self):
        """JSON list of the names of the fields that are kept."""
        return json.dumps(self._drafts.fields(self.work))

    @property
    def key(self):
        """The key, in base64, by which the person's browser seals what the server has not got."""
        return self._sealing.browser_key(self.request.identity.id)

    @property
    def place(self):
        """The name of the place in the browser's storage; it does not tell the work."""
        return self._sealing.mark(f'{self.request.identity.id} {self.address}')

    @property
    def _sealing(self):
        return self.request.registry.getUtility(ISealing)

    @property
    def token(self):
        return get_csrf_token(self.request)

    def merged(self, schema, given):
        """Return the ``drafts.merging.Merged`` of ``given``, typed into the form, with what is
        there now; ``schema``: of the work, bound.  What is no field of it is passed over.
        """
        names = {node.name for node in schema}
        known = {name: value for name, value in given.items() if name in names}
        return merge(self.base, self.current, as_kept(schema, known))

    def saved(self, made=0):
        """Once this transaction is committed, forget the draft of the form.

        ``made``: object id of what is new.
        """
        request, account = self.request, self.request.identity
        request.tm.get().addAfterCommitHook(
            _forget, (request, account.id, self.work.key, {self.mark, self.once}, made))


def page_of(work):
    """Return the name of the page with the form for ``work``."""
    return ADD if work.type_name else EDIT


def address_of(request, work, view, **query):
    """Return the address of ``view`` for ``work``."""
    if work.type_name:
        query['type'] = work.type_name
    elif work.language != DEFAULT:
        query['language'] = work.language
    return desk_path(request, work.resource, view, **query)


def _forget(succeeded, request, account_id, key, marks, made):
    """Hook after the commit: the drafts are another database, and are written by themselves."""
    if not succeeded:
        return
    manager = transaction.TransactionManager(explicit=True)
    connection = content_database(request.registry).open(manager)
    try:
        drafts = drafts_of(connection, account_id, request.registry)
        retry.run(manager, lambda: [drafts.drop(key, mark, made) for mark in marks])
    except NotKept:
        return  # a mark that no form of ours has
    finally:
        connection.close()
