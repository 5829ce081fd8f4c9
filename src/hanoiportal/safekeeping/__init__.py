"""What is kept for good: the log of actions, the archive, backups, the read-only copy."""


def includeme(config):
    config.include('.audit')
    config.include('.backups')
    config.include('.twin')
    config.include('.archive')
