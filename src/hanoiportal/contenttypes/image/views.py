"""The public page of an image, and the image itself."""
from ...web import View, public_view
from ...web.files import VIEW_NAME, file_address, file_response
from .resource import Image


class ImageView(View):
    """What a reader of an image's page sees, and the bytes that other pages show."""

    @public_view(context=Image, renderer='templates/view.pt')
    def page(self):
        """Return the values ``view.pt`` names."""
        return {'title': self.text.title, 'text': self.text, 'item': self.context,
                'image': self.context.image,
                'address': file_address(self.request, self.context, self.context.image)}

    @public_view(context=Image, name=VIEW_NAME, cacheable=False)
    def content(self):
        """Return the bytes."""
        return file_response(self.request, self.context.image)
