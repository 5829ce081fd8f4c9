"""The log as lines of JSON, one for each event, each naming the request that it belongs to.

No personal data: no address, query, log-in name or text of people.  So of an error that is raised
for what somebody sent, only its class and its place are written; the words of an error are kept
where they tell of the machine (files, databases, network).
"""
import datetime
import json
import logging
import traceback
from contextvars import ContextVar

from transaction.interfaces import TransactionError
from ZODB.POSException import POSError

#: The id of the request that this thread answers.
REQUEST = ContextVar('request', default='')
#: Errors whose words tell of the machine.
OF_THE_MACHINE = (OSError, POSError, TransactionError)
#: waitress names the path of a request behind this word.
_PATH_FOLLOWS = ' while serving '


class JsonLines(logging.Formatter):
    """One JSON object for each record.

    ``time`` (RFC 3339, UTC), ``level``, ``logger``, ``message``, ``request`` (its id), ``error``
    (``class``, ``message`` or ``''``, ``frames``), and what ``extra={'fields': {…}}`` holds.
    """

    def format(self, record):
        moment = datetime.datetime.fromtimestamp(record.created, datetime.timezone.utc)
        line = {'time': moment.isoformat(timespec='milliseconds'), 'level': record.levelname,
                'logger': record.name, 'message': _message(record)}
        if REQUEST.get():
            line['request'] = REQUEST.get()
        line.update(getattr(record, 'fields', {}))
        if record.exc_info and record.exc_info[1] is not None:
            line['error'] = error_of(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def _message(record):
    message, path_follows, _path = record.getMessage().partition(_PATH_FOLLOWS)
    return message + path_follows.rstrip()


def error_of(error):
    """Return what may be written of an exception."""
    kind = type(error)
    frames = traceback.extract_tb(error.__traceback__)
    return {
        'class': f'{kind.__module__}.{kind.__qualname__}',
        'message': str(error) if isinstance(error, OF_THE_MACHINE) else '',
        'frames': [f'{each.filename}:{each.lineno} {each.name}' for each in frames]}
