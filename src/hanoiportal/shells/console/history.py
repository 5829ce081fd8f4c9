"""Lịch sử: what a resource was, what each change changed, and the way back (clause 13.2)."""
from dataclasses import dataclass

from pyramid.httpexceptions import HTTPNotFound
from substanced.sdi import mgmt_view

from ...base.clock import moment
from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IResource
from ...base.permissions import EDIT
from ...content.versions.interfaces import IEditing
from ...kernel.inspection.upload import StoredFile
from ...kernel.tree.lookup import find_portal
from ...kernel.tree.values import shown_to_people, values_of, written
from ...kernel.workflow.interfaces import TITLES as STATES
from ...web import View
from ..frame.wording import person
from .frame.navigation import see, telling_why_not
from .frame.wording import title_of
from .properties import has_fields, schema_of

#: Characters of a value shown; the rest is left out.
LONGEST = 400


@dataclass(frozen=True)
class VersionChange:
    """One change: which version it ended, when, by whom, why, and ``[(field, was, became)]``."""

    number: int
    until: str
    actor: str
    note: str
    state: str
    fields: tuple[tuple[str, str, str], ...]


def changes(resource, schema, name):
    """Return the ``VersionChange`` of every version of ``resource``, the latest first.

    ``name``: callable(principal id) -> name.
    """
    states = [written(schema, version.values) for version in resource.history]
    states.append(written(schema, values_of(resource, schema)))
    found = [
        VersionChange(version.number, moment(version.until), name(version.actor), version.note,
                      STATES.get(version.state, version.state), differences(schema, was, became))
        for version, was, became in zip(
            resource.history, states, states[1:], strict=False)]
    return found[::-1]


def differences(schema, was, became):
    """Return ``((title, old, new), …)`` of the fields that differ, shortened."""
    return tuple(
        (node.title, short(was[node.name]), short(became[node.name]))
        for node in shown_to_people(schema) if was[node.name] != became[node.name])


def short(value):
    """Return ``value`` as text of at most ``LONGEST`` characters."""
    text = value.filename if isinstance(value, StoredFile) else str(value)
    return text if len(text) <= LONGEST else text[:LONGEST] + '…'


class PastVersions(View):
    """The versions of a resource."""

    @mgmt_view(context=IResource, name='history', renderer='templates/history.pt',
               tab_title=_('Lịch sử'), tab_condition=has_fields, request_method='GET')
    def page(self):
        portal = find_portal(self.context)
        return {
            'title': title_of(self.context, self.request.language.tag),
            'changes': changes(self.context, schema_of(self.context, self.request.registry),
                               lambda principal: person(portal, principal)),
            'may_restore': bool(self.request.has_permission(EDIT, self.context))}

    @mgmt_view(context=IResource, name='history', permission=EDIT, tab_condition=has_fields,
               request_method='POST')
    def restore(self):
        """Make the fields what they were in one version; that is a change like any other."""
        request, version = self.request, self._version()
        schema = schema_of(self.context, request.registry)
        with telling_why_not(request, Refused):
            request.service(IEditing).edit(
                self.context, written(schema, version.values), request.identity.id,
                request.localizer.translate(
                    _('Khôi phục bản ${number}', mapping={'number': version.number})))
            request.sdiapi.flash(
                _('Đã khôi phục bản ${number}.', mapping={'number': version.number}))
        return see(request, self.context, 'history')

    def _version(self):
        asked = self.request.POST.get('number', '')
        for version in self.context.history:
            if str(version.number) == asked:
                return version
        raise HTTPNotFound
