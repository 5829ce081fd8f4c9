"""Object ids: a number for each resource, the same in every index of the catalog."""
import random

import BTrees
from persistent import Persistent
from pyramid.traversal import resource_path_tuple
from substanced.interfaces import IObjectMap
from substanced.objectmap import ExtentMap, ReferenceMap
from substanced.util import get_oid, postorder, set_oid
from zope.interface import implementer

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
    reserved = ()
    _v_next = None

    def __init__(self, root):
        self.root = root
        self.objects = FAMILY.IO.BTree()
        self.referencemap = ReferenceMap()
        self.extentmap = ExtentMap()

    def new_objectid(self):
        """Return an id that nothing has."""
        while self._v_next is None or self._v_next > LARGEST or self._is_taken(self._v_next):
            self._v_next = random.randrange(1, LARGEST)
        objectid, self._v_next = self._v_next, self._v_next + 1
        return objectid

    def _is_taken(self, objectid):
        return objectid in self.objects or objectid in self.reserved

    def reserve(self, objectids):
        """Let nothing get one of ``objectids`` until they are released."""
        if not self.reserved:
            self.reserved = FAMILY.IF.TreeSet()
        self.reserved.update(objectids)

    def release(self, objectids):
        """End the reservation of ``objectids``."""
        for objectid in objectids:
            self.reserved.remove(objectid)

    def add(self, obj, path_tuple, duplicating=False, moving=False):
        """Give ``obj`` and its texts ids unless they bring them; return that of ``obj``.

        Raises ``ValueError`` if another object has that id.
        """
        for text in texts_of(obj):
            self.seat(text, duplicating)
        return obj.__oid__

    def seat(self, obj, duplicating=False):
        """Give ``obj`` an id unless it brings one, and return it."""
        objectid = get_oid(obj, None)
        if objectid is None or duplicating:
            objectid = self.new_objectid()
            set_oid(obj, objectid)
        elif objectid in self.objects:
            raise ValueError(f'objectid {objectid} already exists')
        self.objects[objectid] = obj
        return objectid

    def remove(self, objectid, moving=False):
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

    def object_for(self, objectid, context=None):
        """Return the object with that id, or ``None``."""
        return self.objects.get(objectid)

    def path_for(self, objectid):
        """Return the path tuple of the object with that id, or ``None``."""
        found = self.objects.get(objectid)
        return None if found is None else resource_path_tuple(found)

    def objectid_for(self, resource):
        """Return the id of ``resource``, or ``None`` if it has none."""
        return get_oid(resource, None)
