"""The console of administrators at ``/console`` (substanced's SDI, and what we add), and log-in.

Who uses it: administrators, operators and inspectors; what each may do is one table in
``security.roles``.  Nobody else is told what exists (clause 8.8).
"""


def includeme(config):
    config.include('.sdi')
    config.include('.addresses')
    config.add_static_view('console-static', 'hanoiportal.console:static', cache_max_age=86400)
    config.scan_all('.')
