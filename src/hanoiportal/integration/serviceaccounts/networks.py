"""The networks from which alone a service account is taken, as people type them."""
from __future__ import annotations

import ipaddress
import re

from ...base.i18n import _
from .interfaces import MOST_NETWORKS

_BETWEEN = re.compile(r'[\s,;]+')


class BadNetworks(ValueError):
    """What was typed is no list of networks; ``args[0]`` is a translatable reason."""


def networks_in(typed: str) -> tuple[str, ...]:
    """Return the networks in ``typed``, each as CIDR.  Raises ``BadNetworks``.

    >>> networks_in('10.1.2.3, 2001:db8::/32')
    ('10.1.2.3/32', '2001:db8::/32')
    """
    found: dict[str, None] = {}
    for each in filter(None, _BETWEEN.split(typed)):
        try:
            found[str(ipaddress.ip_network(each))] = None
        except ValueError:
            raise BadNetworks(_(
                '“${text}” không phải là địa chỉ hay dải mạng (ví dụ 10.1.2.0/24).',
                mapping={'text': each[:60]})) from None
    if len(found) > MOST_NETWORKS:
        raise BadNetworks(_('Nhiều quá ${max} mục.', mapping={'max': MOST_NETWORKS}))
    return tuple(found)
