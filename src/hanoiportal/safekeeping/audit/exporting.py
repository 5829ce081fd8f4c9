"""The log as files: JSON lines that can be verified elsewhere, or a table for people."""
import csv
import io
import json

from ...base.clock import local
from ...base.i18n import _
from .entries import read

COLUMNS = (_('Thời điểm'), _('Người thực hiện'), _('Việc'), _('Nơi'), _('Trước'), _('Sau'),
           _('Lý do'), _('Chi tiết'))
#: What a spreadsheet would take for a formula.
_FORMULA = ('=', '+', '-', '@', '\t', '\r')


def json_lines(place, lines):
    """Yield one line of JSON, ``str``, for each of ``lines``, as ``IAudit.lines`` gives them.

    ``place``: object id of the chain.  ``entry`` holds the line exactly as its digest covers it.
    """
    for number, digest, line in lines:
        yield json.dumps({'chain': place, 'number': number, 'digest': digest.hex(),
                          'entry': line.decode()}, ensure_ascii=False)


def table(lines, name_of, title_of, translate):
    """Return the CSV, ``str``, of ``lines``, as ``IAudit.lines`` gives them.

    ``name_of``: callable(principal id) → name.  ``title_of``: callable(action) → what it is
    called.  Times are Hanoi's.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator='\r\n')
    writer.writerow(map(translate, COLUMNS))
    for _number, _digest, line in lines:
        entry = read(line)
        details = '; '.join(f'{name}: {value}' for name, value in sorted(entry.details.items()))
        writer.writerow(map(harmless, (
            f'{local(entry.when):%d/%m/%Y %H:%M:%S}', name_of(entry.who), title_of(entry.action),
            entry.path, entry.before, entry.after, entry.why, details)))
    return out.getvalue()


def harmless(text):
    """Return ``text`` so that no spreadsheet runs it.

    >>> harmless('=HYPERLINK("x")'), harmless('Tin')
    ('\\'=HYPERLINK("x")', 'Tin')
    """
    return f"'{text}" if text.startswith(_FORMULA) else text
