"""Văn bản: legal and administrative documents, whole, with an address for every provision.

Clauses 13.1.c, 14.2, 14.3.b, 15.1.e.  Who writes: the editors of the body that issued the
document or applies it.  Who approves: its Editorial Board.  Who reads: anyone.
"""
from ...settings import ISettings
from .interfaces import IDocumentKinds
from .numbers import kinds


def includeme(config):
    path = config.registry.getUtility(ISettings).data / 'document_types.csv'
    config.registry.registerUtility({kind.key: kind for kind in kinds(path)}, IDocumentKinds)
    config.scan_all('.')
