"""Stand-ins: copies of items that are as if their versions in work were public.

A public page is a function of what it is given, so it is shown a stand-in.  Nothing refers to a
stand-in but the page, and so it is never kept.
"""
from ...base.i18n import DEFAULT
from ...base.interfaces import IContainer, IItem, IWorkingVersion
from ...kernel.tree import Translation
from ...kernel.tree.lookup import in_work
from ...kernel.tree.resources import detached
from ...kernel.workflow.interfaces import PUBLIC, PUBLISHED

#: What has no address yet is called so in the preview.
_UNNAMED = 'ban-xem-truoc'


def stand_in(item, shown, typed=None):
    """Return a copy of ``item`` whose page is what it will be.

    ``shown``: callable(document) -> whether the version in work of an item or translation is
    shown.  Of others there is the public one; of an item that has none, the text as it is.
    ``typed``: tag of a language and ``{field: value}`` of what somebody types for the text in it
    and has not saved; that translation may not be there yet.
    """
    place = item.__parent__
    if IItem.providedBy(place):
        place = stand_in(place, lambda document: False)
    copy = _copy(item, place)
    if shown(item) or item.state not in PUBLIC:
        _show(copy, item)
    copy.translations = dict(_translations(item, copy, shown))
    if IContainer.providedBy(item):
        copy.data = {name: _part(child, copy) for name, child in item.data.items()}
    if typed is not None:
        _put(copy, *typed)
    return copy


def new_stand_in(made, place, values):
    """Return an item of the class ``made`` with ``values``, as if it were public in ``place``."""
    item = made(**values)
    item.__parent__, item.__name__, item.__oid__ = place, _UNNAMED, 0
    item.state = PUBLISHED
    return item


def _put(copy, language, values):
    text = copy
    if language != DEFAULT:
        text = copy.translations.get(language)
        if text is None:
            text = copy.translations[language] = Translation(language)
            text.__parent__, text.__oid__, text.state = copy, 0, PUBLISHED
    for name, value in values.items():
        setattr(text, name, value)


def _translations(item, copy, shown):
    for tag, translation in item.translations.items():
        if shown(translation) or translation.state in PUBLIC:
            made = _copy(translation, copy)
            if shown(translation):
                _show(made, translation)
            yield tag, made


def _copy(resource, place):
    """Return a copy of ``resource``, a child of ``place``, that belongs to no database."""
    copy = detached(resource)
    copy.__parent__ = place
    copy.working = None
    return copy


def _show(copy, document):
    """Let ``copy`` be the version in work of ``document``, made public."""
    working = in_work(document)
    if IWorkingVersion.providedBy(working):
        for name, value in working.fields.items():
            setattr(copy, name, value)
        made_from = getattr(document, 'made_from_in_work', None)
        if made_from is not None:
            copy.made_from = made_from
    if copy.state not in PUBLIC or IWorkingVersion.providedBy(working):
        copy.state = PUBLISHED


def _part(child, place):
    """Return a copy of what an item carries: what is public of it will be so with the item."""
    copy = _copy(child, place)
    copy.translations = {tag: _copy(text, copy) for tag, text in child.translations.items()}
    return copy
