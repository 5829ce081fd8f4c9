"""``ITranslating``, and what is kept when a translation is saved."""
from html import escape
from typing import NamedTuple

from zope.interface import implementer

from ...base.errors import Refused
from ...base.interfaces import IItem, ITranslation, IWorkingVersion
from ...base.permissions import EDIT, NOT_ALLOWED, TRANSLATE, Allowed
from ...kernel.tree.content import types_of
from ...kernel.tree.events import Change, send
from ...kernel.tree.lookup import in_work
from .base import changes, keys_of, parted, place_of, saved, segments_of
from .interfaces import ITranslating, StaleSegment

#: Attributes of a translation: ``{field: Base}`` of its public text and of its working version.
MADE_FROM, IN_WORK = 'made_from', 'made_from_in_work'


class TranslatedField(NamedTuple):
    """A field that each language has for itself.  ``is_rich``: whether it holds HTML."""

    name: str
    is_rich: bool


@implementer(ITranslating)
class TranslatingService:
    """``ITranslating`` for one asker."""

    def __init__(self, registry, allowed: Allowed):
        self._content = registry.content
        self._types = types_of(registry)
        self._allowed = allowed
        self._notify = send(registry)

    def stale(self, translation):
        found = []
        for field, base, was in self._changed(translation):
            source, own = self._texts(translation, field)
            keys, own_keys = keys_of(source), keys_of(own)
            for change in changes(base, keys):
                before = None if change.before is None else was(change.before)
                found.append(StaleSegment(
                    field.name, place_of(change, base, keys, own_keys), before or '',
                    '' if change.now is None else source[change.now].text))
        return found

    def is_stale(self, translation):
        return next(iter(self._changed(translation)), None) is not None

    def mark_current(self, translation, actor):
        working_copy = in_work(translation)
        if not self._allowed(EDIT, working_copy) and not self._allowed(TRANSLATE, translation):
            raise Refused({'': NOT_ALLOWED})
        for name, version in ((MADE_FROM, translation), (IN_WORK, translation.working)):
            if version is not None:
                setattr(translation, name, self._made_from(version, {}))
        translation.stale_since = None
        self._notify(Change(
            translation, 'mark_current', actor, language=translation.language))

    def marked(self, translation, field, note, language):
        body = getattr(translation, field)
        for changed, base, _was in self._changed(translation):
            if changed.name == field:
                mark = f'<span class="stale" lang="{escape(language)}">{escape(note)}</span> '
                return _inserted(body, self._starts(translation, changed, base), mark)
        return body

    def _starts(self, translation, field, base):
        """Return where the stale paragraphs of ``field`` begin; all of them if nobody can tell."""
        source, own = self._texts(translation, field)
        keys, own_keys = keys_of(source), keys_of(own)
        found = [(change, place_of(change, base, keys, own_keys))
                 for change in changes(base, keys)]
        if any(place is None and change.before is not None for change, place in found):
            return [segment.start for segment in own]
        places = {place for _change, place in found if place is not None}
        return [own[place].start for place in sorted(places) if place < len(own)]

    def save(self, translation, is_published):
        """Keep what the text of ``translation`` that has just been saved was made from.

        ``is_published``: whether its working version has taken its place.
        """
        made_from = getattr(translation, MADE_FROM, None) or {}
        in_progress = getattr(translation, IN_WORK, None)
        if translation.working is not None:
            setattr(translation, IN_WORK, self._made_from(
                translation.working, made_from if in_progress is None else in_progress))
            return
        if is_published and in_progress is not None:
            made_from = in_progress
        if in_progress is not None:
            delattr(translation, IN_WORK)
        kept = self._made_from(translation, made_from)
        if kept != getattr(translation, MADE_FROM, None):
            setattr(translation, MADE_FROM, kept)

    def _made_from(self, version, before):
        """Return ``{field: Base}`` of ``version`` of a translation."""
        kept = {}
        for field in self._fields(version):
            source, own = self._texts(version, field)
            kept[field.name] = saved(before.get(field.name), keys_of(source), keys_of(own))
        return kept

    def _changed(self, version):
        """Yield the fields of ``version`` whose Vietnamese text has changed, with their ``Base``
        and callable(position) -> what the paragraph was.
        """
        translation = _translation(version)
        if translation is None:
            return
        name = MADE_FROM if version is translation else IN_WORK
        made_from = getattr(translation, name, None) or getattr(translation, MADE_FROM, None) or {}
        for field in self._fields(version):
            base = made_from.get(field.name)
            if base and base.source != keys_of(self._source(translation, field)):
                yield field, base, _Former(translation.__parent__, field, base)

    def _fields(self, version):
        """Return the ``TranslatedField`` of each field that a translation has for itself."""
        item = _translation(version).__parent__
        names = self._content.metadata(item, 'translatable')
        schema = self._types[self._content.typeof(item)]['schema']
        return [TranslatedField(node.name, getattr(node, 'rich', False))
                for node in schema() if node.name in names]

    def _texts(self, version, field):
        translation = _translation(version)
        return self._source(translation, field), segments_of(
            getattr(version, field.name, None), field.is_rich)

    @staticmethod
    def _source(translation, field):
        return segments_of(getattr(translation.__parent__, field.name, None), field.is_rich)


class _Former:
    """What paragraphs of the Vietnamese text were, as far as its history still has them."""

    def __init__(self, item, field, base):
        self._item, self._field, self._base = item, field, base
        self._known = None

    def __call__(self, position):
        if self._known is None:
            self._known = {
                segment.key: segment.text for version in self._item.history
                for segment in segments_of(version.values.get(self._field.name),
                                           self._field.is_rich)}
        return self._known.get(parted(self._base.source)[position], '')


def _inserted(body, starts, mark):
    ends = [*starts[1:], len(body)]
    pieces = [mark + body[start:end] for start, end in zip(starts, ends, strict=False)]
    return ''.join([body[:starts[0]], *pieces]) if starts else body


def _translation(version):
    """Return the translation of an item that ``version`` is, or a working version of; or ``None``.
    """
    found = version.__parent__ if IWorkingVersion.providedBy(version) else version
    return found if ITranslation.providedBy(found) and IItem.providedBy(found.__parent__) else None


def translating_service(request):
    return TranslatingService(request.registry, request.has_permission)
