"""Usage: audited.py PIP-AUDIT.json NPM-AUDIT.json: say what the lists of weaknesses answered.

Ends with 0 if every package is known and has no weakness, 1 if one has, 2 if a list did not answer
for some package: then nothing is said about it.  Beside each weakness stands within how many days
of today it is to be mended, by ``remediation_rules.csv``.
"""
import json
import sys
from pathlib import Path

from hanoiportal.base.clock import SystemClock
from hanoiportal.kernel.security.authentication.rules import read_rules

RULES = read_rules(Path(__file__).parents[1] / 'config/hanoi/remediation_rules.csv')
#: What npm and GitHub say of how bad a weakness is; pip-audit says nothing of it.
WORST, LEAST = 'critical', 'low'
FINE, WEAK, SILENT = 0, 1, 2


def within(severity):
    """Return the time that a weakness of ``severity`` leaves, in words."""
    now = SystemClock().now()
    days = RULES.number(severity, now) or RULES.number(LEAST, now)
    return f'within {days} days' if days else 'by a day that no rule in force names'


def of_python(text):
    """Return the verdict on what ``pip-audit -f json`` printed, and lines that explain it."""
    try:
        packages = json.loads(text)['dependencies']
    except (ValueError, KeyError, TypeError):
        return SILENT, ['Python: pip-audit could not ask: NOTHING is said about any package']
    unknown = [each['name'] for each in packages if 'skip_reason' in each]
    weak = [f'Python: {each["name"]} {each["version"]}: {found["id"]}, mended in '
            f'{", ".join(found["fix_versions"]) or "no version"}: {within(WORST)}, unless its '
            'advisory says that it is less than critical'
            for each in packages for found in each.get('vulns', ())]
    if unknown:
        whose = 'any package' if len(unknown) == len(packages) else ', '.join(unknown)
        return SILENT, [*weak, (
            f'Python: the list of known weaknesses does not answer for {len(unknown)} of '
            f'{len(packages)} packages: NOTHING is said about {whose}')]
    fine = [f'Python: {len(packages)} packages, no known weakness']
    return (WEAK, weak) if weak else (FINE, fine)


def of_npm(text):
    """Return the verdict on what ``npm audit --json`` printed, and lines that explain it."""
    try:
        answer = json.loads(text)
        found = answer['vulnerabilities']
    except (ValueError, KeyError, TypeError):
        return SILENT, [('npm: the list of known weaknesses does not answer: NOTHING is said '
                         'about any package')]
    weak = [f'npm: {name}: {each["severity"]}: {within(each["severity"])}'
            for name, each in sorted(found.items())]
    return (WEAK, weak) if weak else (FINE, ['npm: no known weakness'])


def main(python, npm):
    """Print what was found and return the exit status."""
    verdicts = []
    for path, reader in ((python, of_python), (npm, of_npm)):
        verdict, lines = reader(Path(path).read_text(encoding='utf-8'))
        verdicts.append(verdict)
        print('\n'.join(lines))
    return max(verdicts)


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
