"""One entry of the log, and the bytes it is kept in.

The form is told in docs/operations/audit.md; it may be read without this program.
"""
import datetime
import json
from dataclasses import dataclass, field

from ...base.text import nfc

#: Characters of a note that are kept.
LONGEST_NOTE = 2000
#: What the action is called in the bytes, which digests cover: it cannot change.
KEY = 'deed'
_MOMENT = '%Y-%m-%dT%H:%M:%S.%fZ'
_OPTIONAL = ('before', 'after', 'why', 'details')


@dataclass(frozen=True)
class Entry:
    """Dòng nhật ký: one action.

    ``who``: principal id.  ``action``: name in ``actions.csv``.  ``when``: aware UTC.
    ``oid``, ``path``: of what it was done to, as it was then; for an account its id stands for
    its log-in name.  ``before``, ``after``: digest or state.  ``why``: note, ground or basis.
    ``details``: ``{str: str, int, bool or None}``.
    """

    who: str
    action: str
    when: datetime.datetime
    oid: int
    path: str
    before: str = ''
    after: str = ''
    why: str = ''
    details: dict[str, str | int | bool | None] = field(default_factory=dict)

    def line(self):
        """Return the canonical JSON of the entry, ``bytes``: keys sorted, no blanks, NFC."""
        said = {'who': self.who, KEY: self.action, 'when': isoformat(self.when),
                'oid': self.oid, 'path': self.path}
        said.update((name, value) for name in _OPTIONAL if (value := getattr(self, name)))
        plain = {name: _plain(value) for name, value in said.items()}
        return json.dumps(plain, ensure_ascii=False, sort_keys=True,
                          separators=(',', ':')).encode('utf-8', 'backslashreplace')


def isoformat(moment):
    """Return the aware UTC ``moment`` as entries say it; such texts sort as their moments do."""
    return moment.strftime(_MOMENT)


def _plain(value):
    """Return ``value`` as JSON can say it, its texts in NFC and of bounded length."""
    if isinstance(value, dict):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return ', '.join(sorted(map(str, value)))
    if value is None or isinstance(value, (bool, int)):
        return value
    text = nfc(str(value))
    return text if len(text) <= LONGEST_NOTE else text[:LONGEST_NOTE] + '…'


def read(line):
    """Return the ``Entry`` of a canonical ``line``, ``bytes``.

    Raises ``ValueError`` for anything that ``Entry.line`` does not write.
    """
    try:
        said = json.loads(line)
        moment = datetime.datetime.fromisoformat(said.pop('when'))
        entry = Entry(when=moment, action=said.pop(KEY), **said)
        canonical = entry.line()
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f'no entry: {error}') from None
    if canonical != line:
        raise ValueError('not in canonical form')
    return entry
