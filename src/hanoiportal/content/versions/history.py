"""``IHistory``: what a document was, as its asker may see it, and bringing it back."""
import datetime
from dataclasses import dataclass

import colander
from zope.interface import implementer

from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IWorkingVersion
from ...base.permissions import REVIEW, VIEW, Allowed
from ...kernel.tree.interfaces import NOTHING
from ...kernel.tree.lookup import in_work
from ...kernel.tree.values import values_of, written
from ...kernel.workflow.interfaces import DRAFT, PUBLIC, SUBMITTED
from ...kernel.workflow.records import Approval, Review
from .comparing import compare_values
from .interfaces import IEditing, IHistory
from .making import Making
from .working import schema_of

#: Keys of the version in work, and of the public one while there is another in work.
PRESENT, PUBLISHED = 'now', 'public'


@dataclass(frozen=True)
class Entry:
    """One version of a document.

    ``key``: its number as ``str``, ``PRESENT`` or ``PUBLISHED``.  ``values``: ``{field: value}``.
    ``made_at``, ``made_by``, ``note``: of the change that made it.  ``until``, ``ended_by``: of
    what ended it, ``None`` and ``''`` if it is there still.  Moments are aware UTC, principals
    are ids.
    ``approvals``, ``review``: as of ``versions.resource.Version``.
    """

    key: str
    values: dict[str, object]
    state: str
    made_at: datetime.datetime | None
    made_by: str
    note: str = ''
    until: datetime.datetime | None = None
    ended_by: str = ''
    approvals: tuple[Approval, ...] = ()
    review: Review | None = None

    @property
    def is_present(self):
        """Whether it is there still."""
        return self.key in (PRESENT, PUBLISHED)

    @property
    def was_public(self):
        """Whether readers could read it, now or before."""
        return bool(self.approvals) or self.state in PUBLIC


@implementer(IWorkingVersion)
class EarlierVersion:
    """A version of ``document`` as the security policy meets it: by its state and its author."""

    __name__ = 'former'
    local_roles = NOTHING

    def __init__(self, document, state, created_by):
        self.__parent__ = document
        self.state = state
        self.created_by = created_by
        self.is_public = state in PUBLIC and document.is_public


@implementer(IHistory)
class HistoryService:
    """``IHistory`` for one asker."""

    def __init__(self, registry, allowed: Allowed, editing):
        self._registry = registry
        self._allowed = allowed
        self._editing = editing  # IEditing

    def entries(self, document):
        if not self._allowed(VIEW, in_work(document)):
            return []
        return [entry for entry, seen_as in reversed(list(self._all(document)))
                if self._allowed(VIEW, seen_as)]

    def sees_drafts(self, document):
        return bool(self._allowed(VIEW, in_work(document)) and self._allowed(
            VIEW, EarlierVersion(document, DRAFT, document.created_by)))

    def reviews(self, document):
        return bool(self._allowed(
            REVIEW, EarlierVersion(document, SUBMITTED, document.created_by)))

    def find(self, document, key):
        return next((each for each in self.entries(document) if each.key == key), None)

    def compare(self, document, before, after):
        return compare_values(schema_of(document, self._registry), before.values, after.values)

    def restore(self, document, key, actor):
        entry = self.find(document, key)
        if entry is None:
            raise Refused({'': _('Không có phiên bản đó.')})
        schema = schema_of(document, self._registry)
        values = {node.name: colander.null for node in schema}
        values.update((name, value) for name, value in written(schema, entry.values).items()
                      if value != '')
        named = _('Khôi phục bản ${number}', mapping={'number': key}) if key.isdecimal() else _(
            'Khôi phục bản đang công khai')
        return self._editing.edit(document, values, actor, named.interpolate())

    def rounds(self, document):
        seen = list(reversed(self.entries(document)))
        found = [each.review for each in seen if each.review is not None]
        if seen:
            last = [each for each in (document.concluded, in_work(document).review) if each]
            found = [*(each for each in found if each not in last), *last]
        return list(dict.fromkeys(found))

    def _all(self, document):
        """Yield ``(Entry, what the permission to see it is asked on)``, the oldest first."""
        working_copy, making = in_work(document), Making(document)
        for number, (version, began, made) in enumerate(making.ended(), 1):
            yield (_former(str(number), version, made),
                   EarlierVersion(document, version.state, began))
        if working_copy is not document:
            yield self._present(PUBLISHED, document, making.public), document
        yield self._present(PRESENT, working_copy, making.present), working_copy

    def _present(self, key, working_copy, made):
        values = values_of(working_copy, schema_of(working_copy, self._registry))
        approvals = working_copy.approvals if working_copy.state in PUBLIC else ()
        review = working_copy.concluded if approvals else working_copy.review
        return Entry(key, values, working_copy.state, *made, approvals=approvals, review=review)


def _former(key, version, made):
    return Entry(key, version.values, version.state, *made, version.until, version.actor,
                 version.approvals, version.review)


def history_service(request):
    registry = request.registry
    return HistoryService(registry, request.has_permission, request.service(IEditing))
