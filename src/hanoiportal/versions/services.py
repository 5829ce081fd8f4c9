"""``IEditing``, as plain objects that know nothing of HTTP."""
from zope.interface import implementer

from ..i18n import DEFAULT, ILanguages, _
from ..interfaces import IClock, ITranslation
from ..permissions import ADD, DELETE, EDIT
from ..tree import Translation
from ..tree.events import ObjectModified, send
from ..tree.lookup import find_portal
from ..tree.schema import values_of
from .checking import check, check_given, translatable_part
from .interfaces import IEditing, Refused
from .naming import check_seat, free_name, is_furniture
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
        self._schemas = {}

    def add(self, place, name, type_name, values, actor, known=()):
        self._require(ADD, place)
        if type_name not in getattr(place, 'allowed_types', ()):
            raise Refused({'': _('Loại «${type}» không được đăng ở đây.',
                                 mapping={'type': type_name})})
        checked = check(self._schema(type_name), values)
        resource = self._content.create(type_name, **checked)
        resource.created_at = self._clock.now()
        resource.created_by = actor
        vars(resource).update(known)
        name = name or free_name(place, resource.title, self._registry)
        check_seat(place, name, resource, self._registry)
        place.add(name, resource, registry=self._registry)
        return resource

    def rename(self, resource, name, actor):
        self._require_loose(EDIT, resource)
        if name == resource.__name__:
            return
        check_seat(resource.__parent__, name, resource, self._registry)
        resource.__parent__.rename(resource.__name__, name, registry=self._registry)

    def edit(self, resource, values, actor, note=''):
        self._require(EDIT, resource)
        return self._change(
            resource, self._schema(self._content.typeof(resource)), values, actor, note)

    def translate(self, resource, language, values, actor, known=()):
        self._require(EDIT, resource)
        schema = self._schema_in(resource, language)
        translation = resource.translations.get(language)
        if translation is None:
            return self._new_translation(resource, language, check(schema, values), actor, known)
        self._change(translation, schema, values, actor, '')
        return translation

    def _new_translation(self, resource, language, checked, actor, known):
        translation = Translation(language, **checked)
        translation.created_at = self._clock.now()
        translation.created_by = actor
        vars(translation).update(known)
        resource.add_translation(translation)
        find_portal(resource).__objectmap__.seat(translation)
        self._notify(ObjectModified(resource))
        return translation

    def _change(self, document, schema, values, actor, note):
        before = values_of(document, schema)
        given = check_given(schema, before, values)
        if all(before.get(name) == value for name, value in given.items()):
            return False
        now = self._clock.now()
        remember(document, before, now, actor, note)
        for name, value in given.items():
            setattr(document, name, value)
        document.modified_at = now
        self._notify(ObjectModified(document))
        return True

    def keep_version(self, document, values, state, until, actor, note):
        self._require(EDIT, document)
        translated = ITranslation.providedBy(document)
        schema = (self._schema_in(document.__parent__, document.language) if translated
                  else self._schema(self._content.typeof(document)))
        append(document, check(schema, values), state, until, actor, note)

    def remove(self, resource, actor):
        self._require_loose(DELETE, resource)
        resource.__parent__.remove(resource.__name__, registry=self._registry)

    def _require(self, permission, resource):
        if not self._allowed(permission, resource):
            raise Refused({'': _('Bạn không có quyền làm việc này ở đây.')})

    def _require_loose(self, permission, resource):
        self._require(permission, resource)
        if is_furniture(resource):
            raise Refused({'': _('Phần này là bộ phận của Cổng, không đổi tên hay xóa được.')})

    def _schema_in(self, resource, language):
        """Return the schema of a translation of ``resource`` into ``language``."""
        if language == DEFAULT or language not in self._registry.getUtility(ILanguages).by_tag:
            raise Refused({'language': _('Cổng không có bản dịch sang ngôn ngữ «${language}».',
                                         mapping={'language': str(language)[:40]})})
        return translatable_part(self._schema(self._content.typeof(resource)),
                                 self._content.metadata(resource, 'translatable'))

    def _schema(self, type_name):
        if type_name not in self._content.meta:
            raise Refused({'type': _('Không có loại nội dung «${type}».',
                                     mapping={'type': type_name})})
        if type_name not in self._schemas:
            self._schemas[type_name] = self._content.meta[type_name]['schema']().bind(
                registry=self._registry)
        return self._schemas[type_name]


def editing_service(request):
    registry = request.registry
    return EditingService(
        registry, request.has_permission, registry.getUtility(IClock), send(registry))
