"""The handler of records: what each kind of line does to the tree."""
from ...base.errors import Refused
from ...base.i18n import ILanguages, _
from ...base.interfaces import IContainer, IItem
from ...kernel.tree.content import bound_schema
from ...kernel.tree.site import UNDECLARED
from ...platform.domains.interfaces import CARRIED_HOST
from . import keys
from .forms import given_values, type_names
from .interfaces import ADDED, BASIS, CHANGED, KEPT
from .people import add_grants, check_keys
from .relations import relations_in, with_ids

#: Bodies of a site whose line does not name them; its owner is what it is named after.
_BODIES = {'managing_body': UNDECLARED, 'operating_unit': UNDECLARED}


class RecordHandler:
    """Does what a line says, through ``IEditing``.

    ``places``: ``Places`` of the portal.  ``approve``: callable(document), for what comes public.
    ``made_here``: whether this file brings the portal itself.  ``names_basis``: decision by which
    its sites stand at their hosts, ``''`` for those of the register of names.  Each method
    returns ``ADDED``, ``CHANGED`` or ``KEPT`` and raises ``Refused``.
    """

    places = None
    made_here = False

    def __init__(self, registry, editing, approve, actor, now, blobs, principals, boards,
                 names_basis=''):
        self._registry, self._editing, self._approve = registry, editing, approve
        self._actor, self._now, self._blobs = actor, now, blobs
        self._principals, self._boards = principals, boards
        self._names_basis = names_basis
        self._types = type_names(registry)
        self._schemas = {
            name: bound_schema(name, registry) for name in self._types.values()}
        self._tags = registry.getUtility(ILanguages).by_tag
        self._kept = set()  # segments of folders that were there before

    def do(self, kind, record, segments):
        """Do what ``record`` of ``kind`` says of what stands at ``segments``."""
        handle = {'portal': self._portal, 'translation': self._translation,
                  'version': self._version, 'roles': self._roles,
                  'board': self._board, 'order': self._order}.get(kind, self._resource)
        return handle(record, segments)

    def _resource(self, record, segments):
        type_name = self._types[record['type']]
        place = self._place(segments, type_name)
        there = place.get(segments[-1])
        if IContainer.providedBy(there) and not IItem.providedBy(there):
            return self._keep(there, type_name, segments)
        known = self._facts(record)
        values = self._values(record, keys.RESOURCE, type_name)
        if type_name == 'ComponentSite':
            values = _owned(values)
            if self._names_basis:
                known = {**known, CARRIED_HOST: (
                    segments[-1], str(values.get('external_url', '')), self._names_basis)}
        resource = self._editing.add(
            place, segments[-1], type_name, values, self._actor, known,
            shown_as=self._shown_as(type_name, values))
        self._approve(resource)
        if record.get('ordered'):
            resource.set_order((), reorderable=True)
        return ADDED

    def _shown_as(self, type_name, values):
        """Return the type of what a new resource of ``type_name`` names and shows, else ``''``."""
        named = [values[name] for name in relations_in(self._schemas[type_name])
                 if name in values]
        find = self.places.portal.__objectmap__.object_for
        return self._registry.content.typeof(find(named[0])) if named else ''

    def _place(self, segments, type_name):
        """Return the place in which a new resource of ``type_name`` is to stand."""
        if not segments:
            raise _bad_path(_('Chỉ dòng “portal” có đường dẫn một đoạn.'))
        place = self.places.parent(segments, type_name)
        if place is None:
            raise _bad_path(_('Chưa có thư mục cha; thư mục phải đứng trước nội dung của nó.'))
        if self._registry.content.typeof(place) not in self._types.values() or not hasattr(
                place, 'add'):
            raise _bad_path(_('Không thể đặt nội dung ở đây.'))
        return place

    def _keep(self, there, type_name, segments):
        if self._registry.content.typeof(there) != type_name:
            raise _bad_path(_('Ở đây đã có một mục loại khác.'))
        self._kept.add(segments)
        return KEPT

    def _portal(self, record, segments):
        portal = self._there(())
        if segments:
            raise _bad_path(_('Chỉ dòng “portal” có đường dẫn một đoạn.'))
        values, known = self._values(record, keys.RESOURCE, 'Portal'), self._facts(record)
        if not self.made_here:
            self._kept.add(())
            return CHANGED if self._editing.edit(portal, values, self._actor) else KEPT
        self._editing.edit(portal, _owned(values), self._actor)
        portal.history, portal.modified_at = (), None
        for name, value in known.items():
            setattr(portal, name, value)
        if record.get('ordered'):
            portal.set_order(tuple(portal.keys()), reorderable=True)
        return ADDED

    def _translation(self, record, segments):
        resource, tag = self._there(segments), record.get('language')
        if not isinstance(tag, str) or tag == resource.language or tag not in self._tags:
            raise Refused({'language': _('Không có ngôn ngữ “${language}”.',
                                         mapping={'language': str(tag)[:40]})})
        if tag in resource.translations:
            if segments in self._kept:
                return KEPT
            raise Refused({'language': _('Mục này đã có bản dịch.')})
        known = self._facts(record)
        values = self._values(
            record, keys.TRANSLATION, self._registry.content.typeof(resource))
        self._approve(self._editing.translate(resource, tag, values, self._actor, known))
        return ADDED

    def _version(self, record, segments):
        resource, known = self._there(segments), keys.version_facts(record)
        if segments in self._kept:
            return KEPT
        document = resource
        if 'language' in record:
            document = resource.translations.get(str(record['language']))
            if document is None:
                raise Refused({'language': _('Mục này chưa có bản dịch.')})
        if record.get('number') != len(document.history) + 1:
            raise Refused({'number': _('Các phiên bản phải theo thứ tự từ 1.')})
        values = self._values(
            record['values'], (), self._registry.content.typeof(resource))
        known['actor'] = self._principals.get(known['actor'], known['actor'])
        self._editing.keep_version(
            document, values, **known, carried_in=(self._actor, BASIS)
            if record.get('approved') else None)
        return ADDED

    def _order(self, record, segments):
        folder, names = self._there(segments), record.get('names')
        check_keys(record, keys.ORDER)
        if not isinstance(names, list) or not all(isinstance(each, str) for each in names) or (
                not IContainer.providedBy(folder) or sorted(names) != sorted(folder.keys())):
            raise Refused({'names': _('Danh sách phải có đủ, mỗi tên một lần, mục của thư mục.')})
        if segments in self._kept:
            return KEPT
        folder.set_order(tuple(names), reorderable=True)
        return CHANGED

    def _roles(self, record, segments):
        check_keys(record, keys.ROLES)
        add_grants(self._there(segments), record.get('roles'), self._principals)
        return CHANGED

    def _board(self, record, segments):
        site = self._there(segments)
        if segments in self._kept and site.board is not None:
            return KEPT
        self._boards.restore(site, keys.fields(record, ('type', 'path')))
        return ADDED

    def _there(self, segments):
        resource = self.places.find(segments)
        if resource is None:
            raise _bad_path(_('Chưa có mục này; dòng của nó phải đứng trước.'))
        return resource

    def _facts(self, record):
        known = keys.facts(record, self._now)
        if 'created_by' in known:
            known['created_by'] = self._principals.get(known['created_by'], known['created_by'])
        return known

    def _values(self, record, its_keys, type_name):
        schema = self._schemas[type_name]
        return given_values(
            with_ids(keys.fields(record, its_keys), schema, self.places), schema, self._blobs)


def _owned(values):
    return {'owner': values.get('title', ''), **_BODIES, **values}


def _bad_path(why):
    return Refused({'path': why})
