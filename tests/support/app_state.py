"""Putting an application back as it was: what its objects held when it was made.

``State`` finds them by itself: every dictionary, list, set, cell, piece of memory and instance
that came to be while the application was made.  A new cache, count or list of the process needs
no word here.
"""
import gc
import weakref
from collections import deque
from contextlib import contextmanager
from dis import get_instructions
from functools import _lru_cache_wrapper, cache
from itertools import chain
from mmap import mmap
from operator import attrgetter, is_
from types import CellType, CodeType, FunctionType, MethodType, ModuleType

from chameleon.template import BaseTemplate
from pyramid.config.actions import ActionInfo
from pyramid.config.views import ViewDeriverInfo
from pyramid.interfaces import ILocalizer
from pyramid.registry import Introspectable, Introspector
from pyramid.renderers import RendererHelper
from pyramid_chameleon.interfaces import IChameleonLookup, ITemplateRenderer
from zope.interface.adapter import AdapterLookup, AdapterRegistry
from zope.interface.registry import _UtilityRegistrations

OURS = 'hanoiportal'
#: What holds nothing but what it was made of, read when it is first asked for.
_PURE = (ActionInfo, BaseTemplate, RendererHelper, Introspectable, Introspector, ViewDeriverInfo)
_PURE_UTILITIES = {ILocalizer, IChameleonLookup, ITemplateRenderer}
#: What puts itself in order, or is put in order by ``Registrations``.
_OWN_ORDER = (AdapterLookup, AdapterRegistry, _UtilityRegistrations, weakref.WeakKeyDictionary,
              weakref.WeakSet, weakref.WeakValueDictionary)
_REGISTRATIONS = tuple(f'_{kind}_registrations' for kind in (
    'utility', 'adapter', 'subscription', 'handler'))
_CODE = (FunctionType, MethodType, ModuleType, type)


#: Instructions that give a variable of an outer function another content.
_STORING = {'STORE_DEREF', 'DELETE_DEREF'}
#: So many holders are looked at together.
MANY = 100


class Changed(Exception):
    """The application was changed in a way that cannot be taken back."""


@contextmanager
def made():
    """Give a list; when the block ends it holds the objects that came to be in it and stay."""
    gc.collect()
    found, old = [], gc.get_objects()  # kept, so that nothing new gets the id of what has gone
    yield found
    gc.collect()
    known = {id(each) for each in (*old, found, old)}
    new = [each for each in gc.get_objects() if id(each) not in known and each is not known]
    known.update(map(id, new))
    found += new
    # The collector does not follow a dictionary that holds only numbers and texts, or nothing.
    found += [each for each in gc.get_referents(*new)
              if type(each) is dict and not gc.is_tracked(each) and id(each) not in known]


class State:
    """What ``objects`` hold now; ``restore()`` makes them hold it again.

    ``registry``: whose utilities and subscribers belong to it.
    """

    def __init__(self, registry, objects):
        self._registrations = Registrations(registry)
        own = _own_order(registry, objects)
        holders = [each for each in _holders(objects) if id(each) not in own]
        self._held = [_Held([each for each in holders if isinstance(each, kind)], *how)
                      for kind, *how in _KINDS]
        self._memories = [(each, each[:]) for holder in holders if isinstance(holder, dict)
                          for each in holder.values() if isinstance(each, mmap)]
        self._caches = [each for each in objects if isinstance(each, _lru_cache_wrapper)
                        and each.__module__.startswith(OURS)]

    def restore(self):
        """Make everything as it was.  Raises ``Changed`` if that cannot be."""
        self._registrations.restore()
        for held in self._held:
            held.restore()
        for memory, content in self._memories:
            memory[:] = content
        for each in self._caches:
            each.cache_clear()


def _own_order(registry, objects):
    """Return the ids of dictionaries and such that are left alone."""
    components = {id(component) for component, *_more in registry._utility_registrations.values()}
    seen = components | {id(vars(registry)[name]) for name in _REGISTRATIONS}
    seen.update(id(vars(each)) for each in objects if isinstance(each, _PURE) or _is_wrapper(each))
    seen.update(id(each) for each in objects if isinstance(each, Introspectable))
    found = [vars(each) for each in objects
             if isinstance(each, _OWN_ORDER) and hasattr(each, '__dict__')]
    while found:
        each = found.pop()
        if id(each) not in seen and type(each) in (dict, list, set, tuple):
            seen.add(id(each))
            found += gc.get_referents(each)
    return seen - components


def _is_wrapper(each):
    """Return whether it is a function that Pyramid made around a view: nobody sets its attributes
    anew.
    """
    return isinstance(each, FunctionType) and hasattr(each, '__original_view__')


