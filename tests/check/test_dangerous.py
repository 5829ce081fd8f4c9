"""Nothing in the source makes programs, shell lines or SQL of text."""
import ast

import pytest
from servers import ROOT

SOURCES = sorted((ROOT / 'src').rglob('*.py'))
#: Calls that run text.
RUN = {'eval', 'exec', 'compile', 'os.system', 'os.popen', 'subprocess.getoutput',
       'subprocess.getstatusoutput', 'pickle.loads', 'marshal.loads', 'yaml.load'}


def dangers(text):
    """Yield what in the Python ``text`` could run what somebody wrote."""
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


@pytest.mark.parametrize('line', [
    'eval(x)', 'subprocess.run(x, shell=True)', 'os.system(x)', "book.execute(f'DROP {x}')",
    "book.execute('SELECT ' + x)"])
def test_a_dangerous_line_is_found(line):
    assert list(dangers(line))
