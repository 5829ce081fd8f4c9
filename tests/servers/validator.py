"""The Nu HTML checker, as a server: one start of Java for all workers of a run."""
import json
import urllib.request
from contextlib import contextmanager

import pytest

from . import NODE_MODULES
from .process import folder_of_run, free_port, listens, running, shared

JAR = NODE_MODULES / 'vnu-jar/build/dist/vnu.jar'
# Compiled quickly and not well: for some hundred pages that takes half the time.  So compiled, its
# schemas need more stack.
JAVA = ('java', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xss16m')


@pytest.fixture(scope='session')
def invalid_html(tmp_path_factory):
    """Return a function: HTML bytes to the list of what is wrong with them, ``[]`` if nothing."""
    folder = folder_of_run(tmp_path_factory)
    with shared(folder, 'vnu', lambda: _serving(folder / 'vnu.log')) as port:
        yield lambda html: _messages(port, html)


@contextmanager
def _serving(log):
    """Give the port of a checker."""
    port = free_port()
    with running(
            [*JAVA, '-Dnu.validator.servlet.bind-address=127.0.0.1', '-cp', JAR,
             'nu.validator.servlet.Main', port], lambda: listens(port), log):
        yield str(port)


def _messages(port, html):
    request = urllib.request.Request(
        f'http://127.0.0.1:{port}/?out=json', data=html,
        headers={'Content-Type': 'text/html; charset=utf-8'})
    with urllib.request.urlopen(request, timeout=60) as response:
        messages = json.load(response)['messages']
    return [f'{message.get("lastLine")}: {message["message"]}' for message in messages]
