"""The visitors' face: layout, home pages, listings, search, site map, error pages.

Everything here works without JavaScript (decision D9) and, but for errors, is a pure function of
the content database and the address.
"""


def includeme(config):
    config.include('.statics')
    config.include('.text_only')
    config.include('.last_resort')
    config.include('.shared')
    config.include('.kept')
    config.include('.whole')
    config.include('.metadata')
    config.include('.formats')
    config.include('.visits')
    config.include('.unanswered')
    config.include('.recordings')
    config.include('.accessibility')
    config.scan_all('.')
