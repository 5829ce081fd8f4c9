"""Translations that fell behind: which paragraphs, in which language, since when (4.2.g, 13.1.h).

For translators, who find them on a list and see what has changed, and for readers, who are told.
A translation keeps the keys of the Vietnamese paragraphs that it was made from (ADR 2);
what is stale follows from them and the present text.
"""
from ...base.interfaces import ITranslation
from .interfaces import STALE, STALE_IN, ITranslating
from .services import TranslatingService, translating_service


def includeme(config):
    config.add_service(ITranslating, translating_service)
    config.add_flags(stale_flags)
    config.scan_all('.subscribers')


def stale_flags(document, registry):
    """Return the flags of the catalog of ``document``, a translation that is behind; else none."""
    if not ITranslation.providedBy(document):
        return ()
    translating = TranslatingService(registry, lambda permission, resource: False)
    return (STALE, STALE_IN + document.language) if translating.is_stale(document) else ()
