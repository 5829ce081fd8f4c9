"""Dublin Core: the elements that Circular 24/2011/TT-BTTTT asks of every page."""
import csv
from typing import NamedTuple

from zope.interface import Interface

from ....base.interfaces import IItem
from ..page.dates import machine_moment

OBLIGATORY = 'bắt buộc'
#: Between the values of one element.
BETWEEN = '; '


class IElements(Interface):
    """The ``Element`` list of this portal, as a utility."""


class Element(NamedTuple):
    """A row of ``dublin_core.csv``.

    ``fixed``: what it says on every page, by BCP 47 tag; empty texts where that differs.
    """

    name: str
    level: str
    fixed: dict[str, str]


def read_elements(path):
    """Return the ``Element`` list of the CSV file at ``path``."""
    with open(path, encoding='utf-8', newline='') as lines:
        return [Element(row['element'], row['level'],
                        {'vi': row['value_vi'], 'en': row['value_en']})
                for row in csv.DictReader(lines)]


def dublin_core(about, elements):
    """Return ``[(element, value)]`` of what ``about`` says, in the order of ``elements``.

    Several values are parted by ``;``.  The obligatory elements are never empty.
    """
    said = _values(about)
    tag = 'en' if about.page.tag == 'en' else 'vi'
    found = ((each.name, each.fixed[tag] or said.get(each.name, '')) for each in elements)
    return [(name, value) for name, value in found if value]


def _values(about):
    origin = about.origin
    values = {
        'DC.Title': about.title, 'DC.Creator': origin.creator,
        'DC.Date': machine_moment(about.published) if about.published else '',
        'DC.Description': about.description, 'DC.Publisher': origin.publisher,
        'DC.Identifier': _joined(_number(about), about.address),
        'DC.Language': about.language, 'DC.Source': origin.source,
        'DC.Contributor': origin.contributor, 'DC.Subject': _joined(*about.keywords),
        'DC.Type': _type(about)}
    if about.is_item and about.place is not None:
        values['DC.Relation'] = about.absolute(about.page.request.link(about.place))
    return values


def _joined(*values):
    """Join what is not empty; a value keeps no separator of its own."""
    return BETWEEN.join(value.replace(';', ',') for value in values if value)


def _number(about):
    """Return the number by which people know what the page shows, such as 4263/QĐ-UBND."""
    return getattr(about.context, 'number', '') if about.is_item else ''


def _type(about):
    """Return the word of the DCMI type vocabulary for the page."""
    stored = getattr(about.context, 'image', None)
    if about.is_item and stored is not None:
        return 'Image'
    return 'Text' if IItem.providedBy(about.context) else 'Collection'
