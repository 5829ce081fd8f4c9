"""What frames screens: public pages, the desk, the console, log-in, the command line."""


def includeme(config):
    config.include('.public')
    config.include('.account')
    config.include('.console')
    config.include('.desk')
