"""Giving a child another name."""
from pyramid.httpexceptions import HTTPNotFound
from substanced.sdi import mgmt_view

from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IContainer
from ...base.permissions import EDIT
from ...content.versions.interfaces import IEditing
from ...web import View
from ...web.forms.fields import LINE, Field
from .contents import is_loose
from .frame.navigation import see
from .frame.wording import title_of


class Renaming(View):
    """The form with the new name."""

    @mgmt_view(context=IContainer, name='rename', renderer='templates/rename.pt', permission=EDIT,
               tab_condition=False, request_method='GET')
    def ask(self):
        return self._page(self._child())

    @mgmt_view(context=IContainer, name='rename', renderer='templates/rename.pt', permission=EDIT,
               tab_condition=False, request_method='POST')
    def rename(self):
        """Rename, or say why not."""
        request, child = self.request, self._child()
        try:
            request.service(IEditing).rename(
                child, request.POST.get('new', '').strip(), request.identity.id)
        except Refused as refused:
            request.response.status = 422
            return self._page(child, refused.reasons)
        request.sdiapi.flash(_('Tên mới: “${name}”.', mapping={'name': child.__name__}))
        return see(request, self.context, 'contents')

    def _child(self):
        child = self.context.get(self.request.params.get('name', ''))
        if child is None or not is_loose(child, self.request.registry):
            raise HTTPNotFound
        return child

    def _page(self, child, errors=()):
        new = self.request.POST.get('new', child.__name__)
        errors = dict(errors)
        return {
            'title': _('Đổi tên “${title}”', mapping={'title': title_of(child)}),
            'child': child, 'problems': [why for name, why in errors.items() if name != 'name'],
            'fields': [Field('new', _('Tên mới'), LINE, new, True,
                             error=errors.get('name', ''))]}
