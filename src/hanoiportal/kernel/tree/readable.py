"""Plain text as people type it: its normal form, and what in it nobody could read."""
import re
import unicodedata
from typing import TypeVar

import colander

from ...base.i18n import _
from ...base.text import legacy_encoding, nfc

#: What somebody gave for a text.
Value = TypeVar('Value')

#: More marks on one letter than any language writes; putting them in order takes quadratic time.
_MOST_STACKED = 30
_MARKS = frozenset(filter(unicodedata.combining, map(chr, range(0x300, 0x20000))))
_STACKED = re.compile('[{}]{{{}}}'.format(''.join(sorted(_MARKS)), _MOST_STACKED + 1))
_CONTROL = re.compile('[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]')
_SURROGATE = re.compile('[\ud800-\udfff]')


def readable(node: colander.SchemaNode, value: str) -> None:
    """Validator: refuse control characters and text in a legacy Vietnamese encoding (11.2)."""
    if why := why_unreadable(value):
        raise colander.Invalid(node, why)


def why_unreadable(value: str) -> str:
    """Return why nobody could read ``value``, translatable, ``''`` if people can."""
    if _CONTROL.search(value):
        return _('Có ký tự điều khiển không đọc được.')
    if is_stacked(value):
        return _('Có quá nhiều dấu chồng lên một chữ.')
    if _SURROGATE.search(value):
        return _('Có ký tự không phải Unicode.')
    found = legacy_encoding(value)
    return _('Văn bản dùng bảng mã ${encoding}; hãy chuyển sang Unicode (TCVN 6909:2001).',
             mapping={'encoding': found}) if found else ''


def why_unfit(value: str, longest: int) -> str:
    """Return why ``value`` is not kept, translatable, ``''`` if it can be: it has more than
    ``longest`` letters, or nobody could read it.
    """
    if len(value) > longest:
        return _('Dài quá ${max} ký tự.', mapping={'max': longest})
    return why_unreadable(value)


def normal(value: Value) -> Value | str:
    """Return ``value`` in NFC without blanks around it; what is no text, and what ``readable``
    refuses, stays as it is.
    """
    if not isinstance(value, str) or is_stacked(value):
        return value
    return nfc(value).strip()


def is_stacked(value: str) -> bool:
    """Return whether more than ``_MOST_STACKED`` marks stand in a row of ``value``: if
    so, one of every 31st sign is a mark, which is mostly enough to know.
    """
    looked_at = value[_MOST_STACKED::_MOST_STACKED + 1]
    return not _MARKS.isdisjoint(looked_at) and bool(_STACKED.search(value))
