"""Lấy ý kiến dự thảo: a draft of a document, on which people comment (clauses 4.2.d, 4.3.b).

Who writes: the drafting body.  Who approves: its Editorial Board, each version of the draft.  Who
reads: anyone, provision by provision.
"""
from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    config.scan_all('.')
