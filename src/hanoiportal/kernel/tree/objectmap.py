"""Object ids: a number for each resource, the same in every index of the catalog."""
import random
from collections.abc import Iterable

import BTrees
from BTrees.IFBTree import IFSet, IFTreeSet
from persistent import Persistent
from pyramid.traversal import resource_path_tuple
from substanced.interfaces import IObjectMap
from substanced.objectmap import ExtentMap, ReferenceMap
from substanced.util import get_oid, postorder, set_oid
from zope.interface import implementer

from ...base.interfaces import IResource
from .lookup import texts_of

FAMILY = BTrees.family32
LARGEST = FAMILY.maxint


@implementer(IObjectMap)
class ObjectMap(Persistent):
    """``IObjectMap`` with 32-bit ids and one small record for each resource.

    substanced's own hands out 64-bit ids, which repoze.catalog's indexes refuse, and keeps four
    BTrees of paths, which every publication would have to write to.  Ids are in 1..2**31-1, drawn
    in consecutive runs at random places: processes do not collide and bitmaps of ids stay small.
    """

    family = FAMILY
    #: Ids of what lies in a recycle bin or is gone: nothing is found under them, and nothing else
    #: gets them, so that what names an id never comes to mean another resource.
    reserved: IFTreeSet = ()
    _v_next: int | None = None

    def __init__(self, root: IResource) -> None:
        self.root = root
        self.objects = FAMILY.IO.BTree()
        self.referencemap = ReferenceMap()
        self.extentmap = ExtentMap()

    def new_objectid(self) -> int:
        """Return an id that nothing has."""
        while self._v_next is None or self._v_next > LARGEST or self._is_taken(self._v_next):
            self._v_next = random.randrange(1, LARGEST)
        objectid, self._v_next = self._v_next, self._v_next + 1
        return objectid

    def _is_taken(self, objectid: int) -> bool:
        return objectid in self.objects or objectid in self.reserved

    def reserve(self, objectids: Iterable[int]) -> None:
        """Let nothing get one of ``objectids`` until they are released."""
        if not self.reserved:
            self.reserved = FAMILY.IF.TreeSet()
        self.reserved.update(objectids)

    def release(self, objectids: Iterable[int]) -> None:
        """End the reservation of ``objectids``."""
        for objectid in objectids:
            self.reserved.remove(objectid)

    def add(self, obj: IResource, path_tuple: tuple[str, ...], duplicating: bool = False,
            moving: bool = False) -> int:
        """Give ``obj`` and its texts ids unless they bring them; return that of ``obj``.

        Raises ``ValueError`` if another object has that id.
        """
        for text in texts_of(obj):
            self.seat(text, duplicating)
        return obj.__oid__

    def seat(self, obj: IResource, duplicating: bool = False) -> int:
        """Give ``obj`` an id unless it brings one, and return it."""
        objectid: int | None = get_oid(obj, None)
        if objectid is None or duplicating:
            objectid = self.new_objectid()
            set_oid(obj, objectid)
        elif objectid in self.objects:
            raise ValueError(f'objectid {objectid} already exists')
        self.objects[objectid] = obj
        return objectid

    def remove(self, objectid: int, moving: bool = False) -> IFSet:
        """Forget the object and all below it; return the set of ids forgotten.

        They are not given again; ``moving``: unless the object brings them back.
        """
        removed = FAMILY.IF.Set()
        found = self.objects.get(objectid)
        for node in postorder(found) if found is not None else ():
            for each in texts_of(node):
                if self.objects.pop(each.__oid__, None) is not None:
                    removed.add(each.__oid__)
        if removed and not moving:
            self.reserve(removed)
        return removed

    def object_for(self, objectid: int, context: object = None) -> Persistent:
        """Return the object with that id, or ``None``."""
        return self.objects.get(objectid)

    def path_for(self, objectid: int) -> tuple[str, ...] | None:
        """Return the path tuple of the object with that id, or ``None``."""
        found = self.objects.get(objectid)
        return None if found is None else resource_path_tuple(found)

    def objectid_for(self, resource: object) -> int | None:
        """Return the id of ``resource``, or ``None`` if it has none."""
        objectid: int | None = get_oid(resource, None)
        return objectid
