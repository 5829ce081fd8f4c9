"""The settings that say where the databases are."""
from collections.abc import Mapping

_DATABASES = 'zodbconn.uri'


def setting_of(database: str) -> str:
    """Return the name of the setting with the address of ``database``, a name of ADR 1."""
    return _DATABASES if database == 'content' else f'{_DATABASES}.{database}'


def uris_by_setting(settings: Mapping[str, str]) -> dict[str, str]:
    """Return the address of each database in the mapping ``settings``, by the name of its setting.
    """
    return {name: uri for name, uri in settings.items() if name.startswith(_DATABASES)}
