"""The repository: databases, the tree, who may do what, the workflow, hostile files."""


def includeme(config):
    config.include('.tree')
    config.include('.workflow')
    config.include('.storage')
    config.include('.security')
