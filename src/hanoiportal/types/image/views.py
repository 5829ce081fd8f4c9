"""The public page of an image, the image itself, and its renditions."""
from ...base.numbers import size_text
from ...platform.media.pictures import THUMBNAIL, WHOLE, smallest
from ...platform.media.views import picture_of, rendition_response
from ...web import View, public_view
from ...web.files import VIEW_NAME, file_address, file_response
from .resource import Image


def small_at(address, image):
    """Return the address of the smallest cut of the public ``image``, whose page has ``address``.
    """
    return smallest(address, image)


class ImageView(View):
    """What a reader of an image's page sees, and the bytes that other pages show."""

    @public_view(context=Image, renderer='templates/view.pt')
    def page(self):
        """Return the values ``view.pt`` names."""
        stored = self.context.image
        return {'title': self.text.title, 'text': self.text, 'item': self.context,
                'shown': picture_of(self.request, self.context),
                'address': file_address(self.request, self.context, stored),
                'format': stored.filename.rpartition('.')[2].upper(),
                'size': size_text(stored.size, self.request.language.tag),
                'pixels': f'{stored.width} × {stored.height}'}

    @public_view(context=Image, name=VIEW_NAME, cacheable=False)
    def content(self):
        """Return the bytes."""
        return file_response(self.request, self.context.image)

    @public_view(context=Image, name=WHOLE, cacheable=False)
    def scaled(self):
        """Return the whole picture in the width and the format asked for."""
        return rendition_response(self.request, self.context)

    @public_view(context=Image, name=THUMBNAIL, cacheable=False)
    def thumbnail(self):
        """Return what stands around its focal point, as small as asked for."""
        return rendition_response(self.request, self.context, cut=True)
