"""An address that leads to the words found on their page, which the browser then marks.

It is a text directive (WICG, URL Fragment Text Directives): never sent to a server, so that the
page stays the same for everybody; a browser that does not know it opens the page at its top.
"""
import re
from html import unescape
from urllib.parse import quote

#: Directives in one address: the longest runs of words.
MOST = 3
_RUN = re.compile('<mark>[^<]*</mark>(?: <mark>[^<]*</mark>)*')
_TAG = re.compile('</?mark>')
_BEFORE, _AFTER = re.compile(r'([^\s…]+) $'), re.compile(r'^ ([^\s…]+)')


def pointing(piece):
    """Return ``#:~:text=…`` for the words marked in ``piece``, HTML of ``marks``; ``''`` if none.

    The word before and the one behind tell the place from others with the same words, such as
    the head of the page; one word each, since a context must not reach over two paragraphs.
    """
    runs = sorted(_RUN.finditer(piece), key=lambda run: run.start() - run.end())[:MOST]
    wanted = dict.fromkeys(_directive(piece, run) for run in runs)
    return '#:~:' + '&'.join(wanted) if wanted else ''


def _directive(piece, run):
    before = _BEFORE.search(_bare(piece[:run.start()]))
    after = _AFTER.search(_bare(piece[run.end():]))
    return 'text=' + ','.join((
        *([_quoted(before[1]) + '-'] if before else ()), _quoted(_bare(run[0])),
        *(['-' + _quoted(after[1])] if after else ())))


def _bare(html):
    return unescape(_TAG.sub('', html))


def _quoted(text):
    return quote(text, safe='').replace('-', '%2D')
