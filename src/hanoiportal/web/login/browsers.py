"""What a browser says that it is, in the few words by which its owner knows it."""

_BROWSERS = (('coc_coc', 'Cốc Cốc'), ('Edg', 'Edge'), ('OPR/', 'Opera'),
             ('SamsungBrowser', 'Samsung Internet'), ('Firefox', 'Firefox'), ('FxiOS', 'Firefox'),
             ('Chrome', 'Chrome'), ('CriOS', 'Chrome'), ('Safari', 'Safari'))
_SYSTEMS = (('Android', 'Android'), ('iPhone', 'iPhone'), ('iPad', 'iPad'),
            ('Windows', 'Windows'), ('Mac OS', 'macOS'), ('CrOS', 'ChromeOS'), ('Linux', 'Linux'))


def device_of(agent):
    """Return the browser and system of the ``User-Agent`` header ``agent``; ``''`` if unknown.

    >>> device_of('Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36')
    'Chrome · Windows'
    """
    said = (next((name for sign, name in table if sign in agent), '')
            for table in (_BROWSERS, _SYSTEMS))
    return ' · '.join(filter(None, said))
