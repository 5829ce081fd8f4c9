"""Ý kiến nhận được, việc đã làm: what a body did about what people rated and said (clause 4.3.c).

Who writes: the site's editors.  Who approves: its Editorial Board.  Who reads: anyone, in the
list of ``/ket-qua-danh-gia``.
"""
from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    config.scan_all('.')
