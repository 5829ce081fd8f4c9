"""Every item as data: ``.json``, ``.jsonld``, ``.txt``, ``.md`` beside its page.

The address of an item and the name of a format, ``/tin-tuc-su-kien/tin.json``; who may read the
page may read it there, and where the page is not found this is not found either.
"""
from pyramid.config import Configurator

from ....base.settings import ISettings
from .datasets import IDatasets, read_datasets


def includeme(config: Configurator) -> None:
    config.include('.suffix')
    config.include('.sitecatalogue')
    folder = config.registry.getUtility(ISettings).data
    config.registry.registerUtility(read_datasets(folder / 'datasets.csv'), IDatasets)
