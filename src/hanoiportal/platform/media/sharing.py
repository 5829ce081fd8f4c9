"""``ISharedPictures``: the rendition of a picture that other systems are given."""
from __future__ import annotations

from typing import Any

from pyramid.registry import Registry
from zope.interface import implementer

from ...kernel.tree.names import WHOLE
from .interfaces import IRenditions, ISharedPictures
from .variants import Variant, variants

#: The format that everybody takes; its width in pixels at most; digits of a digest.
KIND, WIDTH, _DIGITS = 'jpg', 1200, 16


@implementer(ISharedPictures)
class SharedPictures:
    """See ``ISharedPictures``."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def path(self, image: Any) -> str:
        """See ``ISharedPictures``."""
        chosen = _chosen(image)
        version = image.image.sha256[:_DIGITS]
        return f'{WHOLE}?v={version}&w={chosen.width}&as={chosen.kind}'

    def size(self, image: Any) -> int | None:
        """See ``ISharedPictures``."""
        renditions: IRenditions = self._registry.getUtility(IRenditions)
        content = renditions.get(image.image, _chosen(image), keep=image.is_public)
        return None if content is None else len(content)


def _chosen(image: Any) -> Variant:
    return [each for each in variants(image.image)
            if each.kind == KIND and each.width <= WIDTH][-1]
