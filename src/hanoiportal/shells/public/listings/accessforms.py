"""The forms of access to information, to be printed or filled in (Decree 13/2018/NĐ-CP)."""
from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import Response

from ....participation.informationrequests.interfaces import IAccessPapers, IAccessRules
from ....platform.officefiles.interfaces import DOCX, PDF, IOfficeFiles
from ....types.section import Section
from ....web import View, public_view
from ....web.files import named
from ..errors.busy import busy
from ..renditions.pdf import BUSY

#: The view of the section; below it stands ``01a`` for the page and ``01a.docx`` for the file.
FORMS_VIEW = 'mau-phieu'
_WORD, _PDF = '.docx', '.pdf'


class AccessFormView(View):
    """One form, in the layout of the portal; the names of its blanks are those of the law."""

    @public_view(context=Section, listing='access', name=FORMS_VIEW, subpath=True,
                 renderer='templates/accessform.pt')
    def form(self):
        """Return the values ``accessform.pt`` names, the Word document or the PDF."""
        name, = self.request.subpath if len(self.request.subpath) == 1 else ('',)
        rules = self.request.registry.getUtility(IAccessRules)
        code, dot, ending = name.partition('.')
        form = next((each for each in rules.forms if each.code == code), None)
        make = self._makers.get(dot + ending)
        if form is None or make is None:
            raise HTTPNotFound
        return make(self, form)

    def _page(self, form):
        said, lang = form.name.in_language(self.request.language.tag)
        return {'title': said, 'lang': lang, 'form': form, 'steps': (form.code,),
                'files': files_of(self.request, self.context, form)}

    def _word(self, form):
        return _sent(self._files.docx(self._blank(form)), DOCX, form, _WORD)

    def _pdf(self, form):
        if not self._files.pdf_available:
            raise HTTPNotFound
        made = self._files.pdf(self._blank(form), keep=True)
        return busy(self.request, BUSY) if made is None else _sent(made, PDF, form, _PDF)

    def _blank(self, form):
        return self.request.registry.getUtility(IAccessPapers).blank(form)

    @property
    def _files(self):
        return self.request.registry.getUtility(IOfficeFiles)

    _makers = {'': _page, _WORD: _word, _PDF: _pdf}


def files_of(request, section, form):
    """Return ``(format, address)`` of each file that ``form`` is offered as in ``section``."""
    made = request.registry.getUtility(IOfficeFiles)
    endings = (_WORD, *((_PDF,) if made.pdf_available else ()))
    return [(ending[1:].upper(), request.link(section, FORMS_VIEW, form.code + ending))
            for ending in endings]


def _sent(content, kind, form, ending):
    response = Response(content, content_type=kind)
    response.headers['Content-Disposition'] = named('attachment', f'mau-{form.code}{ending}')
    return response
