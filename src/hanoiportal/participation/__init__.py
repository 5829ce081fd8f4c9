"""People outside, and what they send."""


def includeme(config):
    config.include('.identities')
