"""Văn bản: legal and administrative documents, whole, with an address for every provision.

Clauses 13.1.c, 14.2, 14.3.b, 15.1.e.  Who writes: the editors of the body that issued the
document or applies it.  Who approves: its Editorial Board.  Who reads: anyone.
"""
from ...base.settings import ISettings
from ...integration.lawdatabases.interfaces import IOurDocuments
from .compared import OurDocuments
from .interfaces import IDocumentKinds, ILaws, IStamps
from .laws import laws_of
from .reading.numbers import kinds
from .secrecymarks import stamps_of


def includeme(config):
    data = config.registry.getUtility(ISettings).data
    config.registry.registerUtility(
        {kind.key: kind for kind in kinds(data / 'document_types.csv')}, IDocumentKinds)
    config.registry.registerUtility(laws_of(data / 'laws.csv'), ILaws)
    config.registry.registerUtility(stamps_of(data / 'secrecy_marks.csv'), IStamps)
    config.registry.registerUtility(OurDocuments(config.registry), IOurDocuments)
    config.scan_all('.')
