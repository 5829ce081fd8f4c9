"""A photo set in the words of schema.org."""
from ...kernel.tree.lookup import find_portal
from ...platform.media.leading import public_images

#: So many are told of in the head of the page: it is to stay small.
MOST = 8


def linked_data(item, text, address):
    """Return what makes the thing an ``ImageGallery`` of the first images that readers see."""
    shown = public_images(find_portal(item), item.images)[:MOST]
    return {'@type': 'ImageGallery', 'associatedMedia': [
        {'@type': 'ImageObject', '@id': address(image), 'name': image.title,
         'contentUrl': address(image, 'content')} for image in shown]}
