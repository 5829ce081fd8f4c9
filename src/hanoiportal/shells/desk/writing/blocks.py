"""The blocks of a home page in a form: added, moved, removed and filled in, without JavaScript.

Each block is a few plain fields, ``FIELD.NUMBER.PART``; a button sends all of them and says what
is to be done with which.  Nothing is saved by that: the form comes back with all that was typed.
``blocks.js`` only copies what is typed into the field as the schema knows it, for autosave.
"""
from dataclasses import dataclass, fields

from ....base.interfaces import IPortal
from ....kernel.tree.lookup import find_site, places_in
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
    write,
)
from ....types.homepage.checks import MOST_BLOCKS, PARTS, Composition
from ....types.homepage.defaults import CITY, COMPONENT, IDefaults
from ....types.homepage.kinds import COLUMNS, KINDS
from ....web.forms.fields import Field
from ..frame.assets import asset_url

#: Parts of the names of fields, and the keys that they stand for.
NAMES = {'kind': KIND, 'column': COLUMN, 'title': TITLE, 'title_en': TITLE_EN,
         'sources': SOURCES, 'rows': ROWS, 'text': TEXT, 'text_en': TEXT_EN}
#: Ends of the names of what the form says besides: how many blocks it has, the kind of one to be
#: added, and what is to be done: ``add``, ``ready``, ``up 2``, ``down 2``, ``remove 2``.
COUNT, NEW, DEED = 'count', 'new', 'deed'
SCRIPT = asset_url('blocks.js')


@dataclass(frozen=True)
class BlockRow:
    """One block in the form.  ``number``: from 0.  ``said``: ``{part of NAMES: str}``.

    ``title``: of its kind, translatable.  ``takes``: parts that its kind knows.
    ``is_open``: whether its fields are unfolded.
    """

    number: int
    title: str
    said: dict[str, str]
    takes: frozenset[str]
    is_open: bool


@dataclass(frozen=True)
class BlocksField(Field):
    """A field of blocks.  ``blocks``: its ``BlockRow`` tuple.  ``kinds``, ``columns``: choices.

    ``sections``: ``(code, title)`` of those of the site, which a block may draw on.
    """

    blocks: tuple[BlockRow, ...] = ()
    sections: tuple[tuple[str, str], ...] = ()
    kinds: tuple[tuple[str, str], ...] = tuple((code, kind.title) for code, kind in KINDS.items())
    columns: tuple[tuple[str, str], ...] = COLUMNS
    script: str = SCRIPT


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
        if f'{name}.{COUNT}' in form:
            blocks = _typed(name, form)
            is_ready = not blocks and _deed(name, form)[0] == 'ready'
            found[name] = ready if is_ready else write(_done(blocks, name, form))
    return found


def is_arranging(schema, form):
    """Return whether the button that sent ``form`` arranges blocks, and so saves nothing."""
    return any(f'{name}.{DEED}' in form for name in _names(schema))


def _names(schema):
    return [node.name for node in schema if isinstance(node.typ, Composition)]


def _typed(name, form):
    """Return ``[{key: str}]`` of the blocks of the field ``name``."""
    count = str(form.get(f'{name}.{COUNT}'))
    number = int(count) if count.isdecimal() and len(count) < 4 else 0
    return [{key: str(form.get(f'{name}.{at}.{part}', '')) for part, key in NAMES.items()}
            for at in range(min(number, MOST_BLOCKS))]


def _done(blocks, name, form):
    deed, at = _deed(name, form)
    if deed == 'add':
        kind = str(form.get(f'{name}.{NEW}', ''))
        return [*blocks, {KIND: kind}] if kind in KINDS else blocks
    if at >= len(blocks):
        return blocks
    taken = blocks.pop(at)
    if deed != 'remove':
        blocks.insert(max(0, at + {'up': -1, 'down': 1}.get(deed, 0)), taken)
    return blocks


def _deed(name, form):
    """Return ``(deed, number of the block from 0)`` of the button that was pressed."""
    deed, _blank, number = str(form.get(f'{name}.{DEED}', '')).partition(' ')
    return deed, int(number) if number.isdecimal() and len(number) < 4 else MOST_BLOCKS


def with_blocks(schema, shown, form, place):
    """Return the ``Field`` list ``shown`` with a ``BlocksField`` for each field of blocks.

    ``place``: in the site whose page it is.  A text that holds no blocks, as a draft may, stays
    one, to be put right by hand.
    """
    names = set(_names(schema))
    return [_unfolded(field, form, find_site(place)) if field.name in names else field
            for field in shown]


def _unfolded(field, form, site):
    try:
        said = read(field.value)
    except Unreadable:
        return field
    opened = _opened(field, form, len(said))
    values = {each.name: getattr(field, each.name) for each in fields(Field)}
    sections = tuple((each.__name__, each.title) for each in places_in(site) if each is not site)
    return BlocksField(**{**values, 'kind': 'blocks'}, sections=sections, blocks=tuple(
        _row(number, block, opened is None or number == opened)
        for number, block in enumerate(said)))


def _opened(field, form, count):
    """Return the number of the one block that is unfolded, ``None`` for all: where there is a
    mistake, and where there are few.
    """
    deed, at = _deed(field.name, form)
    if field.error:
        return None
    return {'add': count - 1, 'up': at - 1, 'down': at + 1}.get(deed, MOST_BLOCKS)


def _row(number, said, is_open):
    kind = KINDS.get(said.get(KIND))
    takes = frozenset(part for part, key in NAMES.items() if key in said or kind is not None and (
        key not in PARTS or PARTS[key] in kind.says))
    return BlockRow(
        number, kind.title if kind else said.get(KIND, ''),
        {part: said.get(key, '') for part, key in NAMES.items()}, takes, is_open)
