"""What somebody types to set a connection up, checked and sealed."""
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

import colander

from ...base.i18n import _
from ...kernel.security.crypto.sealing import ISealing
from ...kernel.tree.lookup import missing_places
from .interfaces import CannotConnect, Receiver, Settings
from .sending import owner_of

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import ISite

#: Characters of a title.
LONGEST_TITLE = 120


def checked(receiver: Receiver, title: str, given: Mapping[str, str], site: ISite,
            registry: Registry, kept: frozenset[str] = frozenset()) -> tuple[
                dict[str, object], dict[str, str]]:
    """Return the settings and the secrets that were ``given``.  Raises ``CannotConnect``.

    ``kept``: secrets that are there, which may be left empty.
    """
    reasons = _title_wrong(title)
    typed = {name: text for name, text in given.items() if text.strip()}
    values: dict[str, object] = {}
    left = (kept & set(receiver.secrets)) - set(typed)
    try:
        values = receiver.schema.deserialize({**dict.fromkeys(left, '-'), **typed})
    except colander.Invalid as error:
        reasons.update({str(path[1].node.name) if len(path) > 1 else '': [
            each for part in path for each in part.messages() if each][-1]
            for path in error.paths()})
    else:
        reasons.update(_places_wrong(values, site))
        reasons.update(receiver.wrong(values, site, registry) if receiver.wrong else {})
    if reasons:
        raise CannotConnect(reasons)
    secrets = {name: str(values.pop(name)) for name in receiver.secrets if name in values}
    return values, {name: text for name, text in secrets.items() if name in typed}


def _title_wrong(title: str) -> dict[str, str]:
    if title.strip() and len(title) <= LONGEST_TITLE and title.isprintable():
        return {}
    return {'title': _('Hãy đặt tên, tối đa ${most} ký tự.', mapping={'most': LONGEST_TITLE})}


def _places_wrong(values: Settings, site: ISite) -> dict[str, str]:
    missing = missing_places(site, cast('tuple[str, ...]', values.get('sections', ())))
    return {'sections': _('Không có chuyên mục này: ${names}.', mapping={
        'names': ', '.join(missing)})} if missing else {}


def origins(settings: Settings) -> set[tuple[str, str]]:
    """Return the scheme and the host, with its port, of each address among ``settings``."""
    parts = [urlsplit(value) for value in settings.values()
             if isinstance(value, str) and '://' in value]
    return {(each.scheme, each.netloc.lower()) for each in parts}


def generated(receiver: Receiver) -> dict[str, str]:
    """Return new secrets of ``receiver``, those that the portal makes."""
    return {name: make() for name, make in (receiver.generated or {}).items()}


def sealed(registry: Registry, number: int, secrets: Mapping[str, str]) -> dict[str, bytes]:
    """Return ``secrets`` sealed for the connection with that ``number``."""
    sealing = registry.getUtility(ISealing)
    return {name: sealing.seal(text, owner_of(number, name)) for name, text in secrets.items()}
