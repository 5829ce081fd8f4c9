"""What all features use and that knows none of them: time, mail, health, files, hosts."""


def includeme(config):
    config.include('.domains')
    config.include('.scheduling')
    config.include('.monitoring')
    config.include('.domains.taken')
    config.include('.quarantine')
    config.include('.notifications')
    config.include('.media')
    config.include('.maintenance')
