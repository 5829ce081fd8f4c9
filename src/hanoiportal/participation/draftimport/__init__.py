"""Đưa dự thảo vào: the text of a draft from a file or pasted, with a look at what was read.

For the drafting body (clause 4.2.d): numbers, chapters and articles as they were recognised, and
which provision of the new text is which of the old one, to be confirmed.
"""
from pyramid.config import Configurator

from .interfaces import IDraftImport
from .services import draft_import_service


def includeme(config: Configurator) -> None:
    config.add_service(IDraftImport, draft_import_service)
