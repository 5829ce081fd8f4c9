"""Finding: the indexes, and what a visitor's words ask them."""


def includeme(config):
    config.include('.catalog')
    config.include('.search')
