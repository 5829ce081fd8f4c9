"""Mẫu trả lời: answers that a site gives again and again, as rows of a register.

For those who answer at a site, who may each use them; its board writes them.
"""
from pyramid.config import Configurator

from .interfaces import IAnswerTemplates
from .register import declared
from .services import templates_service


def includeme(config: Configurator) -> None:
    config.add_register(declared())
    config.add_service(IAnswerTemplates, templates_service)
