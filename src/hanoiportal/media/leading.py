"""Pictures that an item names by their paths."""
from ..tree.lookup import at_path, is_closed


def public_images(portal, paths):
    """Return the images at ``paths`` in the portal that anybody may see, in their order."""
    found = (at_path(portal, path) for path in paths)
    return [image for image in found
            if hasattr(image, 'image') and image.is_public and not is_closed(image)]
