"""The public page of a file, and the file itself."""
from ...web import View, public_view
from ...web.files import VIEW_NAME, file_address, file_response, size_text
from .resource import File


class FileView(View):
    """What a reader sees before downloading, and what is downloaded."""

    @public_view(context=File, renderer='templates/view.pt')
    def page(self):
        """Return the values ``view.pt`` names."""
        stored = self.context.file
        return {
            'title': self.text.title, 'text': self.text, 'item': self.context, 'file': stored,
            'address': file_address(self.request, self.context, stored),
            'format': stored.filename.rpartition('.')[2].upper(),
            'size': size_text(stored.size, self.request.language.tag)}

    @public_view(context=File, name=VIEW_NAME, cacheable=False)
    def content(self):
        """Return the bytes."""
        return file_response(self.request, self.context.file)
