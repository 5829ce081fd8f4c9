"""``make audit`` says what the lists of weaknesses answered; ``make sbom`` lists everything."""
import json
import subprocess
from contextlib import redirect_stdout
from datetime import UTC, datetime
from io import StringIO

import pytest
from servers import BIN, ROOT, of_setup
from support.clocks import SetClock

KNOWN = {'name': 'pyramid', 'version': '2.1', 'vulns': []}
WEAK = {'name': 'six', 'version': '1.17', 'vulns': [{'id': 'PYSEC-1', 'fix_versions': ['1.18']}]}
UNKNOWN = {'name': 'zodb', 'skip_reason': 'Dependency not found and could not be audited'}
NO_NPM = {'message': '405 Method Not Allowed', 'statusCode': 405}
CLEAN_NPM = {'auditReportVersion': 2, 'vulnerabilities': {}}
WEAK_NPM = {'vulnerabilities': {'esbuild': {'name': 'esbuild', 'severity': 'high'}}}


def write(folder, python, npm):
    """Write what the two programs printed; return the paths."""
    for name, text in (('python', python), ('npm', npm)):
        (folder / name).write_text(text if isinstance(text, str) else json.dumps(text))
    return folder / 'python', folder / 'npm'


def audited(folder, python, npm):
    """Return the exit status and the output for what the two programs printed."""
    printed = StringIO()
    with redirect_stdout(printed):
        status = of_setup('audited').main(*write(folder, python, npm))
    return status, printed.getvalue()


def test_the_program_ends_with_the_status(tmp_path):
    done = subprocess.run(
        [BIN / 'py', ROOT / 'setup/audited.py', *write(
            tmp_path, {'dependencies': [KNOWN, WEAK]}, CLEAN_NPM)],
        check=False, capture_output=True, text=True)

    assert done.returncode == 1 and 'PYSEC-1' in done.stdout and done.stderr == ''


@pytest.mark.parametrize(('packages', 'npm', 'status', 'said'), [
    ([KNOWN], CLEAN_NPM, 0, '1 packages, no known weakness'),
    ([KNOWN, WEAK], CLEAN_NPM, 1, 'six 1.17: PYSEC-1, mended in 1.18: within 3 days, unless'),
    ([KNOWN], WEAK_NPM, 1, 'npm: esbuild: high: within 7 days'),
    ([UNKNOWN], CLEAN_NPM, 2, 'NOTHING is said about any package'),
    ([KNOWN, UNKNOWN], CLEAN_NPM, 2, '1 of 2 packages: NOTHING is said about zodb'),
    ([KNOWN], NO_NPM, 2, 'npm: the list of known weaknesses does not answer: NOTHING'),
    ([WEAK, UNKNOWN], WEAK_NPM, 2, 'PYSEC-1')])
def test_silence_of_a_list_is_no_good_news(tmp_path, packages, npm, status, said):
    code, output = audited(tmp_path, {'dependencies': packages}, npm)

    assert code == status and said in output


@pytest.mark.parametrize('severity, days', [
    ('critical', 3), ('high', 7), ('moderate', 30), ('low', 90), ('info', 90)])
def test_each_weakness_is_to_be_mended_within_days(tmp_path, severity, days):
    found = {'vulnerabilities': {'esbuild': {'severity': severity}}}

    assert f'{severity}: within {days} days\n' in audited(
        tmp_path, {'dependencies': [KNOWN]}, found)[1]


def test_of_a_day_before_the_rules_no_days_are_said(monkeypatch):
    module = of_setup('audited')
    monkeypatch.setattr(module, 'SystemClock', lambda: SetClock(datetime(2026, 1, 1, tzinfo=UTC)))

    assert module.within('high') == 'by a day that no rule in force names'


@pytest.mark.parametrize('python', ['', 'Traceback', '[]', '{}'])
def test_a_program_that_failed_is_said_too(tmp_path, python):
    assert audited(tmp_path, python, '')[0] == 2


def test_the_bill_holds_the_editor_s_packages_beside_those_of_python():
    module = of_setup('bill')
    python = {'bomFormat': 'CycloneDX', 'components': [{'bom-ref': 'r1', 'purl': 'pkg:pypi/a@1'}],
              'dependencies': [{'ref': 'r1'}]}
    npm = {'components': [{'bom-ref': 'r1', 'purl': 'pkg:npm/b@2'}],
           'dependencies': [{'ref': 'root', 'dependsOn': ['r1']}, {'ref': 'r1', 'dependsOn': []}]}

    bill = module.joined(python, npm)

    assert [each['purl'] for each in bill['components']] == ['pkg:pypi/a@1', 'pkg:npm/b@2']
    references = [each['bom-ref'] for each in bill['components']]
    assert len(set(references)) == 2
    assert {each['ref'] for each in bill['dependencies']} == set(references)


def test_the_editor_s_packages_have_a_version_of_their_own_as_a_bill_asks():
    for name in ('package.json', 'package-lock.json'):
        assert json.loads((ROOT / name).read_text())['version']
