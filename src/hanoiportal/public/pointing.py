"""An address that leads to the words found on their page, which the browser then marks.

It is a text directive (WICG, URL Fragment Text Directives): never sent to a server, so that the
page stays the same for everybody; a browser that does not know it opens the page at its top.
"""
import re
from html import unescape

#: Directives in one address: the longest runs of words.
MOST = 2
#: A longer run is named by so many of its first words and of its last.
ENDS = 2
_RUN = re.compile('<mark>[^<]*</mark>')
#: What may not stand in a directive as it is; letters of Latin script may, as in any address, and
#: take a third of the room.
_WRITTEN_OTHERWISE = re.compile('[^0-9A-Za-z._~À-ÖØ-öø-ɏḀ-ỿ]')


def pointing(piece):
    """Return ``#:~:text=…`` for the words marked in ``piece``, HTML of ``marks``; ``''`` if none.

    The word before and the one behind tell the place from others with the same words, such as
    the head of the page; one word each, since a context must not reach over two paragraphs.
    """
    runs = sorted(_RUN.finditer(piece), key=lambda run: run.start() - run.end())[:MOST]
    wanted = dict.fromkeys([_directive(piece, *run.span()) for run in runs])
    return '#:~:' + '&'.join(wanted) if wanted else ''


def _directive(piece, start, end):
    before = piece[:start - 1].rpartition(' ')[2] if piece[start - 1:start] == ' ' else ''
    after = piece[end + 1:].partition(' ')[0] if piece[end:end + 1] == ' ' else ''
    before, after = _quoted(before.rpartition('…')[2]), _quoted(after.partition('…')[0])
    return 'text=' + (before and before + '-,') + _ends(piece[start:end]) + (
        after and ',-' + after)


def _ends(run):
    words = run.split(' ')
    if len(words) <= 2 * ENDS:
        return _quoted(run)
    return ','.join((_quoted(' '.join(words[:ENDS])), _quoted(' '.join(words[-ENDS:]))))


def _quoted(html):
    text = html.replace('<mark>', '').replace('</mark>', '')
    return _WRITTEN_OTHERWISE.sub(_coded, unescape(text) if '&' in text else text)


def _coded(sign):
    return ''.join(f'%{byte:02X}' for byte in sign[0].encode(errors='replace'))
