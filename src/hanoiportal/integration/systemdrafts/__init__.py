"""Bản nháp của hệ thống: what a system of a body writes by the API, for the board of its site.

A system sees its own drafts alone and takes the same steps as a contributor: nothing becomes
public but by the board (14.1), and the verdict is there to be read (14.3).
"""
from pyramid.config import Configurator

from .interfaces import ISystemDrafts
from .services import system_drafts_service


def includeme(config: Configurator) -> None:
    config.add_service(ISystemDrafts, system_drafts_service)
