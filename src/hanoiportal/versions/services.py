"""``IEditing``, as plain objects that know nothing of HTTP."""
from contextlib import contextmanager

import colander
from zope.interface import implementer

from ..i18n import DEFAULT, _
from ..interfaces import IClock, ITranslation
from ..permissions import ADD, DELETE, EDIT
from ..text import slug
from ..tree import Translation
from ..tree.events import ObjectModified
from ..tree.lookup import find_portal
from ..tree.names import BadName
from ..tree.schema import values_of
from .checking import check, translatable_part
from .interfaces import IEditing, Refused
from .resource import append, remember


@implementer(IEditing)
class EditingService:
    """``IEditing`` for one asker."""

    def __init__(self, registry, allowed, clock, notify):
        self._registry = registry
        self._content = registry.content
        self._allowed = allowed  # callable(permission, resource) -> bool
        self._clock = clock
        self._notify = notify    # callable(event)

    def add(self, place, name, type_name, values, actor, known=()):
        self._require(ADD, place)
        if place.allowed_types is not None and type_name not in place.allowed_types:
            raise Refused({'': _('Loại «${type}» không được đăng ở đây.',
                                 mapping={'type': type_name})})
        checked = check(self._schema(type_name), values)
        resource = self._content.create(type_name, **checked)
        resource.created_at = self._clock.now()
        resource.created_by = actor
        vars(resource).update(known)
        self._seat(place, name or free_name(place, resource.title), resource)
        return resource

    def _seat(self, place, name, resource):
        with self._a_good_name(name, resource):
            place.add(name, resource, registry=self._registry)

    def rename(self, resource, name, actor):
        self._require(EDIT, resource)
        place = resource.__parent__
        if name == resource.__name__:
            return
        with self._a_good_name(name, resource):
            place.check_name(name)
            place.rename(resource.__name__, name, registry=self._registry)

    @contextmanager
    def _a_good_name(self, name, resource):
        """Turn what the block says against ``name`` into ``Refused``."""
        check_name = self._content.metadata(resource, 'check_name')
        try:
            if check_name is not None:
                check_name(name, self._registry)
            yield
        except BadName as error:
            raise Refused({'name': error.args[0]}) from None
        except KeyError:
            raise Refused({'name': _('Đã có mục mang tên «${name}» ở đây.',
                                     mapping={'name': name})}) from None

    def edit(self, resource, values, actor, note=''):
        self._require(EDIT, resource)
        schema = self._schema(self._content.typeof(resource))
        before = values_of(resource, schema)
        merged = {**_written(schema, before), **values}
        return self._change(resource, before, check(schema, merged), actor, note)

    def translate(self, resource, language, values, actor, known=()):
        self._require(EDIT, resource)
        schema = self._schema_in(resource, language)
        translation = resource.translations.get(language)
        if translation is None:
            return self._new_translation(resource, language, check(schema, values), known)
        before = values_of(translation, schema)
        self._change(translation, before, check(schema, {**_written(schema, before), **values}),
                     actor, '')
        return translation

    def _new_translation(self, resource, language, checked, known):
        translation = Translation(language, **checked)
        translation.created_at = self._clock.now()
        vars(translation).update(known)
        resource.add_translation(translation)
        find_portal(resource).__objectmap__.seat(translation)
        self._notify(ObjectModified(resource))
        return translation

    def _change(self, resource, before, after, actor, note):
        if all(before.get(name) == value for name, value in after.items()):
            return False
        now = self._clock.now()
        remember(resource, before, now, actor, note)
        for name, value in after.items():
            setattr(resource, name, value)
        resource.modified_at = now
        self._notify(ObjectModified(resource))
        return True

    def keep_version(self, document, values, state, until, actor, note):
        self._require(EDIT, document)
        translated = ITranslation.providedBy(document)
        schema = self._schema_in(
            document.__parent__ if translated else document, document.language)
        append(document, check(schema, values), state, until, actor, note)

    def remove(self, resource, actor):
        self._require(DELETE, resource)
        resource.__parent__.remove(resource.__name__, registry=self._registry)

    def _require(self, permission, resource):
        if not self._allowed(permission, resource):
            raise Refused({'': _('Bạn không có quyền làm việc này ở đây.')})

    def _schema_in(self, resource, language):
        schema = self._schema(self._content.typeof(resource))
        if language == DEFAULT:
            return schema
        return translatable_part(schema, self._content.metadata(resource, 'translatable'))

    def _schema(self, type_name):
        if type_name not in self._content.meta:
            raise Refused({'type': _('Không có loại nội dung «${type}».',
                                     mapping={'type': type_name})})
        return self._content.meta[type_name]['schema']().bind(registry=self._registry)


def _written(schema, values):
    """Return ``values`` as a form would send them back."""
    return {node.name: node.serialize(values[node.name]) for node in schema
            if values.get(node.name) not in (None, colander.null)}


def free_name(place, title):
    """Return a name made from ``title`` that nothing in ``place`` has."""
    wanted = name = slug(title)
    number = 2
    while name in place or name in place.reserved:
        name = f'{wanted}-{number}'
        number += 1
    return name


def editing_service(request):
    registry = request.registry
    return EditingService(
        registry, request.has_permission, registry.getUtility(IClock),
        lambda event: registry.subscribers((event, event.object), None))
