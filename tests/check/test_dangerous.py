"""Nothing in the source makes programs, shell lines or SQL of text, or leaves it in browsers."""
import ast
import re

import pytest
from servers import ROOT

SOURCES = sorted((ROOT / 'src').rglob('*.py'))
#: Calls that run text.
RUN = {'eval', 'exec', 'compile', 'os.system', 'os.popen', 'subprocess.getoutput',
       'subprocess.getstatusoutput', 'pickle.loads', 'marshal.loads', 'yaml.load'}
#: What a text holds that has one of them, or a line for a shell, or SQL.
MAY_RUN = re.compile(
    '|'.join(fr'\b{each.rpartition(".")[2]}\b' for each in sorted(RUN)) + r'|\bshell\b|\.execute')
#: What asks an address that somebody may have typed (ASVS 5.0, 1.3.6); mail and ClamAV are asked
#: where the settings say, VNeID where its issuer in the settings says.  What editors link
#: to, feeds, and hosts of granted names are asked after they were seen to lie on the public
#: internet.
ASKING = {'urllib.request', 'http.client', 'requests', 'httpx', 'aiohttp', 'urllib3', 'ftplib'}
ASKED_OF_SETTINGS = {
    'http/exchange.py': {'http.client'}, 'http/machines.py': {'http.client'},
    'http/interfaces.py': {'http.client'}, 'domainregister/looking.py': {'http.client'}}


def dangers(text):
    """Yield what in the Python ``text`` could run what somebody wrote."""
    if not MAY_RUN.search(text):
        return
    for call in (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)):
        name = ast.unparse(call.func)
        if name in RUN:
            yield name
        if any(each.arg == 'shell' for each in call.keywords):
            yield f'{name}(shell=…)'
        if name.endswith(('.execute', '.executemany')) and not isinstance(
                call.args[0], ast.Constant):
            yield f'{name} of SQL that is put together'


@pytest.mark.clause('8.1')
def test_nothing_runs_text_and_no_sql_is_put_together():
    assert len(SOURCES) > 300
    found = {path.name: list(dangers(path.read_text(encoding='utf-8'))) for path in SOURCES}

    assert {name: each for name, each in found.items() if each} == {}


def imports(text):
    """Yield the modules that the Python ``text`` imports, if it names one of those that ask."""
    if not any(all(part in text for part in each.split('.')) for each in ASKING):
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from (node.module, *(f'{node.module}.{each.name}' for each in node.names))


def test_nothing_asks_an_address_that_somebody_typed():
    found = {'/'.join(path.parts[-2:]): ASKING.intersection(
        imports(path.read_text(encoding='utf-8'))) for path in SOURCES}

    assert {name: each for name, each in found.items() if each} == ASKED_OF_SETTINGS


@pytest.mark.parametrize('line', [
    'import urllib.request', 'from urllib import request', 'from requests import get',
    'import httpx', 'from http.client import HTTPConnection'])
def test_what_asks_is_found(line):
    assert ASKING.intersection(imports(line))


@pytest.mark.parametrize('line', [
    'eval(x)', 'subprocess.run(x, shell=True)', 'os.system(x)', "book.execute(f'DROP {x}')",
    "book.execute('SELECT ' + x)"])
def test_a_dangerous_line_is_found(line):
    assert list(dangers(line))


def test_only_autosave_and_tokens_of_surveys_keep_anything_in_browsers():
    """What autosave keeps is sealed (ADR 51), a token tells of nobody (ADR 71); cookies are set by
    the server alone.
    """
    keeping = re.compile(
        r'sessionStorage|localStorage|indexedDB|document\.cookie|cookieStore|serviceWorker'
        r'|\bcaches\.|storage\.getDirectory')
    found = {path.relative_to(ROOT).as_posix() for place in ('src', 'frontend')
             for path in (ROOT / place).rglob('*.js')
             if keeping.search(path.read_text(encoding='utf-8'))}

    assert found == {
        'frontend/ballot/index.js', 'src/hanoiportal/shells/desk/static/autosave.js',
        'src/hanoiportal/shells/public/static/ballot-form.js',
        'src/hanoiportal/shells/public/static/ballot.js'}
