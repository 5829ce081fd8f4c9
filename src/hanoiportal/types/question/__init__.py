"""Câu hỏi đã trả lời: a question of a person and the answer, as the public reads them (4.3).

Nobody writes it here: ``participation/publication`` makes it of a case, once the board of the
answering site has approved exactly this text (15.1.f).  It holds days and no moments, no number of
a case, and the name of who asked only with their consent.  Who reads: anyone.
"""
from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    config.scan_all('.')
