"""Changing items, and keeping what they were (clause 13.2: what is changed stays known)."""
from ...kernel.storage.interfaces import CONTENT
from .asof import past
from .erasing import forget_past, give_back_past, withhold_past
from .history import history_service
from .interfaces import IEditing, IHistory, INaming, IPast, IVersions
from .naming import naming_service
from .services import editing_service
from .versions import versions_of


def includeme(config):
    config.add_service(IEditing, editing_service)
    config.add_service(IHistory, history_service)
    config.add_service(IVersions, versions_of)
    config.add_service(IPast, past)
    config.add_service(INaming, naming_service)
    config.add_eraser('past', CONTENT, forget_past)
    config.add_withholding('past', withhold_past, give_back_past)
