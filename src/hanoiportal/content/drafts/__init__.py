"""Bản lưu tự động: what editors type is kept every few seconds, for themselves alone.

It lies in the ``drafts`` database, so that no keystroke makes the content grow (ADR 1).
``merging`` brings together what two people have saved of one text.
"""
from ...kernel.storage.interfaces import DRAFTS
from .cleaning import EVERY, forget_old
from .erasing import forget_drafts
from .interfaces import IDrafts
from .services import drafts_service


def includeme(config):
    config.add_service(IDrafts, drafts_service)
    config.add_job('drafts', EVERY, forget_old)
    config.add_eraser('drafts', DRAFTS, forget_drafts)
