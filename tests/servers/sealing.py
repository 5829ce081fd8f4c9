"""systemd-creds on a machine that has neither a TPM nor a key of its own: it seals with a key that
is nothing.  Written as a program for a ``PATH``.
"""
import shutil
import subprocess

_PROGRAM = """\
#!/bin/sh
verb=$1
shift
case $verb in
    encrypt) exec {program} encrypt --with-key=null "$@" ;;
    decrypt) exec {program} decrypt --allow-null "$@" ;;
esac
"""


def put(folder):
    """Write ``systemd-creds`` into ``folder``."""
    path = folder / 'systemd-creds'
    path.write_text(_PROGRAM.format(program=shutil.which('systemd-creds')))
    path.chmod(0o755)


def seal(programs, content, path):
    """Seal the text ``content`` as the file ``path`` by the program in the folder ``programs``."""
    subprocess.run([programs / 'systemd-creds', 'encrypt', f'--name={path.name}', '-', path],
                   check=True, input=content, text=True, capture_output=True)
