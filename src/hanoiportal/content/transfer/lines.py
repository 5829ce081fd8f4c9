"""Reading and writing lines of JSON."""
import json
from codecs import BOM_UTF8

from ...base.errors import Refused
from ...base.i18n import _

#: Bytes; holds the longest body that a schema takes, even when every character is escaped.
LONGEST_LINE = 16 * 1024 * 1024
TOO_LONG = None


def lines(file):
    """Yield ``(number from 1, bytes)`` of the lines of the binary ``file`` that are not blank.

    A line over ``LONGEST_LINE`` is skipped without being read into memory, and ``TOO_LONG`` stands
    in its place.
    """
    number = 0
    while raw := file.readline(LONGEST_LINE + 1):
        number += 1
        if len(raw) > LONGEST_LINE:
            while raw and not raw.endswith(b'\n'):
                raw = file.readline(LONGEST_LINE)
            yield number, TOO_LONG
        elif raw.strip():
            yield number, raw


def record(raw):
    """Return the JSON object in ``raw``, a line that ``lines`` gave.  Raises ``Refused``."""
    if raw is TOO_LONG:
        raise _refused(_('Dòng dài quá ${limit} MB.', mapping={'limit': LONGEST_LINE >> 20}))
    try:
        text = raw.removeprefix(BOM_UTF8).decode('utf-8')
    except UnicodeDecodeError as error:
        raise _refused(_('Không phải UTF-8 (byte thứ ${place}).',
                         mapping={'place': error.start + 1})) from None
    found = _parsed(text)
    if not isinstance(found, dict):
        raise _refused(_('Dòng phải là một đối tượng JSON {…}.'))
    if '\\u' in text and not _is_unicode(found):
        raise _refused(_('Có ký tự không phải Unicode.'))
    return found


def _parsed(text):
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except json.JSONDecodeError as error:
        raise _refused(_('JSON sai cú pháp ở ký tự thứ ${place}.',
                         mapping={'place': error.pos + 1})) from None
    except (ValueError, RecursionError):  # a number of thousands of digits, endless brackets
        raise _refused(_('JSON không đọc được.')) from None


def _object(pairs):
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _refused(_('Một khóa JSON bị lặp lại.'))
    return found


def _constant(word):
    raise ValueError(word)


def _is_unicode(found):
    """Tell whether no half of a surrogate pair stands alone in ``found``."""
    try:
        return bool(json.dumps(found, ensure_ascii=False).encode())
    except UnicodeEncodeError:
        return False


def written(found):
    """Return ``found`` as one line of bytes; ``record`` reads it back."""
    return json.dumps(found, ensure_ascii=False).encode() + b'\n'


def _refused(why):
    return Refused({'': why})
