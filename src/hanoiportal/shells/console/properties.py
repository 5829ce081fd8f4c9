"""Thuộc tính: the fields of a resource, to read and, with the right to it, to change."""
from pyramid.httpexceptions import HTTPNotFound
from substanced.sdi import mgmt_view

from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IResource
from ...base.permissions import EDIT
from ...content.versions.interfaces import IEditing
from ...kernel.tree.content import bound_schema
from ...kernel.tree.lookup import in_work
from ...kernel.tree.values import values_of, written
from ...web import View
from ...web.forms.fields import LINE, Field, fields_of, problems, shown_again, typed
from .frame.navigation import see
from .frame.wording import title_of, type_of

NOTE = 'console-note'


def schema_of(resource, registry):
    """Return the schema of the type of ``resource``, bound.

    Raises ``HTTPNotFound`` if it is of no content type: a tab that is hidden can still be typed.
    """
    if not has_schema(resource, registry):
        raise HTTPNotFound
    return bound_schema(registry.content.typeof(resource), registry)


def has_schema(resource, registry):
    """Return whether ``resource`` is of a content type."""
    return registry.content.metadata(resource, 'schema') is not None


def has_fields(context, request):
    """Tab condition: there is something to fill in."""
    return has_schema(context, request.registry) and bool(
        schema_of(context, request.registry).children)


class Properties(View):
    """The form of a type, filled in."""

    @mgmt_view(context=IResource, name='properties', renderer='templates/properties.pt',
               tab_title=_('Thuộc tính'), tab_condition=has_fields, request_method='GET')
    def page(self):
        return self._page({}, {})

    @mgmt_view(context=IResource, name='properties', renderer='templates/properties.pt',
               permission=EDIT, tab_condition=has_fields, request_method='POST')
    def save(self):
        """Save, or show the form again with what was typed and why it is refused."""
        request = self.request
        given = typed(schema_of(self.context, request.registry), request.POST)
        try:
            changed = request.service(IEditing).edit(
                self.context, given, request.identity.id,
                request.POST.get(NOTE, '').strip()[:500])
        except Refused as refused:
            request.response.status = 422
            return self._page(given, refused.reasons)
        request.sdiapi.flash(_('Đã lưu.') if changed else _('Không có gì thay đổi.'))
        return see(request, self.context, 'properties')

    def _page(self, given, errors):
        registry = self.request.registry
        schema = schema_of(self.context, registry)
        values = written(schema, values_of(in_work(self.context), schema))
        fields = fields_of(schema, shown_again(schema, values, given, self.request.POST), errors)
        return {
            'title': title_of(self.context, self.request.language.tag),
            'kind': type_of(self.context, registry),
            'fields': fields, 'may_edit': bool(self.request.has_permission(EDIT, self.context)),
            'problems': problems(errors, fields),
            'note': Field(NOTE, _('Lý do sửa (lưu vào lịch sử)'), LINE,
                          self.request.POST.get(NOTE, ''))}
