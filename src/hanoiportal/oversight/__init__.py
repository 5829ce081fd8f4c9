"""What authorities are told."""


def includeme(config):
    config.include('.visits')
