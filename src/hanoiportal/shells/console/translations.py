"""Bản dịch: the texts of a resource in other languages, each with its own state."""
from pyramid.httpexceptions import HTTPNotFound
from substanced.sdi import mgmt_view

from ...base.clock import moment
from ...base.errors import Refused
from ...base.i18n import ILanguages, _
from ...base.interfaces import IResource
from ...base.permissions import TRANSLATE
from ...content.versions.checking import translatable_part
from ...content.versions.interfaces import IEditing
from ...kernel.tree.lookup import in_work
from ...kernel.tree.values import values_of, written
from ...web import View
from ...web.forms.fields import fields_of, problems, shown_again, typed
from .frame.navigation import see
from .frame.wording import state_of, title_of
from .properties import has_fields, schema_of
from .publishing import approved


class TranslationPages(View):
    """The list of languages, and the text in one."""

    @mgmt_view(context=IResource, name='translations', renderer='templates/translations.pt',
               tab_title=_('Bản dịch'), tab_condition=has_fields, request_method='GET')
    def page(self):
        """List the languages of the portal and what there is in each."""
        return {
            'title': title_of(self.context, self.request.language.tag),
            'may_edit': self._may(TRANSLATE),
            'rows': [self._row(language) for language in self._languages().values()]}

    @mgmt_view(context=IResource, name='translation', renderer='templates/translation.pt',
               tab_condition=False, request_method='GET')
    def one(self):
        return self._page({}, {})

    @mgmt_view(context=IResource, name='translation', renderer='templates/translation.pt',
               permission=TRANSLATE, tab_condition=False, request_method='POST')
    def save(self):
        """Save the text, or show the form again with what was typed and why it is refused."""
        request, language = self.request, self._language()
        given = typed(self._schema(), request.POST)
        try:
            request.service(IEditing).translate(
                self.context, language.tag, given, request.identity.id)
        except Refused as refused:
            request.response.status = 422
            return self._page(given, refused.reasons)
        request.sdiapi.flash(_('Đã lưu bản dịch.'))
        return see(request, self.context, 'translation', {'language': language.tag})

    def _languages(self):
        found = self.request.registry.getUtility(ILanguages).by_tag
        return {tag: language for tag, language in found.items() if not language.is_default}

    def _language(self):
        language = self._languages().get(self.request.params.get('language', ''))
        if language is None:
            raise HTTPNotFound
        return language

    def _may(self, permission):
        return bool(self.request.has_permission(permission, self.context))

    def _row(self, language):
        text = self.context.translations.get(language.tag)
        return {
            'language': language, 'title': '' if text is None else text.title,
            'state': state_of(text), 'state_name': getattr(text, 'state', ''),
            'modified': '' if text is None else moment(text.modified_at or text.created_at)}

    def _schema(self):
        registry = self.request.registry
        return translatable_part(
            schema_of(self.context, registry),
            registry.content.metadata(self.context, 'translatable'))

    def _page(self, given, errors):
        language, schema = self._language(), self._schema()
        text = self.context.translations.get(language.tag)
        text = None if text is None else in_work(text)
        values = {} if text is None else written(schema, values_of(text, schema))
        original = written(schema, values_of(self.context, schema))
        fields = fields_of(schema, shown_again(schema, values, given, self.request.POST), errors)
        return {
            'title': title_of(self.context, self.request.language.tag),
            'language': language, 'text': text,
            'state': state_of(text), 'fields': fields,
            'originals': fields_of(schema, original), 'may_edit': self._may(TRANSLATE),
            'problems': problems(errors, fields),
            'approvals': [] if text is None else approved(text)}
