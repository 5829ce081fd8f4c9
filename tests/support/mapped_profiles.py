"""Profiles that an operator has mapped anew: another table, in which every name is another one."""
import csv
import re

from hanoiportal.base.profiles import read_profiles
from servers.jsonserver import ELSEWHERE, OTHER

#: Stands before all names.
MARK = 'm-'
_PATHS = {
    'receipt', 'outcome', 'note', 'fault', 'token', 'token_seconds', 'items', 'total', 'next',
    'more', 'id', 'number', 'summary', 'issuer', 'issued', 'effective', 'expires', 'status',
    'changed', 'text', 'session', 'error', 'code', 'name', 'field', 'version', 'state', 'ended'}
#: What names stand below that are paths, too; words that systems say; words that they are told.
_BELOW, _SAID, _TOLD = {'field', 'package', 'attachment', 'document'}, {'outcome', 'state'}, {
    'kind'}
#: Tables in which words stand elsewhere: those that systems say, those that they are told.
_WORDS = {'law_sources.csv': (_SAID | {'status'}, set()),
          'document_system.csv': (_SAID, {'status'})}


def renamed(data, table, folder):
    """Write into ``folder`` the table of that name from the folder ``data`` with other names."""
    with open(data / table, encoding='utf-8', newline='') as lines:
        rows = list(csv.DictReader(lines))
    with open(folder / table, 'w', encoding='utf-8', newline='') as lines:
        writer = csv.DictWriter(lines, rows[0])
        writer.writeheader()
        writer.writerows({**row, **_named(table, row['name'], row['value'])} for row in rows)
    return folder


def mapped_anew(table, folder, needed):
    """Return the profiles of ``table``, a path, as they are read from one with other names."""
    return read_profiles(renamed(table.parent, table.name, folder) / table.name, needed)


def _named(table, name, value):
    said, told = _WORDS.get(table, (_SAID, _TOLD))
    kind, _colon, word = name.partition(':')
    if word and kind in said:
        return {'name': f'{kind}:{MARK}{word}'}
    if value.startswith('/'):
        return {'value': ELSEWHERE + value}
    if kind in _BELOW if word else kind in _PATHS:
        return {'value': '.'.join(step if step.isdecimal() else MARK + step
                                  for step in value.split('.')) if value else ''}
    if word and kind in told:
        return {'value': MARK + value if value else ''}
    return {'value': _HOW.get(name, lambda value: value)(value)}


def _asked(body):
    return re.sub(r'"(\w+)":', rf'"{MARK}\1":', body)


_HOW = {'header': lambda _value: OTHER, 'key_header': lambda _value: OTHER, 'body': _asked,
        'header_value': lambda value: value.removeprefix('Bearer '), 'login_body': _asked}
