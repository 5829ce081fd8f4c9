"""Where a case is followed, and who writes of it, in the language of its sender."""
from __future__ import annotations

from typing import cast

from pyramid.registry import Registry

from ...base.i18n import ILanguages
from ...base.interfaces import IPortal
from ...base.settings import ISettings, Settings
from ...kernel.tree.lookup import in_language
from ..questions.interfaces import TRACKING


def page_of(registry: Registry, tag: str) -> str:
    """Return the address of the page where cases are opened, in the language ``tag``."""
    settings: Settings = registry.getUtility(ISettings)
    language = registry.getUtility(ILanguages).by_tag.get(tag)
    segment = '' if language is None else language.segment
    return '/'.join(filter(None, (settings.city, segment, TRACKING)))


def title_of(portal: IPortal, tag: str) -> str:
    """Return what the portal is called in the language ``tag``."""
    return str(cast(IPortal, in_language(portal, tag)).title)
