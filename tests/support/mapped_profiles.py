"""Profiles that an operator has mapped anew: another table, in which every name is another one."""
import csv

from hanoiportal.base.profiles import read_profiles
from servers.jsonserver import OTHER

#: Stands before all names.
MARK = 'm-'
_PATHS = ('receipt', 'outcome', 'note', 'fault', 'token', 'token_seconds')
_HEADER = {'header': OTHER, 'header_value': '<token>'}


def mapped_anew(table, folder, needed):
    """Return the profiles of ``table``, a path, as they are read from one with other names."""
    other = folder / table.name
    with open(table, encoding='utf-8', newline='') as lines:
        rows = list(csv.DictReader(lines))
    with open(other, 'w', encoding='utf-8', newline='') as lines:
        writer = csv.DictWriter(lines, rows[0])
        writer.writeheader()
        writer.writerows({**row, **_named(row['name'], row['value'])} for row in rows)
    return read_profiles(other, needed)


def _named(name, value):
    if name.startswith('outcome:'):
        return {'name': name.replace('outcome:', f'outcome:{MARK}')}
    if name in _PATHS or name.startswith(('field:', 'kind:')):
        return {'value': '.'.join(MARK + step for step in value.split('.')) if value else ''}
    return {'value': _HEADER.get(name, value)}
