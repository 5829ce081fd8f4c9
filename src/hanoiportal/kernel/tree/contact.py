"""Fields by which somebody is reached, and the paths of other items."""
import re

import colander

from ...base.i18n import _
from .schema import line
from .site import MAIL, PHONE

_PATH = re.compile(r'(/?[a-z0-9][a-z0-9._-]*)+')


def phone(title, **settings):
    """Return a node for a telephone number, ``''`` for none."""
    return line(title, validator=PHONE, **settings)


def email(title, **settings):
    """Return a node for an e-mail address, ``''`` for none."""
    return line(title, validator=MAIL, **settings)


def path(title, **settings):
    """Return a node for the path of another item, ``''`` for none; ``lookup.listed_at`` reads it.

    Whether there is such an item is asked when it is read: it may come later, or go.
    """
    return line(title, validator=_path, **settings)


def _path(node, value):
    if value and not _PATH.fullmatch(value):
        raise colander.Invalid(
            node, _('Đường dẫn chỉ gồm tên của các mục, ví dụ /co-cau-to-chuc/van-phong.'))
