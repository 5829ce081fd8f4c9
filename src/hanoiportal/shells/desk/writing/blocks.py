"""The blocks of a home page in a form: added, moved, removed and filled in, without JavaScript.

Each block is a few plain fields, ``FIELD.KEY.PART``, and one that names its key: the blocks stand
in the order in which those come.  A button sends all of them and says what is to be done with
which.  Nothing is saved by that: the form comes back with all that was typed.  ``blocks.js`` does
the same in the page, and copies what is typed into the field as the schema knows it, for autosave.
"""
from dataclasses import dataclass, fields
from typing import NamedTuple

from ....base.interfaces import IPortal
from ....kernel.tree.lookup import find_site
from ....types.homepage.blocks import (
    COLUMN,
    KIND,
    ROWS,
    SOURCES,
    TEXT,
    TEXT_EN,
    TITLE,
    TITLE_EN,
    Unreadable,
    read,
    sources_in,
    write,
)
from ....types.homepage.checks import MOST_BLOCKS, PARTS, Composition
from ....types.homepage.defaults import CITY, COMPONENT, IDefaults
from ....types.homepage.kinds import COLUMNS, KINDS
from ....web.forms.fields import Field, fields_of
from ...frame.assets import asset_url
from ..frame.links import desk_path
from .sources import FIND, WANTED, Sources, Supply, typed_sources

#: Parts of the names of fields, and the keys that they stand for.
NAMES = {'kind': KIND, 'column': COLUMN, 'title': TITLE, 'title_en': TITLE_EN,
         'sources': SOURCES, 'rows': ROWS, 'text': TEXT, 'text_en': TEXT_EN}
#: Ends of the names of what the form says besides: the key of each block, the kind of one to be
#: added, and what is to be done: ``add``, ``ready``; ``up KEY``, ``down KEY``, ``remove KEY``,
#: ``find KEY``; and with one source of a block ``up KEY CODE``, ``down``, ``remove``.
KEY, NEW, ACT = 'key', 'new', 'act'
_STEPS = {'up': -1, 'down': 1}
#: So many blocks are read of a form: more than it may have, so that too many are refused.
_MOST_READ = 2 * MOST_BLOCKS
SCRIPT, STYLESHEET = asset_url('blocks.js'), asset_url('blocks.css')


class Pressed(NamedTuple):
    """What the button that was pressed says: ``what``, with which block, with which source."""

    what: str
    key: str
    code: str


class Typed(NamedTuple):
    """A block as it was typed: ``key``, and ``{key of a composition: str}``."""

    key: str
    said: dict[str, str]


@dataclass(frozen=True)
class BlockRow:
    """One block in the form.  ``number``: from 0, its key.  ``said``: ``{part of NAMES: str}``.

    ``title``: of its kind, translatable.  ``takes``: parts that its kind knows.
    ``is_open``: whether its fields are unfolded.  ``sources``: what it draws on.
    """

    number: int
    title: str
    said: dict[str, str]
    takes: frozenset[str]
    is_open: bool
    sources: Sources


@dataclass(frozen=True)
class BlocksField(Field):
    """A field of blocks.  ``blocks``: its ``BlockRow`` tuple.  ``kinds``, ``columns``: choices.

    ``finding``: address of the view that finds items while one types.
    """

    blocks: tuple[BlockRow, ...] = ()
    finding: str = ''
    kinds: tuple[tuple[str, str], ...] = tuple((code, kind.title) for code, kind in KINDS.items())
    columns: tuple[tuple[str, str], ...] = COLUMNS
    script: str | None = SCRIPT
    stylesheet: str | None = STYLESHEET


def ready_for(place, registry):
    """Return the text of the composition of ``home.yaml`` that serves the site of ``place``."""
    at = CITY if IPortal.providedBy(find_site(place)) else COMPONENT
    return registry.getUtility(IDefaults)[at]


def composed(schema, form, ready):
    """Return ``{field: text}`` of the fields of blocks that ``form``, of a request, holds, with
    what its button says done.  ``ready``: text of the composition to begin with.
    """
    found = {}
    for name in _names(schema):
        if f'{name}.{KEY}' in form:
            blocks = [block.said for block in _done(name, form)]
            is_ready = not blocks and _act(name, form).what == 'ready'
            found[name] = ready if is_ready else write(blocks)
    return found


