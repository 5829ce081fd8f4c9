"""Bài dẫn từ trang khác: an item that shows another site's item (clause 12.1, ADR 74).

Nobody writes it here: ``editorial/crossposting`` makes it when the board of the site accepts.
Visitors find the source in its place, in the versions that this board has approved.
"""
from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    config.scan_all('.')
