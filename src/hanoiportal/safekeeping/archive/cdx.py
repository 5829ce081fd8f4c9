"""Index lines in CDXJ: where the answer for an address at a moment is."""
import json
from urllib.parse import urlsplit


def surt(url):
    """Return the key by which ``url`` is sorted (Sort-friendly URI Reordering Transform).

    >>> surt('https://Hanoi.gov.vn/Tin-tuc/?w=2&v=1')
    'vn,gov,hanoi)/tin-tuc?v=1&w=2'
    """
    parts = urlsplit(url.lower())
    host = ','.join(reversed((parts.hostname or '').split('.')))
    path = parts.path.rstrip('/') or '/'
    query = '&'.join(sorted(parts.query.split('&')))
    return f'{host}){path}' + (f'?{query}' if query else '')


def timestamp(date):
    """Return the 14 digits of ``date``, as WARC writes it."""
    return ''.join(each for each in date if each.isdigit())[:14]


def line(kept, offset, filename):
    """Return the line for the ``StoredRecord`` ``kept``, an answer, at ``offset`` of a file."""
    said = {'url': kept.url, 'mime': 'warc/revisit' if kept.kind == 'revisit' else kept.mime,
            'status': kept.status, 'digest': kept.payload, 'length': str(kept.length),
            'offset': str(offset), 'filename': filename}
    return f'{surt(kept.url)} {timestamp(kept.date)} {json.dumps(said, ensure_ascii=False)}\n'


def read(text):
    """Yield ``(key, stamp, dict)`` of each line of ``text``.  Raises ``ValueError``."""
    for each in text.splitlines():
        key, moment, said = each.split(' ', 2)
        yield key, moment, json.loads(said)
