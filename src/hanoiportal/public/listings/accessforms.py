"""The forms of access to information, to be printed or filled in (Decree 13/2018/NĐ-CP)."""
from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import Response

from ...contenttypes.accessentry.interfaces import IAccessRules
from ...contenttypes.section import Section
from ...web import View, public_view
from ...web.files import named
from ..wordfile import MIMETYPE, word_form

#: The view of the section; below it stands ``01a`` for the page and ``01a.docx`` for the file.
FORMS_VIEW = 'mau-phieu'
_WORD = '.docx'


class AccessFormView(View):
    """One form, in the layout of the portal; the names of its blanks are those of the law."""

    @public_view(context=Section, listing='access', name=FORMS_VIEW,
                 renderer='templates/accessform.pt')
    def form(self):
        """Return the values ``accessform.pt`` names, or the Word document."""
        name, = self.request.subpath if len(self.request.subpath) == 1 else ('',)
        rules = self.request.registry.getUtility(IAccessRules)
        form = next((each for each in rules.forms
                     if name in (each.code, each.code + _WORD)), None)
        if form is None:
            raise HTTPNotFound
        if name.endswith(_WORD):
            return self._word(form)
        said, lang = form.name.in_language(self.request.language.tag)
        return {'title': said, 'lang': lang, 'form': form, 'steps': (form.code,),
                'file': self.request.link(self.context, FORMS_VIEW, form.code + _WORD)}

    @staticmethod
    def _word(form):
        response = Response(word_form(form), content_type=MIMETYPE)
        response.headers['Content-Disposition'] = named('attachment', f'mau-{form.code}.docx')
        return response
