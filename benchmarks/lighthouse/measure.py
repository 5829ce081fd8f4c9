"""Measure the public pages with Lighthouse, as on a phone, in the Chromium of this machine.

``make lighthouse`` makes a demonstration that search engines may read, serves it and prints the
four scores of twelve pages; it ends with 1 if one of them is below 100.  ``ARGS='seo'``: that
score alone, for a machine that is not quiet.
"""
import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from servers import ROOT
from servers.browser import NAMES
from servers.portal import DEMO_SITES, command, serving

HERE = Path(__file__).parent
PAGES = {
    'home': '/', 'english': '/english', 'ward': '/sites/caugiay', 'department': '/sites/soyte',
    'news': '/tin-tuc-su-kien/ha-noi-lay-y-kien-phuong-an-cau-di-bo-moi-qua-song-hong',
    'decision': '/van-ban-hanh-chinh/4263-qd-ubnd', 'list': '/tin-tuc-su-kien',
    'search': '/search?q=y+te', 'contact': '/sites/caugiay/lien-he', 'leaders': '/lanh-dao',
    'procedures': '/thu-tuc-hanh-chinh', 'calendar': '/lich-lam-viec'}
#: Audits that do not hold for a page: search engines shall not index what a search finds.
NOT_ASKED = {'search': ('is-crawlable',)}
CATEGORIES, WANTED = ('performance', 'accessibility', 'best-practices', 'seo'), 100
#: Simulated throttling reckons with how fast the machine was: of several runs the best counts.
RUNS = 5
FLAGS = '--headless=new --no-sandbox --disable-gpu --disable-quic'


def report(address, categories, without):
    """Return what Lighthouse says of ``address``, its JSON read."""
    chromium = next(filter(None, map(shutil.which, NAMES)))
    done = subprocess.run(
        [ROOT / 'setup/npm', '--prefix', HERE, 'exec', '--silent', '--', 'lighthouse', address,
         '--quiet', '--output=json', f'--chrome-flags={FLAGS}',
         *(f'--skip-audits={each}' for each in without),
         f'--only-categories={",".join(categories)}'],
        check=True, capture_output=True, text=True, env={**os.environ, 'CHROME_PATH': chromium})
    return json.loads(done.stdout)


def best(address, categories, without):
    """Return the best of at most ``RUNS`` reports of ``address``; none follows one without faults.

    A run that Lighthouse itself does not finish counts as one.  Raises ``CalledProcessError`` if
    it finishes none.
    """
    found, failed = [], None
    for _run in range(RUNS):
        try:
            found.append(report(address, categories, without))
        except subprocess.CalledProcessError as error:
            failed = error
            continue
        if not misses(scores(found[-1])):
            break
    if not found:
        raise failed
    return max(found, key=lambda each: sum(scores(each).values()))


def misses(got):
    """Return whether one of the scores ``got`` is not ``WANTED``."""
    return any(score < WANTED for score in got.values())


def scores(found):
    """Return ``{category: 0 to 100}`` of a report."""
    return {name: round(100 * each['score']) for name, each in found['categories'].items()}


def faults(found):
    """Yield the name and title of every audit that costs points."""
    for name, category in found['categories'].items():
        for each in category['auditRefs']:
            audit = found['audits'][each['id']]
            if each['weight'] and audit['score'] is not None and audit['score'] < 0.9:
                yield f'{name}: {audit["title"]} {audit.get("displayValue", "")}'.strip()


def _known(name):
    if name not in CATEGORIES:
        raise argparse.ArgumentTypeError(f'{name} is none of ' + ', '.join(CATEGORIES))
    return name


def main():
    """Print the table, and what costs points; return 1 if a score is not the one wanted."""
    parser = argparse.ArgumentParser(prog='make lighthouse', description=__doc__)
    parser.add_argument('categories', nargs='*', metavar='SCORE', type=_known,
                        help='one or more of ' + ', '.join(CATEGORIES) + '; all if missing')
    categories, missed = parser.parse_args().categories or CATEGORIES, False
    with tempfile.TemporaryDirectory() as folder:
        var = Path(folder) / 'var'
        command(var, 'demo', '--sites', DEMO_SITES)
        with serving(var, {'portal.demo_indexable': 'true'}) as portal:
            print(f'{"":12}' + ''.join(f'{name:>16}' for name in categories))
            for kind, path in PAGES.items():
                found = best(portal.url + path, categories, NOT_ASKED.get(kind, ()))
                got = scores(found)
                missed |= misses(got)
                print(f'{kind:12}' + ''.join(f'{got[name]:16}' for name in categories), flush=True)
                for fault in faults(found):
                    print('           ' + fault)
    return int(missed)


if __name__ == '__main__':
    sys.exit(main())
