"""Stand-ins: copies of items that are as if their versions in work were public.

A public page is a function of what it is given, so it is shown a stand-in.  Nothing refers to a
stand-in but the page, and so it is never kept.
"""
from ...base.interfaces import IContainer, IItem, IWorkingVersion
from ...kernel.tree.lookup import in_work
from ...kernel.workflow.interfaces import PUBLIC, PUBLISHED


def stand_in(item, shown):
    """Return a copy of ``item`` whose page is what it will be.

    ``shown``: callable(document) -> whether the version in work of an item or translation is
    shown.  Of others there is the public one; of an item that has none, the text as it is.
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
    return copy


def _translations(item, copy, shown):
    for tag, translation in item.translations.items():
        if shown(translation) or translation.state in PUBLIC:
            made = _copy(translation, copy)
            if shown(translation):
                _show(made, translation)
            yield tag, made


def _copy(resource, place):
    """Return a copy of ``resource``, a child of ``place``, that belongs to no database."""
    resource._p_activate()
    copy = type(resource).__new__(type(resource))
    vars(copy).update(vars(resource))
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
