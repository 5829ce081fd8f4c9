"""The tree: portal → component sites → sections → items, as persistent objects (ADR 2).

Everything of substanced that the tree stands on is reached through this package.
"""
from pyramid.config import Configurator

from ...base.settings import ISettings
from ..inspection.clamd import Clamd, IScanner
from ..inspection.formats import IFormats, read_formats
from .content import content_type
from .englishnames import EnglishNames, IEnglishNames
from .reactions import add_reaction, on_document_change
from .resources import Folder, FolderishItem, Item, MountPoint, Translation
from .site import Site

__all__ = ['Folder', 'FolderishItem', 'Item', 'MountPoint', 'Site', 'Translation', 'content_type']


def includeme(config: Configurator) -> None:
    config.include('.substrate')
    config.add_directive('add_reaction', add_reaction)
    config.add_directive('on_document_change', on_document_change)
    settings = config.registry.getUtility(ISettings)
    config.registry.registerUtility(read_formats(settings.data / 'formats.csv'), IFormats)
    config.registry.registerUtility(EnglishNames(settings.data), IEnglishNames)
    if settings.clamd:
        config.registry.registerUtility(Clamd(settings.clamd, settings.clamd_seconds), IScanner)
