"""Chủ đề diễn đàn: what a board asks the public to discuss, and what they say (clause 4.2.e).

Who writes: the site's editors.  Who approves: its Editorial Board, the topic as any item, each
post before it is seen, the summary at the end.  Who reads: anyone.  Who posts: people whom VNeID
has confirmed.
"""
from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    config.scan_all('.')
