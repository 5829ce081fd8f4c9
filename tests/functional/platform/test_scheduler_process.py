"""A portal with its scheduler in a process of its own, and the command that does its work."""
import os
import signal
import time

from servers import BIN
from servers.nursery import begun
from servers.portal import bare, command, write_ini
from servers.process import ending, free_port, listens


def test_a_portal_that_is_told_to_stop_finishes_and_says_nothing(tmp_path):
    bare(tmp_path)
    ini = write_ini(tmp_path, {'portal.scheduler': 'true', 'portal.scheduler_seconds': '1'})
    port, log = free_port(), tmp_path / 'log'
    process = begun([BIN / 'pserve', ini, f'var={tmp_path}', f'http_port={port}'], log, {})
    with ending(process, 'pserve', lambda: listens(port), log):
        time.sleep(2)
        os.kill(process.pid, signal.SIGTERM)

        assert process.wait(40) == 0
    assert 'Traceback' not in log.read_text()


def test_publish_due_of_the_command_line_finds_nothing_to_do(tmp_path):
    bare(tmp_path)

    assert command(tmp_path, 'publish-due') == '0 done\n'
