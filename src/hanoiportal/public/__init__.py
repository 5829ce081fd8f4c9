"""The visitors' face: layout, home pages, listings, search, site map, error pages.

Everything here works without JavaScript (decision D9) and, but for errors, is a pure function of
the content database and the address.
"""

STATIC = 'hanoiportal.public:static'


def nowhere(request):
    """Root factory of the static files: they need no database."""


def includeme(config):
    config.add_static_view('static', STATIC, cache_max_age=86400, factory=nowhere)
    config.include('.last_resort')
    config.include('.shared')
    config.include('.frame')
    config.include('.metadata')
    config.include('.visits')
    config.scan_all('.')
