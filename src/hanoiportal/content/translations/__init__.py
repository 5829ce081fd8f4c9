"""Translations that fell behind: which paragraphs, in which language, since when (4.2.g, 13.1.h).

For translators, who find them on a list and see what has changed, and for readers, who are told.
A translation keeps the keys of the Vietnamese paragraphs that it was made from (ADR 2);
what is stale follows from them and the present text.
"""
from ...base.i18n import DEFAULT, ILanguages
from ...base.interfaces import IItem, ITranslation, IWorkingVersion
from ...kernel.tree.events import IObjectModified
from ...kernel.tree.reactions import Order
from ...kernel.workflow.interfaces import PUBLIC
from ...platform.duties.interfaces import IFallenBehind
from .interfaces import MISSING_IN, STALE, STALE_IN, ITranslating
from .services import TranslatingService, translating_service
from .subscribers import translation_saved, vietnamese_changed


def includeme(config):
    config.add_service(ITranslating, translating_service)
    config.registry.registerUtility(
        lambda translation: _reading(config.registry).is_stale(translation), IFallenBehind)
    config.add_flags(stale_flags)
    config.add_flags(missing_flags)
    config.add_reaction(
        translation_saved, IObjectModified, obj=ITranslation, order=Order.DOCUMENT)
    config.add_reaction(vietnamese_changed, IObjectModified, obj=IItem, order=Order.DOCUMENT)


def stale_flags(document, registry):
    """Return the flags of the catalog of ``document``, a translation that is behind; else none."""
    if not ITranslation.providedBy(document):
        return ()
    translating = _reading(registry)
    return (STALE, STALE_IN + document.language) if translating.is_stale(document) else ()


def _reading(registry):
    """Return the service of somebody who may change nothing."""
    return TranslatingService(registry, lambda permission, resource: False)


def missing_flags(document, registry):
    """Return the flags of ``document``, a public item of a section that is to have texts in other
    languages of the interface, for each of them that it has not.
    """
    if not IItem.providedBy(document) or ITranslation.providedBy(document) or (
            IWorkingVersion.providedBy(document)) or document.state not in PUBLIC:
        return ()
    section = document.__parent__
    if getattr(section, 'foreign_language', 'no') == 'no' or not registry.content.metadata(
            document, 'translatable'):
        return ()
    tags = (each.tag for each in registry.getUtility(ILanguages).interface)
    return tuple(MISSING_IN + tag for tag in tags
                 if tag != DEFAULT and tag not in document.translations)
