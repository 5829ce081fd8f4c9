"""Fields by which somebody is reached, and the paths of other items."""
import re
from typing import Unpack

import colander

from ...base.i18n import _
from .nodesettings import Demanding
from .schema import line
from .site import MAIL, PHONE

_PATH = re.compile(r'(/?[a-z0-9][a-z0-9._-]*)+')


def phone(title: str, **settings: Unpack[Demanding]) -> colander.SchemaNode:
    """Return a node for a telephone number, ``''`` for none."""
    return line(title, validator=PHONE, **settings)


def email(title: str, **settings: Unpack[Demanding]) -> colander.SchemaNode:
    """Return a node for an e-mail address, ``''`` for none."""
    return line(title, validator=MAIL, **settings)


def path(title: str, **settings: Unpack[Demanding]) -> colander.SchemaNode:
    """Return a node for the path of another item, ``''`` for none; ``lookup.listed_at`` reads it.

    Whether there is such an item is asked when it is read: it may come later, or go.
    """
    return line(title, validator=_path, **settings)


def _path(node: colander.SchemaNode, value: str) -> None:
    if value and not _PATH.fullmatch(value):
        raise colander.Invalid(
            node, _('Đường dẫn chỉ gồm tên của các mục, ví dụ /co-cau-to-chuc/van-phong.'))
