"""The keys of a line that are not fields of its type, and what they say."""
import datetime

from ...base.errors import Refused
from ...base.i18n import _
from ...base.text import nfc
from ...kernel.workflow.interfaces import PUBLISHED
from .forms import state_named
from .moments import moment
from .people import check_keys

#: Keys of a portal, site, section or item beside the fields of its type.
RESOURCE = frozenset((
    'type', 'path', 'state', 'date', 'updated', 'changes', 'created', 'created_by', 'modified',
    'ordered', 'topic', 'source_changed'))
TRANSLATION = frozenset((
    'type', 'path', 'language', 'state', 'date', 'updated', 'changes', 'created', 'created_by',
    'modified', 'translator'))
VERSION = frozenset((
    'type', 'path', 'language', 'number', 'values', 'state', 'until', 'by', 'note',
    'approved'))
ORDER = frozenset(('type', 'path', 'names'))
ROLES = frozenset(('type', 'path', 'roles'))

_DATES = {'date': 'published_at', 'updated': 'updated_at', 'created': 'created_at',
          'modified': 'modified_at', 'source_changed': 'changed_at'}
#: A clock may be wrong by so much; what is public was not made public later than that.
_LENIENCE = datetime.timedelta(days=1)


def fields(record, keys):
    """Return what ``record`` says beside ``keys``; the schema knows which of it exists.

    The topic of a news item is one of its keywords.
    """
    found = {key: value for key, value in record.items() if key not in keys}
    if 'topic' in record:
        words = found.get('keywords', [])
        found['keywords'] = [*words, record['topic']] if isinstance(words, list) else words
    return found


def facts(record, now):
    """Return ``{attribute: value}`` of the state and dates in ``record``.

    ``now``: when what is public became public if the line does not say it.
    Raises ``Refused``.
    """
    found = {attribute: moment(key, record[key])
             for key, attribute in _DATES.items() if record.get(key) is not None}
    if 'state' in record:
        found['state'] = state_named(record['state'])
    if found.get('state') == PUBLISHED and found.setdefault('published_at', now) > now + _LENIENCE:
        raise Refused({'date': _('Ngày xuất bản ở tương lai.')})
    for key in ('created_by', 'translator'):
        if key in record:
            found[key] = text(record, key)
    if record.get('changes') is not None:
        found['changes'] = _changes(record['changes'])
    return found


def _changes(given):
    """Return ``(moment, note)`` of each major change that readers are told of."""
    if not isinstance(given, list) or not all(
            isinstance(each, list) and len(each) == 2 and isinstance(each[0], str)
            and isinstance(each[1], str) for each in given):
        raise Refused({'changes': _('Giá trị không đúng kiểu.')})
    return tuple((moment('changes', when), nfc(note)) for when, note in given)


def version_facts(record):
    """Return the state, moment, actor and note of a version's line.  Raises ``Refused``."""
    check_keys(record, VERSION)
    until = moment('until', record.get('until'))
    if until is None:
        raise Refused({'until': _('Thiếu giá trị.')})
    if not isinstance(record.get('values'), dict):
        raise Refused({'values': _('Giá trị không đúng kiểu.')})
    if not isinstance(record.get('approved', False), bool):
        raise Refused({'approved': _('Giá trị không đúng kiểu.')})
    return {'state': state_named(record.get('state')), 'until': until,
            'actor': text(record, 'by'), 'note': text(record, 'note')}


def text(record, key):
    """Return the ``str`` under ``key``, ``''`` if there is none.  Raises ``Refused``."""
    value = record.get(key, '')
    if not isinstance(value, str):
        raise Refused({key: _('Giá trị không đúng kiểu.')})
    return value
