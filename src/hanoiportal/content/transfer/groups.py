"""Groups of accounts, as lines."""
from ...base.errors import Refused
from ...base.i18n import _
from ...kernel.security.authorization.groups import BadGroup, create_group, join
from .people import check_keys

_KEYS = {'type', 'id', 'title', 'basis', 'members'}


def group_record(group):
    """Return the line of ``group``."""
    found = {'type': 'group', 'id': group.id, 'title': group.title}
    if group.basis:
        found['basis'] = group.basis
    return {**found, 'members': sorted(group.members)}


def add_group(accounts, record, principals):
    """Make the group of a line unless one of that title is there; add its members.

    ``principals``: ``{account id in the file: account id here}`` where they differ.
    Returns ``(group, whether it is new)``.  Raises ``Refused``; nothing has changed then.
    """
    check_keys(record, _KEYS)
    title, basis, members = (
        record.get('title'), record.get('basis', ''), record.get('members', []))
    if not all(isinstance(each, str) for each in (title, basis, record.get('id', ''))) or (
            not isinstance(members, list) or not all(isinstance(each, str) for each in members)):
        raise Refused({'': _('Giá trị không đúng kiểu.')})
    known = [accounts.by_id.get(principals.get(each, each)) for each in members]
    if None in known:
        raise Refused({'members': _('Không có tài khoản này.')})
    found = next((each for each in accounts.groups.values() if each.title == title), None)
    try:
        group = found or create_group(accounts, title, basis)
    except BadGroup as error:
        raise Refused({'title': error.args[0]}) from None
    for account in known:
        join(group, account)
    return group, found is None
