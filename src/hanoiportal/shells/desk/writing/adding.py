"""The form of something new: which types may be added at a place, and the first save."""
from typing import NamedTuple

from pyramid.httpexceptions import HTTPNotFound

from ....base.errors import Refused
from ....base.i18n import DEFAULT, _
from ....base.interfaces import IContainer, IItem, ISite
from ....content.drafts.interfaces import Work
from ....content.versions.interfaces import IEditing
from ....kernel.tree.content import bound_schema, types_of
from ....kernel.tree.values import written
from ....web import desk_view
from ....web.forms.fields import LINE, Field
from ..frame.wording import place_title, title_of
from .addable import add_label, addable, in_short
from .blocks import is_arranging
from .editing import NAME, TEMPLATE, Form
from .filecard import will_hold_files
from .pictures import with_pictures
from .savedbefore import news_of, saved_before
from .sending import SEND, button
from .writing import ADD, EDIT, MARK, ONCE, Writing


class Saved(NamedTuple):
    """What a form was saved as.  ``item``, ``other``: addresses of it and of another form."""

    at: str
    item: str
    other: str


class Add(Form):
    """The form of something new."""

    @desk_view(context=IContainer, name=ADD, renderer='templates/types.pt')
    def choose(self):
        """Show which types of content may be added; if there is one, its form."""
        if self.request.GET.get('type'):
            return self.page()
        if ISite.providedBy(self.context):
            return self.see(self.context, 'write')
        types = addable(self.context, self.request)
        if len(types) == 1:
            return self.see(self.context, ADD, type=next(iter(types)))
        return {'title': _('Thêm mục mới – ${place}', mapping={
            'place': place_title(self.request, self.context)}), 'types': types}

    @desk_view(context=IContainer, name=ADD, request_param='type', renderer=TEMPLATE)
    def page(self):
        """Show the form of the type, empty."""
        schema, writing = self._begin()
        page = self._page(schema, writing, {}, {})
        if ONCE not in self.request.GET:
            return {**page, 'again': self._named(writing)}
        return {**page, 'saved': self._saved(writing)}

    def _named(self, writing):
        """Return the address of this very form, so that Back finds it without scripts, too."""
        return self.path(self.context, ADD, **{**self.request.GET, ONCE: writing.once})

    def _saved(self, writing):
        """Return what is said of the item that this form has made already, ``None`` if of none."""
        before = saved_before(self.request, writing)
        return before and Saved(
            writing.time_of(before.at), self.path(before.item),
            self.path(self.context, ADD, type=self.work.type_name))

    @desk_view(context=IContainer, name=ADD, request_param='type', request_method='POST',
               renderer=TEMPLATE)
    def add(self):
        """Add, or show the form again with what was typed and what is wrong."""
        request = self.request
        schema, writing = self._begin()
        given = self._given(schema)
        if is_arranging(schema, request.POST):
            return self._page(schema, writing, given, {})
        before = saved_before(request, writing)
        if before is not None:
            return self._again(before, schema, writing, given)
        try:
            added = request.service(IEditing).add(
                self.context, str(request.POST.get(NAME, '')).strip(), self.work.type_name,
                with_pictures(request, self.context, schema, given, {}), request.identity.id)
        except Refused as refused:
            return self._page(schema, writing, given, refused.reasons)
        writing.saved(added.__oid__)
        self.flash(_('Đã thêm “${title}”.', mapping={'title': in_short(title_of(added))}))
        return self._onwards(added, '' if IItem.providedBy(added) else 'contents')

    def _again(self, before, schema, writing, given):
        """Open what this form was saved as; what was typed since is shown, not yet saved."""
        changes = news_of(self.request, before.item, schema, given)
        at = {'time': writing.time_of(before.at)}
        if not changes:
            self.flash(_('Mục này đã được lưu lúc ${time}; không thêm mục thứ hai.', mapping=at))
            return self.see(before.item)
        self.flash(_('Mục này đã được lưu lúc ${time}; không thêm mục thứ hai. Những gì nhập sau '
                     'đó ở trong biểu mẫu này, chưa lưu.', mapping=at))
        return self.see(before.item, EDIT, **{MARK: changes})

    def _begin(self):
        """Return the schema of the type asked for and a ``Writing`` of what is known before."""
        name = self.request.GET['type']
        if name not in addable(self.context, self.request):
            raise HTTPNotFound
        self._open(Work(self.context, DEFAULT, name))
        schema = bound_schema(name, self.request.registry)
        begin = types_of(self.request.registry)[name].get('beginning')
        values = begin(self.context) if begin is not None else {}
        return schema, Writing(self.request, self.work, written(schema, values))

    def _page(self, schema, writing, given, errors):
        action = self.request.localizer.translate(add_label(self.work.type_name, self.request))
        title = _('${action} – ${place}',
                  mapping={'action': action, 'place': place_title(self.request, self.context)})
        name = Field(
            NAME, _('Phần cuối của địa chỉ trang'), LINE, str(self.request.POST.get(NAME, '')),
            error=errors.get('name', ''), hint=_('Để trống: đặt theo tiêu đề.'))
        rest = {field: why for field, why in errors.items() if field != 'name'}
        page = self._form(title, schema, writing, given, rest,
                          back=self.path(self.context, 'contents'))
        if errors:
            self.request.response.status_int = 422
        made = self.request.registry.content.content_types[self.work.type_name]
        is_text = IItem.implementedBy(made) and not IItem.providedBy(self.context)
        said = button(self.request, self.context, is_new=True) if is_text else ''
        return {**page, 'fields': [*page['fields'], name], 'note': None, 'sending': (SEND, said),
                'takes_files': will_hold_files(self.request, self.work.type_name)}
