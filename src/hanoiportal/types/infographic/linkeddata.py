"""An infographic in the words of schema.org."""
from ...kernel.tree.lookup import find_portal
from ...platform.media.leading import public_images


def linked_data(item, text, address):
    """Return what makes the thing an ``ImageObject``: where it is."""
    shown = public_images(find_portal(item), item.images)[:1]
    return {'@type': 'ImageObject',
            'contentUrl': address(shown[0], 'content') if shown else None}
