"""An address that leads to the words found on their page, which the browser then marks.

It is a text directive (WICG, URL Fragment Text Directives): never sent to a server, so that the
page stays the same for everybody; a browser that does not know it opens the page at its top.
"""
import re
from functools import lru_cache

#: Directives in one address: the longest runs of words.
MOST = 2
#: A longer run is named by so many of its first words and of its last.
ENDS = 2
#: Words and runs of them that are remembered as they stand in an address.
MOST_QUOTED = 5000
#: What may not stand in a directive as it is; letters of Latin script may, as in any address, and
#: take a third of the room.
_WRITTEN_OTHERWISE = re.compile('[^0-9A-Za-z._~À-ÖØ-öø-ɏḀ-ỿ]')


def text_fragments(text, runs):
    """Return ``#:~:text=…`` for the ``runs`` of words in ``text``, ``[start, end]`` each; ``''``
    if there are none.

    The word before and the one behind tell the place from others with the same words, such as
    the head of the page; one word each, since a context must not reach over two paragraphs.
    """
    longest = sorted(runs, key=_shortness)[:MOST]
    wanted = dict.fromkeys([_directive(text, *run) for run in longest])
    return '#:~:' + '&'.join(wanted) if wanted else ''


def _shortness(run):
    return run[0] - run[1]


def _directive(text, start, end):
    before = text[:start - 1].rpartition(' ')[2] if text[start - 1:start] == ' ' else ''
    after = text[end + 1:].partition(' ')[0] if text[end:end + 1] == ' ' else ''
    before, after = _quoted(before.rpartition('…')[2]), _quoted(after.partition('…')[0])
    return 'text=' + (before and before + '-,') + _ends(text[start:end]) + (
        after and ',-' + after)


def _ends(run):
    words = run.split(' ')
    if len(words) <= 2 * ENDS:
        return _quoted(run)
    return ','.join((_quoted(' '.join(words[:ENDS])), _quoted(' '.join(words[-ENDS:]))))


@lru_cache(maxsize=MOST_QUOTED)
def _quoted(text):
    return _WRITTEN_OTHERWISE.sub(_coded, text)


def _coded(sign):
    return ''.join(f'%{byte:02X}' for byte in sign[0].encode(errors='replace'))
