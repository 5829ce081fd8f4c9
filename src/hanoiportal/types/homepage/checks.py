"""What is wrong with a composition: as it is written, and where it stands."""
import re

import colander

from ...base.i18n import _
from ...base.interfaces import IContainer, IItem, IPortal
from ...kernel.tree.lookup import (
    at_path,
    find_portal,
    find_site,
    is_closed,
    is_listed,
    is_practice,
)
from ...kernel.tree.readable import readable
from ...kernel.tree.schema import at_most
from ...kernel.tree.sharing import opened_at
from .blocks import (
    COLUMN,
    KIND,
    ROWS,
    SOURCES,
    TEXT,
    TEXT_EN,
    Unreadable,
    read,
    sources_in,
    write,
)
from .kinds import COLUMNS, GROUPS, KINDS, OF_SITES, WHOLE
from .kinds import ROWS as TAKES_ROWS
from .kinds import SOURCES as TAKES_SOURCES
from .kinds import TEXT as TAKES_TEXT

MOST_BLOCKS, MOST_SOURCES, MOST_ROWS = 30, 8, 20
LONGEST_TITLE = 200
LONGEST = {SOURCES: 1000, TEXT: 3000, TEXT_EN: 3000}
#: Which keys a kind must know.
PARTS = {SOURCES: TAKES_SOURCES, ROWS: TAKES_ROWS, TEXT: TAKES_TEXT, TEXT_EN: TAKES_TEXT}
#: The kind of which a page has one at most, and the one that no component site has.
PERSONAL, DIRECTORY = 'danh-cho-ban', 'danh-ba'
_SOURCE = re.compile(r'/?[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)*')
_NUMBER = re.compile(r'[1-9][0-9]?')


class Composition(colander.String):
    """Blocks as text; kept in one way, however they were typed."""

    def deserialize(self, node, cstruct):
        value = super().deserialize(node, cstruct)
        if value is colander.null:
            return value
        at_most(100_000)(node, value)
        readable(node, value)
        try:
            blocks = read(value)
        except Unreadable as error:
            raise colander.Invalid(node, _(
                'Dòng “${line}” không phải là phần nào của một khối.',
                mapping={'line': error.line[:60]})) from None
        _check(node, blocks)
        return write(blocks)


def _check(node, blocks):
    """Raise ``colander.Invalid`` with the first thing that is wrong with ``blocks``."""
    if len(blocks) > MOST_BLOCKS:
        raise colander.Invalid(node, _('Nhiều quá ${max} khối.', mapping={'max': MOST_BLOCKS}))
    for number, said in enumerate(blocks, 1):
        for faults in (_of_kind, _of_sources, _of_lengths):
            for why in faults(number, said):
                raise colander.Invalid(node, why)
    if sum(said[KIND] == PERSONAL for said in blocks) > 1:
        raise colander.Invalid(node, _('Chỉ được có một khối “Dành cho quý vị”.'))


def _of_kind(number, said):
    """Yield what is wrong with the kind of a block and with what it may say."""
    if said.get(KIND) not in KINDS:
        yield _('Khối ${number}: không có loại khối “${kind}”.', mapping={
            'number': number, 'kind': said.get(KIND, '')[:40]})
        return
    if said.get(COLUMN) and said[COLUMN] not in dict(COLUMNS):
        yield _('Khối ${number}: không có cột “${column}”.', mapping={
            'number': number, 'column': said[COLUMN][:40]})
    for key, part in PARTS.items():
        if said.get(key) and part not in KINDS[said[KIND]].says:
            yield _('Khối ${number}: loại khối này không dùng “${key}”.', mapping={
                'number': number, 'key': key})
    rows = said.get(ROWS)
    if rows and not (_NUMBER.fullmatch(rows) and int(rows) <= MOST_ROWS):
        yield _('Khối ${number}: số dòng phải từ 1 đến ${max}.', mapping={
            'number': number, 'max': MOST_ROWS})


def _of_sources(number, said):
    sources = sources_in(said.get(SOURCES, ''))
    if len(sources) > MOST_SOURCES:
        yield _('Khối ${number}: nhiều quá ${max} nguồn.', mapping={
            'number': number, 'max': MOST_SOURCES})
    for source in sources:
        if not _SOURCE.fullmatch(source):
            yield _('Khối ${number}: “${source}” không phải là mã chuyên mục hay đường dẫn.',
                    mapping={'number': number, 'source': source[:60]})


def _of_lengths(number, said):
    for key, value in said.items():
        longest = LONGEST.get(key, LONGEST_TITLE)
        if len(value) > longest:
            yield _('Khối ${number}: “${key}” dài quá ${max} ký tự.', mapping={
                'number': number, 'key': key, 'max': longest})


def found_at(site, source):
    """Return the section, listed item or, for ``WHOLE``, site that ``source`` of a block of
    ``site`` means, or ``None``.

    Nothing of another site that shows nothing at present, or is for practice, is meant.
    """
    place = find_portal(site) if source.startswith('/') else site
    if source.removeprefix('/') == WHOLE:
        return place
    found = opened_at(place, source)
    if found is None or IItem.providedBy(found) and not is_listed(found):
        return None
    if find_site(found) is not site and (is_closed(found) or is_practice(found)):
        return None
    is_section = IContainer.providedBy(found) and hasattr(found, 'in_menu')
    return found if is_section or IItem.providedBy(found) else None


def sites_at(site, source):
    """Return the open component sites that ``source`` of a block of ``OF_SITES`` means, but those
    for practice.
    """
    shown = [each for each in find_portal(site)['sites'].values()
             if each.is_active and not each.is_practice]
    if source in GROUPS:
        return [each for each in shown if each.kind == source]
    chosen = at_path(find_portal(site), source) if source.startswith('/') else None
    return [chosen] if chosen in shown else []


def against_publishing(home, registry):
    """Return what speaks against publishing the version ``home``: sources that are not there."""
    site = find_site(home)
    return [why for number, said in enumerate(read(home.blocks), 1)
            for why in _against(number, said, site)]


def _called(site, source):
    """Return the title of what was public at ``source``, else the code: nobody is told of drafts.
    """
    there = at_path(find_portal(site) if source.startswith('/') else site, source)
    was_public = IItem.providedBy(there) and getattr(there, 'published_at', None) is not None
    return there.title if was_public else source


def _against(number, said, site):
    """Yield why a block cannot be public at ``site``."""
    for source in sources_in(said.get(SOURCES, '')):
        found = sites_at if said[KIND] == OF_SITES else found_at
        if not found(site, source):
            yield _('Khối ${number}: nguồn “${source}” không có hoặc chưa công khai.',
                    mapping={'number': number, 'source': _called(site, source)})
    if said[KIND] == DIRECTORY and not IPortal.providedBy(site):
        yield _('Khối ${number}: danh bạ chỉ có trên Cổng cấp Thành phố.',
                mapping={'number': number})
