"""Khảo sát, lấy ý kiến: questions to everybody, open for a time (clauses 4.2.f, 4.3.c).

Who writes: the site's editors.  Who approves: its Editorial Board, the questions before they are
asked and the figures before they are told.  Who answers and reads: anyone.
"""
from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    config.scan_all('.')