def is_arranging(schema, form):
    """Return whether the button that sent ``form`` arranges blocks, and so saves nothing."""
    return any(f'{name}.{ACT}' in form for name in _names(schema))


def _names(schema):
    return [node.name for node in schema if isinstance(node.typ, Composition)]


def _typed(name, form):
    """Return the ``Typed`` list of the field ``name``, in their order."""
    keys = dict.fromkeys(map(str, form.getall(f'{name}.{KEY}')))
    numbers = [key for key in keys if key.isdecimal() and len(key) < 4][:_MOST_READ]
    return [Typed(key, _said(f'{name}.{key}', form)) for key in numbers]


def _said(at, form):
    said = {key: str(form.get(f'{at}.{part}', '')) for part, key in NAMES.items()}
    return {**said, SOURCES: typed_sources(at, form)}


def _done(name, form):
    """Return the ``Typed`` list of the field ``name`` once its button has done its action."""
    blocks, action = _typed(name, form), _act(name, form)
    if action.what == 'add':
        kind = str(form.get(f'{name}.{NEW}', ''))
        return [*blocks, Typed('', {KIND: kind})] if kind in KINDS else blocks
    at = _place(blocks, action.key)
    if at is None or action.what not in (*_STEPS, 'remove'):
        return blocks
    if not action.code:
        return _moved(blocks, at, action.what)
    codes = sources_in(blocks[at].said[SOURCES])
    if action.code in codes:
        blocks[at].said[SOURCES] = '; '.join(
            _moved(codes, codes.index(action.code), action.what))
    return blocks


def _place(blocks, key):
    return next((at for at, block in enumerate(blocks) if block.key == key), None)


def _moved(things, at, what):
    """Return the list ``things`` with the one at ``at`` a step on, or without it."""
    rest = [*things[:at], *things[at + 1:]]
    if what in _STEPS:
        rest.insert(max(0, at + _STEPS[what]), things[at])
    return rest


def _act(name, form):
    """Return the ``Pressed`` of the button that was pressed, all empty if none was."""
    parts = str(form.get(f'{name}.{ACT}', '')).split(' ', 2)
    return Pressed(*parts, *[''] * (3 - len(parts)))


def with_blocks(request, schema, shown, place):
    """Return the ``Field`` list ``shown`` with a ``BlocksField`` for each field of blocks.

    ``place``: in the site whose page it is.  A text that holds no blocks, as a draft may, stays
    one, to be put right by hand.
    """
    names = set(_names(schema))
    return [_unfolded(field, request, place) if field.name in names else field
            for field in shown]


def arranged(request, schema, values, place):
    """Return the ``BlocksField`` of what is written, ``None`` where ``schema`` has no blocks."""
    if not _names(schema):
        return None
    fields_there = with_blocks(request, schema, fields_of(schema, values), place)
    return next((each for each in fields_there if isinstance(each, BlocksField)), None)


def _unfolded(field, request, place):
    try:
        said = read(field.value)
    except Unreadable:
        return field
    form, supply = request.POST, Supply(request, find_site(place))
    opened, wanted = _opened(field, form, len(said))
    values = {each.name: getattr(field, each.name) for each in fields(Field)}
    return BlocksField(
        **{**values, 'kind': 'blocks'}, finding=desk_path(request, find_site(place), FIND),
        blocks=tuple(_row(number, block, supply, opened is None or number == opened,
                          wanted if number == opened else None)
                     for number, block in enumerate(said)))


def _opened(field, form, count):
    """Return the number of the one block that is unfolded, ``None`` for all: where there is a
    mistake; and the words by which items are looked for there.
    """
    action = _act(field.name, form)
    if field.error:
        return None, None
    if action.what == 'add':
        return count - 1, None
    at = _place(_done(field.name, form), action.key) if action.key else None
    is_asked = action.what == 'find'
    words = str(form.get(f'{field.name}.{action.key}.{WANTED}', '')) if is_asked else None
    return (-1 if at is None else at), words


def _row(number, said, supply, is_open, wanted):
    code = said.get(KIND, '')
    kind = KINDS.get(code)
    takes = frozenset(part for part, key in NAMES.items() if key in said or kind is not None and (
        key not in PARTS or PARTS[key] in kind.says))
    return BlockRow(
        number, kind.title if kind else code, {part: said.get(key, '') for part, key in
                                               NAMES.items()}, takes, is_open,
        supply.of(code, said.get(SOURCES, ''), wanted))
