"""A text and its life: versions, drafts, translations, links, the bin, erasure, transfer."""
from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    config.include('.erasure')
    config.include('.versions')
    config.include('.previews')
    config.include('.comments')
    config.include('.redirects')
    config.include('.links')
    config.include('.outside')
    config.include('.recyclebin')
    config.include('.drafts')
    config.include('.locking')
    config.include('.translations')
