"""The visitors' face: layout, home pages, listings, search, site map, error pages."""


def includeme(config):
    config.add_static_view('static', 'hanoiportal.public:static', cache_max_age=86400)
    config.scan_all('.')
