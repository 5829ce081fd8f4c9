"""``follow.sh`` of the documents as a process, which keeps a copy in a folder."""
import json
import os
import signal
import subprocess
import time
import urllib.request
from wsgiref.simple_server import WSGIRequestHandler

from servers import ROOT

PATH = ROOT / 'docs/develop/api/follow.sh'


class Silent(WSGIRequestHandler):
    """A handler of requests that says nothing."""

    def log_message(self, *_said):
        """Say nothing."""


class Script:
    """The script in the folder ``work``.  ``base``: address of the portal."""

    FIELDS = 'fields=id,type,title,summary,address,published,updated,places'

    def __init__(self, work, base=''):
        self._work, self.base = work, base
        self._took = 0.5  # seconds of the last run that ended

    def run(self):
        """Let it follow to the end."""
        began = time.monotonic()
        ended = subprocess.run(['sh', PATH], cwd=self._work, check=False, capture_output=True,
                               text=True, env={**os.environ, 'BASE': self.base})
        self._took = time.monotonic() - began
        assert ended.returncode == 0, ended.stderr

    def killed(self, share):
        """Let it run for this share of the time that it took last, then kill it and what it has
        begun; return whether it was killed.
        """
        process = subprocess.Popen(
            ['sh', PATH], cwd=self._work, env={**os.environ, 'BASE': self.base},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            return process.wait(share * self._took) != 0
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return True

    def copy(self):
        """Return ``{id: item}`` of what it keeps."""
        lines = (self._work / 'copy.jsonl').read_text(encoding='utf-8').splitlines()
        return {each['id']: each for each in map(json.loads, lines)}

    def asked(self, address):
        """Return the JSON that the portal answers with."""
        with urllib.request.urlopen(address if '://' in address else self.base + address) as said:
            return json.load(said)
