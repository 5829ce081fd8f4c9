"""The public page of a file, the file itself, and the text of a Word document as a page."""
from pyramid.httpexceptions import HTTPNotFound

from ...base.i18n import DEFAULT, _
from ...web import View, public_view
from ...web.attachments import TWIN, attachment
from ...web.files import VIEW_NAME, file_response
from .resource import File, transcript


class FileView(View):
    """What a reader sees before downloading, and what is downloaded."""

    @public_view(context=File, renderer='templates/view.pt')
    def page(self):
        """Return the values ``view.pt`` names."""
        return {
            'title': self.text.title, 'text': self.text, 'item': self.context,
            'filename': self.context.file.filename,
            'file': attachment(self.request, self.context)}

    @public_view(context=File, name=TWIN, renderer='templates/twin.pt')
    def twin(self):
        """Return the values ``twin.pt`` names; there is no such page of another kind of file."""
        html = transcript(self.context)
        if not html:
            raise HTTPNotFound
        return {'title': _('${title}: bản đọc trên trang', mapping={'title': self.text.title}),
                'name': self.text.title, 'lang': self.text.language, 'item': self.context,
                'html': html, 'file': attachment(self.request, self.context),
                'language': DEFAULT}

    @public_view(context=File, name=VIEW_NAME, cacheable=False)
    def content(self):
        """Return the bytes."""
        return file_response(self.request, self.context.file)
