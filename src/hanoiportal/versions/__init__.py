"""Changing items, and keeping what they were (clause 13.2: what is changed stays known)."""
from .interfaces import IEditing
from .services import editing_service


def includeme(config):
    config.add_service(IEditing, editing_service)
