"""The rule of clause 5.2: right below the city's domain, without marks, unique, not reserved.

Without marks means lower-case ASCII letters and digits; a hyphen between them is allowed, as in
any host name (RFC 1123, 2.1), though none of Hanoi's own 149 hosts has one.  Two in a row would
let marks in again by way of ``xn--`` (RFC 5891).
"""
import csv
import re

from zope.interface import implementer

from ...base.i18n import _
from ...base.settings import ISettings
from ...kernel.tree.names import BadName
from .interfaces import IHostRules

LABEL = re.compile(r'(?=.{1,63}\Z)[a-z0-9]+(?:-[a-z0-9]+)*')


class BadHost(BadName):
    """A host that clause 5.2 does not allow; ``args[0]`` is a translatable reason."""


def check_label(label, reserved):
    """Return ``label``, the first part of a component site's host.

    ``reserved``: ``{label: reason}``.  Raises ``BadHost``.
    """
    if not isinstance(label, str) or not LABEL.fullmatch(label):
        raise BadHost(_('Tên miền “${label}” phải viết không dấu, chỉ gồm chữ thường, chữ số '
                        'và dấu gạch nối ở giữa, tối đa 63 ký tự (Điều 5.2).',
                        mapping={'label': str(label)[:80]}))
    if label in reserved:
        raise BadHost(_('Tên miền “${label}” được dành riêng: ${reason}.',
                        mapping={'label': label, 'reason': reserved[label]}))
    return label


def check_host(label, registry):
    """Return ``label`` if a component site of this installation may have that host.

    Raises ``BadHost``.
    """
    if label and label == registry.getUtility(ISettings).desk_host:
        raise BadHost(_('Tên miền “${label}” là của bàn làm việc, bảng quản trị và trang đăng '
                        'nhập (portal.desk_host); xin chọn tên khác.',
                        mapping={'label': label}))
    return check_label(label, reserved_labels(registry))


@implementer(IHostRules)
class HostRules:
    """See ``IHostRules``."""

    def __init__(self, registry):
        self._registry = registry

    def problem(self, label):
        """See ``IHostRules``."""
        try:
            check_host(label, self._registry)
        except BadHost as bad:
            return bad.args[0]
        return ''


def check_desk_host(label, reserved):
    """Raise ``ValueError`` unless the desk may have the host ``label``, or has none (``''``).

    ``reserved``: ``{label: reason}``; no component site can take one of these.
    """
    if label and not LABEL.fullmatch(label):
        raise ValueError(
            f'portal.desk_host = {label!r}: one label below portal.domain is wanted, of '
            'lower-case ASCII letters, digits and hyphens between them, such as quantri')
    if label and label not in reserved:
        raise ValueError(
            f'portal.desk_host = {label!r}: it must stand in reserved_subdomains.csv, or a '
            'component site could take the host of the desk')


def read_reserved(path):
    """Return ``{label: reason}`` of the CSV file at ``path``."""
    with open(path, encoding='utf-8', newline='') as lines:
        return {row['label']: row['reason'] for row in csv.DictReader(lines)}


def reserved_labels(registry):
    """Return the reserved labels of this installation, ``{label: reason}``."""
    return read_reserved(registry.getUtility(ISettings).data / 'reserved_subdomains.csv')
