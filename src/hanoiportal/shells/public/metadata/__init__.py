"""What machines read in the head of every page (TT 24/2011, NĐ 224/2026 art. 11.5).

One ``About`` says what a page is, in the words of its language; Dublin Core, the card of Open
Graph and the linked data of schema.org are three ways to write it down.
"""
from ....base.settings import ISettings
from .dublin_core import IElements, read_elements


def includeme(config):
    settings = config.registry.getUtility(ISettings)
    config.registry.registerUtility(
        read_elements(settings.data / 'dublin_core.csv'), IElements)
