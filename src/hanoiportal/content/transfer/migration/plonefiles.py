"""The JSON files of Plone's exporters, and what both of them write beside the things."""
from __future__ import annotations

import json
from pathlib import Path
from typing import cast

from ....base.i18n import _
from .pieces import BadSource
from .ploneitem import Found, address_of


def object_in(content: bytes) -> Found:
    """Return the JSON object ``content``.  Raises ``BadSource``."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise BadSource(_('JSON không đọc được: ${why}.', mapping={'why': str(error)})) from None
    if not isinstance(found, dict):
        raise BadSource(_('Tệp phải là một đối tượng JSON {…}.'))
    return cast(Found, found)


def json_at(path: Path) -> object:
    """Return what ``path`` holds, ``None`` if it is not there.  Raises ``BadSource``."""
    try:
        return cast(object, json.loads(path.read_bytes()))
    except FileNotFoundError:
        return None
    except (ValueError, RecursionError) as error:
        raise BadSource(_('${name}: JSON không đọc được: ${why}.', mapping={
            'name': path.name, 'why': str(error)})) from None


def rows_in(found: object) -> list[Found]:
    """Return the objects in the array ``found``; none of what is no array."""
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def full_names(found: object) -> dict[str, str]:
    """Return full names by user id, of the file of members."""
    return {str(each.get('username')): str(each.get('fullname') or '')
            for each in rows_in(found.get('members') if isinstance(found, dict) else None)}


def redirects_in(found: object, root: str) -> dict[str, str]:
    """Return the old address that each old address led to.  ``root``: see ``address_of``."""
    return {address_of(old, root): address_of(str(new), root)
            for old, new in (found.items() if isinstance(found, dict) else ())}
