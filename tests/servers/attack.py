"""Let wapiti, a program of others, attack a portal as somebody who is logged in.

``bin/py tests/servers/attack.py editor|head|administrator [MINUTES] [OPTIONS of wapiti]``.  The
portal is made for it and thrown away: two sites with texts in every state (``matrix.house``).
Wapiti gets the cookie of a real log-in, and leaves out what would end it.  Fails if wapiti found
anything, if the portal failed, or if the session did not live to the end: then it proves little.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).parents[1]))

from hanoiportal.kernel.security.authentication.passwords import hashed
from hanoiportal.shells.commands.environment import opened
from hanoiportal.web.login.throttle import LIMITS
from matrix.house import House
from support.people import PASSWORD

from servers import ROOT
from servers.portal import serving, write_ini

WAPITI = ROOT / '.audit/bin/wapiti'
#: Who attacks: log-in and where it begins.
WHO = {'editor': ('zqtk-bavi-editor', 'desk/'), 'head': ('zqtk-bavi-head', 'desk/'),
       'administrator': ('zqtk-quantri', 'console/@@contents')}
#: Those of end points on the Internet and of guessing names are left out; so is csrf: its control
#: has two Content-Types and is refused like its forgery.  ``matrix.test_forgery`` asks.
MODULES = 'common,crlf,htaccess,methods,-ssrf,-ssl'
SETTINGS = {'portal.secure_cookies': 'true',
            'portal.throttles': ' '.join(f'{name}:0/60' for name in LIMITS)}
#: Forms that end the attacker's own session or rights, or bring back the portal of before.
ENDS = ('revoke', 'unshare', 'undo', 'suspen', 'dissolve', 'reset', 'enable', 'purge', 'erase',
        'rename', 'delete', 'move')
_TOKEN = re.compile(r'name="csrf_token"\s+value="([^"]+)"|value="([^"]+)"\s+name="csrf_token"')


def furnish(var):
    """Fill ``var`` with the house of the matrix."""
    with opened(str(write_ini(var, {})), str(var)) as environment:
        House(environment.registry, hashed(PASSWORD))


def ask(portal, path, cookie='', form=None):
    """Return the status, headers and text of ``path``; ``form``: sent by POST."""
    with closing(HTTPConnection('127.0.0.1', portal.port, timeout=60)) as connection:
        headers = {'Host': f'localhost:{portal.port}', 'Cookie': cookie}
        if form is not None:
            headers['Content-Type'] = 'application/x-www-form-urlencoded'
        connection.request('GET' if form is None else 'POST', path,
                           form and urlencode(form), headers)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode(errors='replace')


def cookie_of(portal, login):
    """Log in and return the ``Cookie`` header of the session."""
    cookies = {}

    def keep(headers):
        for each in headers.get_all('Set-Cookie') or ():
            name, _equals, value = each.partition(';')[0].partition('=')
            cookies[name] = value
        return '; '.join(f'{name}={value}' for name, value in cookies.items())

    _status, headers, page = ask(portal, '/login')
    cookie = keep(headers)
    token = next(filter(None, _TOKEN.search(page).groups()))
    status, headers, _page = ask(portal, '/login', cookie, {
        'csrf_token': token, 'login': login, 'password': PASSWORD})
    assert status == 303, status
    return keep(headers)


def attack(portal, who, minutes, options, report):
    """Run wapiti and return what it wrote down, and whether the session is still one."""
    login, begin = WHO[who]
    cookie = cookie_of(portal, login)
    url = f'http://localhost:{portal.port}/{begin}'
    shell = url[:url.rindex('/') + 1]  # what does not begin with the address of -u is out of scope
    subprocess.run([
        WAPITI, '-u', shell, '-s', url, '--scope', 'folder', '-C', cookie, '--flush-session',
        '--no-bugreport', '-m', MODULES, '--max-scan-time', str(minutes * 20), '--max-attack-time',
        str(minutes * 60 // 12), '-f', 'json', '-o', report, '--store-session',
        report.parent / 'session', *(word for each in ENDS for word in ('-x', f'{shell}*{each}*')),
        *options], check=True, stdin=subprocess.DEVNULL)
    return json.loads(report.read_text()), ask(portal, '/' + begin, cookie)[0] == 200


def main(argv=None):
    """Attack; return 1 if there is anything to mend."""
    parser = argparse.ArgumentParser(prog='attack', description=__doc__.splitlines()[0])
    parser.add_argument('who', choices=WHO)
    parser.add_argument('minutes', type=int, nargs='?', default=10)
    parser.add_argument('options', nargs=argparse.REMAINDER, help='of wapiti')
    said = parser.parse_args(argv)
    return attacked(said.who, said.minutes, said.options)


def attacked(who, minutes, options):
    """Attack as ``who``, print what was found, and return the exit status."""
    os.chdir(ROOT)
    with tempfile.TemporaryDirectory(prefix='attack-') as folder:
        var = Path(folder) / 'portal'
        furnish(var)
        with serving(var, SETTINGS) as portal:
            found, lives = attack(portal, who, minutes, options, Path(folder) / 'found.json')
            log = portal.log.read_text(errors='replace')
    kinds = {name: len(each) for group in ('vulnerabilities', 'anomalies')
             for name, each in found[group].items() if each}
    failures = log.count('Traceback')
    print(f'{who}: {found["infos"]["crawled_pages_nbr"]} pages, findings {kinds or "none"}, '  # noqa: T201
          f'{failures} failures in the log, session {"lives" if lives else "ENDED"}')
    if kinds:
        print(json.dumps({**found['vulnerabilities'], **found['anomalies']}, indent=1))  # noqa: T201
    return 1 if kinds or failures or not lives else 0


if __name__ == '__main__':
    sys.exit(main())
