"""What a start spares: libraries that few need, hashing, compiling what is compiled already."""
import json
import subprocess

from support.application import settings

from servers import BIN

#: What takes longest to import of what a start does without.
LATER = {'PIL', 'bs4', 'docx', 'feedparser', 'icalendar', 'markdownify', 'psycopg2', 'pyotp',
         'sqlite3', 'webauthn', 'zxcvbn', 'zxingcpp'}
PROGRAM = """\
import gc, json, sys
from hanoiportal import main
app = main({}, **json.loads(sys.argv[-1]))
print(json.dumps([sorted(sys.modules), gc.isenabled()]))
"""


def test_a_start_imports_no_library_that_is_needed_later_or_never(tmp_path):
    program = tmp_path / 'start.py'
    program.write_text(PROGRAM)

    started = subprocess.run(
        [BIN / 'py', program, json.dumps(settings(tmp_path))], check=True, capture_output=True,
        text=True)

    modules, collects = json.loads(started.stdout)
    assert {name.partition('.')[0] for name in modules} & LATER == set()
    assert 'cryptography.x509' not in modules
    assert collects
