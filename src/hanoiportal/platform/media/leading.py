"""Pictures that an item names by their paths."""
from ...kernel.tree.lookup import at_path, is_closed


def public_images(portal, paths):
    """Return the images at ``paths`` in the portal that anybody may see, in their order."""
    found = (at_path(portal, path) for path in paths)
    return [image for image in found
            if hasattr(image, 'image') and image.is_public and not is_closed(image)]


class Illustrated:
    """Base of items that name pictures.  ``images``: paths of images, the first leads."""

    images = ()

    def lead_image(self, portal):
        """Return the first of ``images`` that readers may see, or ``None``."""
        return next(iter(public_images(portal, self.images)), None)
