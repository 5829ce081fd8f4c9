"""The repository: databases, the tree, who may do what, the workflow, hostile files."""
from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    config.include('.tree')
    config.include('.workflow')
    config.include('.storage')
    config.include('.security')