def _holders(objects):
    """Return what holds something that may be put into it, each once."""
    found = {}
    for each in objects:
        if isinstance(each, FunctionType) and each.__module__.startswith(OURS):
            found.update((id(cell), cell) for cell in _rebound(each))
        elif isinstance(each, (dict, list, set, deque)):
            found[id(each)] = each
        if hasattr(each, '__dict__') and not isinstance(each, _CODE):
            found[id(vars(each))] = vars(each)
    return found.values()


def _rebound(function):
    """Return the cells of ``function`` to which it, or a function in it, gives another content.

    Others never change; of ours there are seven thousand.
    """
    cells = dict(zip(function.__code__.co_freevars, function.__closure__ or (), strict=True))
    return [cells[name] for name in _stored(function.__code__) if name in cells]


@cache
def _stored(code):
    """Return the names of outer functions that ``code``, or a function in it, stores."""
    found = {each.argval for each in get_instructions(code) if each.opname in _STORING}
    for each in code.co_consts:
        if isinstance(each, CodeType):
            found |= _stored(each)
    return found & {*code.co_freevars, *code.co_cellvars}


class _Held:
    """What each of ``holders`` holds.  ``watch`` gives for many of them that which ``stream``
    goes through, now and later; ``read`` makes a list of what one holds, ``fill`` puts that back.
    """

    def __init__(self, holders, watch, stream, read, fill):
        self._fill = fill
        self._parts = [_Part(holders[at:at + MANY], watch, stream, read)
                       for at in range(0, len(holders), MANY)]

    def restore(self):
        for part in self._parts:
            for holder, content in part.changed():
                self._fill(holder, content)


class _Part:
    """What some holders hold.  They are looked at one by one only if something has changed."""

    def __init__(self, holders, watch, stream, read):
        self._holders, self._stream, self._read = holders, stream, read
        self._watched = watch(holders)
        self._contents = list(map(read, holders))
        self._sizes, self._all = self._sized(), list(self._now())

    def _now(self):
        return self._stream(self._watched)

    def _sized(self):
        if isinstance(self._holders[0], CellType):
            return len(self._holders)
        return list(map(len, self._holders))

    def changed(self):
        """Yield each holder that holds something else, and what it held."""
        if self._sized() == self._sizes and all(map(is_, self._now(), self._all)):
            return
        for holder, content in zip(self._holders, self._contents, strict=True):
            now = self._read(holder)
            if len(now) != len(content) or not all(map(is_, now, content)):
                yield holder, content


def _watch_dicts(holders):
    return [*holders, *map(dict.values, holders)]


def _read_dict(holder):
    return [*holder, *holder.values()]


def _fill_dict(holder, content):
    half = len(content) // 2
    holder.clear()
    holder.update(zip(content[:half], content[half:], strict=True))


def _fill_list(holder, content):
    holder.clear()
    holder.extend(content)


def _fill_set(holder, content):
    holder.clear()
    holder.update(content)


def _stream_cells(holders):
    return map(_CONTENT, holders)


def _read_cell(holder):
    return [holder.cell_contents]


def _fill_cell(holder, content):
    [holder.cell_contents] = content


_CONTENT, _IN_EACH = attrgetter('cell_contents'), chain.from_iterable
_KINDS = ((dict, _watch_dicts, _IN_EACH, _read_dict, _fill_dict),
          ((list, deque), list, _IN_EACH, list, _fill_list),
          (set, list, _IN_EACH, list, _fill_set),
          (CellType, list, _stream_cells, _read_cell, _fill_cell))


class Registrations:
    """The utilities, adapters and subscribers of ``registry``."""

    def __init__(self, registry):
        self._registry = registry
        self._utilities = self._now()
        self._adapters = dict(registry._adapter_registrations)
        self._subscriptions = list(registry._subscription_registrations)
        self._handlers = list(registry._handler_registrations)

    def _now(self):
        return dict(self._registry._utility_registrations)

    def restore(self):
        """Register what was registered, and nothing else."""
        registry = self._registry
        if (registry._adapter_registrations != self._adapters
                or registry._subscription_registrations != self._subscriptions):
            raise Changed(registry)
        for required, _name, handler, _info in list(registry._handler_registrations):
            if not any(known[2] is handler for known in self._handlers):
                registry.unregisterHandler(handler, required)
        if registry._handler_registrations != self._handlers:
            raise Changed(registry)
        self._restore_utilities()

    def _restore_utilities(self):
        registry = self._registry
        for (provided, name), (component, *_more) in self._now().items():
            known = self._utilities.get((provided, name))
            if known is None and provided not in _PURE_UTILITIES:
                registry.unregisterUtility(component, provided, name)
            elif known is not None and known[0] is not component:
                registry.registerUtility(known[0], provided, name, known[1], event=False)
        for (provided, name), (component, info, *_factory) in self._utilities.items():
            if (provided, name) not in registry._utility_registrations:
                registry.registerUtility(component, provided, name, info, event=False)
