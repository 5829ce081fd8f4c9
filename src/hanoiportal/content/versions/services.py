"""``IEditing``, as plain objects that know nothing of HTTP."""
from zope.interface import implementer

from ...base.errors import Refused
from ...base.i18n import DEFAULT, ILanguages, _
from ...base.interfaces import IClock, IContainer, IItem
from ...base.permissions import ADD, EDIT, MANAGE_SITE, NOT_ALLOWED, TRANSLATE, WITHDRAW, Allowed
from ...kernel.tree import Translation
from ...kernel.tree.content import bound_schema
from ...kernel.tree.events import Action, Change, ObjectModified, WorkEnded, acting, send
from ...kernel.tree.lookup import find_portal, in_work
from ...kernel.tree.values import digest_of, values_of
from ...kernel.workflow.interfaces import PUBLIC
from ...kernel.workflow.records import CARRIED_IN, Approval
from .checking import check, check_given
from .interfaces import TRANSLATORS, IEditing
from .naming import check_seat, free_name, is_furniture
from .resource import append, remember
from .working import give_up, is_document, opened, schema_of, translated_schema, write


@implementer(IEditing)
class EditingService:
    """``IEditing`` for one asker."""

    def __init__(self, registry, allowed: Allowed, clock, notify):
        self._registry = registry
        self._content = registry.content
        self._allowed = allowed
        self._clock = clock
        self._notify = notify    # callable(event)

    def add(self, place, name, type_name, values, actor, known=(), shown_as=''):
        schema = self._schema(type_name)
        self._require(self._right_to_add(type_name), place)
        if IItem.providedBy(place):  # a file in a document is a part of it, after those before
            self._require(EDIT, in_work(place))
        if (shown_as or type_name) not in getattr(place, 'allowed_types', ()):
            raise Refused({'': _('Loại “${type}” không được đăng ở đây.',
                                 mapping={'type': type_name})})
        if IItem.providedBy(place) and not place.is_ordered():
            place.set_order(tuple(place.keys()), reorderable=True)
        resource = self._content.create(type_name, **check(schema, values))
        resource.created_at = self._clock.now()
        resource.created_by = actor
        vars(resource).update(known)
        name = name or self._content.metadata(resource, 'own_name') or free_name(
            place, resource.title, self._registry)
        check_seat(place, name, resource, self._registry)
        place.add(name, resource, registry=acting(self._registry, actor))
        return resource

    def _right_to_add(self, type_name):
        """Return ``ADD``; ``MANAGE_SITE`` for what is public as soon as it is there."""
        made = self._content.content_types[type_name]
        return MANAGE_SITE if _is_place(made) else ADD

    def rename(self, resource, name, actor):
        self._require(_right_to_rename(resource), resource)
        if is_furniture(resource):
            raise Refused({'': _('Phần này là bộ phận của Cổng, không đổi tên hay xóa được.')})
        if name == resource.__name__:
            return
        check_seat(resource.__parent__, name, resource, self._registry)
        before = resource.__name__
        resource.__parent__.rename(before, name, registry=self._registry)
        self._notify(Action(resource, 'rename', actor, before=before, after=name))

    def edit(self, resource, values, actor, note=''):
        working_copy = in_work(resource)
        if is_document(resource):
            self._require_text(working_copy)
        else:
            self._require(MANAGE_SITE, working_copy)
        return self._change(resource, schema_of(resource, self._registry), values, actor, note)

    def translate(self, resource, language, values, actor, known=()):
        schema = self._schema_in(resource, language)
        translation = resource.translations.get(language)
        if translation is None:
            self._require(TRANSLATE, resource)
            return self._new_translation(resource, language, check(schema, values), actor, known)
        self._require_text(in_work(translation))
        self._change(translation, schema, values, actor, '')
        return translation

    def _new_translation(self, resource, language, checked, actor, known):
        translation = Translation(language, **checked)
        translation.created_at = self._clock.now()
        translation.created_by = actor
        vars(translation).update(known)
        resource.add_translation(translation)
        find_portal(resource).__objectmap__.seat(translation)
        self._notify(ObjectModified(translation, actor))
        return translation

    def _change(self, document, schema, values, actor, note):
        working_copy = in_work(document)
        before = values_of(working_copy, schema)
        given = check_given(schema, before, values)
        if all(before.get(name) == value for name, value in given.items()):
            return False
        self._refuse_change(document, before, given)
        now = self._clock.now()
        working_copy = opened(document, schema, now, actor)
        remember(working_copy, before, now, actor, note)
        write(working_copy, given, now, actor)
        self._notify(ObjectModified(document, actor))
        return True

    def _refuse_change(self, document, before, given):
        against = self._content.metadata(document, 'against_change')
        reasons = against(document, before, {**before, **given}, self._registry) if against else {}
        if reasons:
            raise Refused(reasons)

    def arrange(self, item, names, actor):
        self._require(EDIT, in_work(item))
        if sorted(names) != sorted(item.keys()):
            raise Refused({'': _('Danh sách tệp đã thay đổi; hãy tải lại trang.')})
        if list(names) != list(item.keys()):
            item.set_order(tuple(names), reorderable=True)
            self._notify(Change(item, 'arrange', actor))

    def keep_version(self, document, values, state, until, actor, note, carried_in=None):
        self._require(EDIT if is_document(document) else MANAGE_SITE, document)
        schema = schema_of(document, self._registry)
        version = append(document, check(schema, values), state, until, actor, note)
        if carried_in is not None:
            carrier, basis = carried_in
            version.approvals = (Approval(
                carrier, self._clock.now(), digest_of(schema, version.values), CARRIED_IN,
                basis=basis),)

    def discard(self, document, actor, note=''):
        working = document.working
        if working is None:
            raise Refused({'': _('Mục này không có bản đang sửa.')})
        self._require_text(working)
        self._notify(WorkEnded(working))
        give_up(document, schema_of(document, self._registry), self._clock.now(), actor, note)
        self._notify(Change(document, 'discard', actor, before=working.state, why=note))

    def _require_text(self, working_copy):
        """Require the right to change the text of ``working_copy``."""
        if not self._allowed(EDIT, working_copy) and not (
                working_copy.language != DEFAULT and working_copy.state in TRANSLATORS
                and self._allowed(TRANSLATE, working_copy)):
            raise Refused({'': NOT_ALLOWED})

    def _require(self, permission, resource):
        if not self._allowed(permission, resource):
            raise Refused({'': NOT_ALLOWED})

    def _schema_in(self, resource, language):
        """Return the schema of a translation of ``resource`` into ``language``."""
        if language == DEFAULT or language not in self._registry.getUtility(ILanguages).by_tag:
            raise Refused({'language': _('Cổng không có bản dịch sang ngôn ngữ “${language}”.',
                                         mapping={'language': str(language)[:40]})})
        return translated_schema(resource, self._registry)

    def _schema(self, type_name):
        if type_name not in self._content.meta:
            raise Refused({'type': _('Không có loại nội dung “${type}”.',
                                     mapping={'type': type_name})})
        return bound_schema(type_name, self._registry)


def _is_place(made):
    """Return whether the class ``made`` is a section or site: as public as its site at once."""
    return IContainer.implementedBy(made) and not IItem.implementedBy(made)


def _right_to_rename(resource):
    """Return the permission: what is public is known by its address, and a place is as public as
    its site.
    """
    if not is_document(resource):
        return MANAGE_SITE
    return WITHDRAW if resource.state in PUBLIC else EDIT


def editing_service(request):
    registry = request.registry
    return EditingService(
        registry, request.has_permission, registry.getUtility(IClock), send(registry))
