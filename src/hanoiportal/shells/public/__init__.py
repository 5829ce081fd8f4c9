"""The visitors' face: layout, home pages, listings, search, site map, error pages.

Everything here works without JavaScript (ADR 9) and, but for errors, is a pure function of
the content database and the address.
"""


def includeme(config):
    config.include('.page.statics')
    config.include('.page.grounds')
    config.include('.page.text_only')
    config.include('.errors.last_resort')
    config.include('.page.shared')
    config.include('.fragments')
    config.include('.pageassembly')
    config.include('.metadata')
    config.include('.feeds')
    config.include('.formats')
    config.include('.api.dumped')
    config.include('.site.visits')
    config.include('.search.unanswered')
    config.include('.renditions.recordings')
    config.include('.site.accessibility')
    config.include('.tasks')
    config.scan_all('.')
