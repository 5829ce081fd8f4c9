"""Reading the settings of an ini file, once."""
from collections.abc import Callable, Mapping
from dataclasses import fields

from .settings import Settings

PREFIX = 'portal.'


def read_settings(mapping: Mapping[str, str]) -> Settings:
    """Return the ``Settings`` in the ``mapping`` of an ini file.

    Raises ``ValueError`` naming a ``portal.`` setting that does not exist or cannot be read.
    """
    known = {PREFIX + field.name: field for field in fields(Settings)}
    given = {name: value for name, value in mapping.items() if name.startswith(PREFIX)}
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise ValueError(f'unknown settings: {", ".join(unknown)}')
    # The reader of each was found by the type of the default.
    return Settings(**{  # type: ignore[arg-type]
        known[name].name: _read(name, type(known[name].default), value)
        for name, value in given.items()})


def _read(name: str, kind: type, value: str) -> object:
    try:
        return _READERS.get(kind, kind)(value)
    except (TypeError, ValueError) as error:
        raise ValueError(f'{name} = {value!r}: {error}') from error


def _boolean(value: str) -> bool:
    words = {'true': True, 'yes': True, '1': True, 'false': False, 'no': False, '0': False}
    if value.lower() not in words:
        raise ValueError('expected true or false')
    return words[value.lower()]


_READERS: dict[type, Callable[[str], object]] = {
    bool: _boolean, tuple: lambda value: tuple(value.split())}
