"""Keeping in mind what translations were made from, and since when they are behind."""
from ...base.interfaces import IClock, IItem
from ...kernel.tree.events import IObjectPublished
from .services import TranslatingService


def translation_saved(event):
    """Keep what a translation that has been saved was made from."""
    translation = event.object
    if IItem.providedBy(translation.__parent__):
        translating = _translating(event)
        translating.save(translation, IObjectPublished.providedBy(event))
        _note(translation, translating, event.registry)


def vietnamese_changed(event):
    """Note since when each translation of an item is behind."""
    if event.object.translations:
        translating = _translating(event)
        for translation in event.object.translations.values():
            _note(translation, translating, event.registry)


def _note(translation, translating, registry):
    since = getattr(translation, 'stale_since', None)
    if not translating.is_stale(translation):
        if since is not None:
            translation.stale_since = None
    elif since is None:
        translation.stale_since = registry.getUtility(IClock).now()


def _translating(event):
    return TranslatingService(event.registry, lambda permission, resource: False)
