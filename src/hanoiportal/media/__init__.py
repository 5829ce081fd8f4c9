"""Renditions of pictures: smaller, in newer formats, cut around what matters (clause 6.7).

They are made of a stored picture when somebody first asks for them, and kept outside of the
databases in a bounded folder (decision 23): a pure function of the picture's bytes.
"""
from ..settings import ISettings
from .interfaces import IRenditions
from .renditions import Renditions
from .shelf import Shelf


def includeme(config):
    settings = config.registry.getUtility(ISettings)
    shelf = Shelf(settings.media_cache, settings.media_cache_bytes)
    config.registry.registerUtility(Renditions(shelf), IRenditions)
