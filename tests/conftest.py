"""Fixtures for every test; each module named here says which it gives."""

pytest_plugins = [
    'app',
    'making',
    'people',
    'reviewing',
    'servers.browser',
    'servers.portal',
    'servers.postgres',
    'servers.smtp',
    'servers.validator',
    'servers.zeo',
    'stocked',
]
