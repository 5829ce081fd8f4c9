"""What Akoma Ntoso tells of a document: its identity, its days, its body, its relations."""
import datetime
import re
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from ....base.clock import local
from ....base.text import slug
from ..force import Act
from ..relations import named

# Names of what no address of the portal stands for, as the standard forms them.
_CLASSES = '/akn/ontology'
_DAY = re.compile('([0-9]{1,2})[/-]([0-9]{1,2})[/-]([0-9]{4})')


class Facts(NamedTuple):
    """What is known of a document beside its text.

    ``item``: the ``LegalDocument``.  ``work``: its permanent URL.  ``page``, ``file``: those
    of its page and of its XML file.
    ``site``, ``publisher``: address and name of who tells it.
    ``mentions``: ``[(field of relations, entry as written, URL or '')]`` of what it names.
    ``acts``: ``[(force.Act, URL)]`` of what others do to it.
    """

    item: object
    work: str
    page: str
    file: str
    site: str
    publisher: str
    mentions: tuple[tuple[str, str, str], ...] = ()
    acts: tuple[tuple[Act, str], ...] = ()


def write_meta(meta, facts, component):
    """Fill the element ``meta`` of a part; ``component``: its name in the whole, or ``''``.

    What is true of the whole alone is told in the first part.
    """
    _identification(SubElement(meta, 'identification', source='#ref_portal'), facts, component)
    if not component:
        _publication(meta, facts.item)
        _lifecycle(SubElement(meta, 'lifecycle', source='#ref_portal'), facts)
        _references(SubElement(meta, 'references', source='#ref_portal'), facts)


def _identification(place, facts, component):
    item, part = facts.item, f'/!{component or "main"}'
    work = _level(place, 'FRBRWork', (facts.work, part), item.issued, 'ban-hanh', 'issuer')
    if item.effective:
        work.insert(3, Element('FRBRdate', date=item.effective.isoformat(), name='hieu-luc'))
    _value(work, 'FRBRcountry', 'vn')
    _value(work, 'FRBRsubtype', item.kind)
    if item.number:
        _value(work, 'FRBRnumber', item.number)
    _value(work, 'FRBRname', item.title)
    expression = _level(
        place, 'FRBRExpression', (facts.page, part), item.issued, 'ban-hanh', 'issuer')
    SubElement(expression, 'FRBRlanguage', language='vie')
    told = local(item.published_at).date() if item.published_at else item.issued
    _level(place, 'FRBRManifestation', (facts.file, part), told, 'dang-tai', 'portal')


def _level(place, tag, address, day, name, author):
    """Return a new level; ``address``: URL of the whole, and what the part adds to it."""
    level = SubElement(place, tag)
    _value(level, 'FRBRthis', ''.join(address))
    _value(level, 'FRBRuri', address[0])
    SubElement(level, 'FRBRdate', date=day.isoformat(), name=name)
    SubElement(level, 'FRBRauthor', href=f'#ref_{author}')
    return level


def _publication(meta, item):
    """Tell of the gazette in which ``item`` is printed, if its day is told."""
    found = _DAY.search(item.gazette)
    if found is None:
        return
    try:
        day = datetime.date(*map(int, reversed(found.groups())))
    except ValueError:
        return
    SubElement(meta, 'publication', date=day.isoformat(), name='cong-bao', showAs=item.gazette)


def _lifecycle(place, facts):
    item = facts.item
    events = [(item.issued, 'generation', 'original')]
    if item.expires:
        events.append((item.expires, 'repeal', 'original'))
    events += [(act.day, 'repeal' if act.is_whole else 'amendment', f'passive_{number}')
               for number, (act, _address) in enumerate(facts.acts, 1)]
    for number, (day, kind, source) in enumerate(sorted(events), 1):
        SubElement(place, 'eventRef', date=day.isoformat(), type=kind, source=f'#ref_{source}',
                   eId=f'event_{number}')


def _references(place, facts):
    item = facts.item
    _reference(place, 'original', 'original', facts.work, item.title)
    for number, (field, entry, address) in enumerate(facts.mentions, 1):
        _reference(place, 'activeRef', f'{field}_{number}', address or _unknown(entry), entry)
    for number, (act, address) in enumerate(facts.acts, 1):
        _reference(place, 'passiveRef', f'passive_{number}', address, act.document.title)
    _reference(place, 'TLCOrganization', 'portal', facts.site, facts.publisher)
    _reference(place, 'TLCOrganization', 'issuer',
               f'{_CLASSES}/organization/vn/{slug(item.issuer)}', item.issuer)
    _reference(place, 'TLCPerson', 'signer', f'{_CLASSES}/person/vn/{slug(item.signer)}',
               item.signer)


def _unknown(entry):
    """Return the name by which a document is meant that the portal does not hold."""
    citation = named(entry)
    return f'{_CLASSES}/object/vn/{slug(citation.number if citation else entry)}'


def _reference(place, tag, name, address, shown):
    SubElement(place, tag, eId=f'ref_{name}', href=address, showAs=shown)


def _value(place, tag, value):
    SubElement(place, tag, value=value)
