"""Putting a new resource into a place."""
from substanced.sdi import mgmt_view

from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IContainer
from ...base.permissions import ADD
from ...content.versions.interfaces import IEditing
from ...kernel.tree.content import bound_schema, types_of
from ...kernel.tree.values import written
from ...web import View
from ...web.forms.fields import LINE, Field, fields_of, problems, shown_again, typed
from .frame.navigation import see
from .frame.wording import title_of


def addable(place, registry):
    """Return ``{type name: title}`` of what may be put into ``place``."""
    return {name: meta['title'] for name, meta in types_of(registry).items()
            if name in place.allowed_types}


class Adding(View):
    """Choosing a type, then its form."""

    @mgmt_view(context=IContainer, name='add', renderer='templates/add.pt', permission=ADD,
               tab_condition=False, request_method='GET')
    def choose(self):
        """Show the types, or the form of the one asked for; of a single one at once."""
        types = addable(self.context, self.request.registry)
        chosen = self.request.params.get('type') or (next(iter(types)) if len(types) == 1 else '')
        return self._page(types, chosen if chosen in types else '')

    @mgmt_view(context=IContainer, name='add', renderer='templates/add.pt', permission=ADD,
               tab_condition=False, request_method='POST')
    def add(self):
        """Add, or show the form again with what was typed and why it is refused."""
        request, form = self.request, self.request.POST
        types = addable(self.context, request.registry)
        chosen = form.get('type', '')
        if chosen not in types:
            return self._page(types, '')
        given = typed(bound_schema(chosen, request.registry), form)
        try:
            added = request.service(IEditing).add(
                self.context, form.get('name', '').strip(), chosen, given, request.identity.id)
        except Refused as refused:
            request.response.status = 422
            return self._page(types, chosen, given, refused.reasons)
        request.sdiapi.flash(_('Đã thêm “${title}”.', mapping={'title': title_of(added)[:60]}))
        return see(request, added)

    def _page(self, types, chosen, given=(), errors=()):
        errors = dict(errors)
        fields = self._fields(chosen, dict(given), errors) if chosen else []
        return {
            'title': _('Thêm vào “${place}”', mapping={
                'place': title_of(self.context, self.request.language.tag)}),
            'types': types, 'chosen': chosen, 'fields': fields,
            'problems': problems(errors, fields)}

    def _fields(self, type_name, given, errors):
        schema = bound_schema(type_name, self.request.registry)
        values = shown_again(schema, written(schema, {}), given, self.request.POST)
        return [self._name_field(errors), *fields_of(schema, values, errors)]

    def _name_field(self, errors):
        return Field(
            'name', _('Phần cuối của địa chỉ trang'), LINE, self.request.POST.get('name', ''),
            error=errors.get('name', ''), hint=_('Để trống: đặt theo tiêu đề.'))
