"""Relations of a document to others: fields of numbers, and what they say the other way round."""
import re
from functools import lru_cache
from typing import NamedTuple

import colander

from ...base.i18n import _
from ...base.text import slug
from ...kernel.tree.lookup import find_site, work_of
from .reading.citations import citations

# One body counts such numbers for the whole country; others are used by many bodies, or each year.
_UNIQUE = re.compile(r'[0-9]+/(19|20)[0-9]{2}/.*(?<!UBND)(?<!HĐND)')


class Relation(NamedTuple):
    """``field``: of the schema.  ``label``: of the other document, seen from this one.
    ``label_back``: of this one, seen from the other.
    """

    field: str
    label: str
    label_back: str


AMENDS, REPLACES, REPEALS = 'amends', 'replaces', 'repeals'
RELATIONS = (
    Relation(AMENDS, _('Sửa đổi, bổ sung'), _('Được sửa đổi, bổ sung bởi')),
    Relation(REPLACES, _('Thay thế'), _('Bị thay thế bởi')),
    Relation(REPEALS, _('Bãi bỏ'), _('Bị bãi bỏ bởi')),
    Relation('based_on', _('Căn cứ'), _('Là căn cứ của')),
    Relation('guides', _('Hướng dẫn thi hành'), _('Được hướng dẫn thi hành bởi')),
)


@lru_cache(maxsize=4096)
def key_of(number):
    """Return the text by which documents with ``number`` are found, ``''`` for none; spelling,
    case and marks make no difference.
    """
    return slug(number) if number else ''


def named(entry):
    """Return the ``Citation`` of the document that ``entry`` of a relation names, or ``None``.

    Its steps say of which provision alone it is meant; ``()`` if of the whole document.
    """
    found = [each for each in citations(entry) if each.number]
    return found[-1] if found and len({each.number for each in found}) == 1 else None


def documents_named(node, value):
    """Validator: refuse entries that name no document, or several."""
    for entry in value:
        if named(entry) is None:
            raise colander.Invalid(node, _(
                '“${entry}” không nêu đúng một số, ký hiệu văn bản; ví dụ đúng: '
                'Quyết định số 12/2020/QĐ-UBND ngày 01/6/2020.', mapping={'entry': entry[:100]}))


def is_meant(citation, candidate, citing):
    """Tell whether ``candidate`` is the document that ``citing`` names by ``citation``.

    A number that many bodies use, or that comes again each year, is believed with the day of the
    document, or within one site.
    """
    if key_of(candidate.number) != key_of(citation.number):
        return False
    if citation.day is not None:
        return candidate.issued == citation.day
    return (_UNIQUE.fullmatch(citation.number) is not None
            or _home(candidate) is _home(citing))


def chosen(citation, candidates, citing):
    """Return which of ``candidates`` is meant, ``None`` if none is or that is not certain.

    Of the copies of a document the one in the site of ``citing`` is preferred.
    """
    meant = [each for each in candidates if is_meant(citation, each, citing)]
    own = [each for each in meant if _home(each) is _home(citing)]
    if own or len({each.issuer for each in meant}) == 1:
        return (own or meant)[0]
    return None


def _home(document):
    """Return the site that ``document`` is a work of."""
    return find_site(work_of(document))
