"""What documents are found by: number, kind, issuer, field, signer, days, status, relations."""
import re

from .relations import RELATIONS, key_of, named

_LONGEST = 200
_FIRST_DIGITS = re.compile('[0-9]+')


def details_of(document):
    """Return the pairs that a public ``document`` is found by.

    ``number`` and the names of relations have slugs of numbers, ``nth`` puts numbers of one year
    in order; days are ISO 8601.  Some twelve pairs, of which each costs one small record.
    """
    return [
        ('number', key_of(document.number)),
        ('nth', _nth(document)),
        *[(name, getattr(document, name)[:_LONGEST])
          for name in ('kind', 'issuer', 'field', 'signer', 'status')],
        ('year', f'{document.issued.year:04}' if document.issued else ''),
        *[(name, getattr(document, name).isoformat() if getattr(document, name) else '')
          for name in ('issued', 'effective')],
        *_related(document)]


def _nth(document):
    digits = _FIRST_DIGITS.match(document.number)
    year = document.issued.year if document.issued else 0
    return f'{year:04}-{int(digits[0][:9]):09}' if digits else ''


def _related(document):
    for relation in RELATIONS:
        for entry in getattr(document, relation.field):
            found = named(entry)
            if found is not None:
                yield relation.field, key_of(found.number)
