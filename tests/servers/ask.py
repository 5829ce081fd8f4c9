"""``python ask.py SOCKET WORDS…`` lets the nursery at ``SOCKET`` (``lent``) do the words.

It says what they said and ends as they did.
"""
import json
import socket
import sys


def main(path, *words):
    """Ask, say what was said and return the status."""
    with socket.socket(socket.AF_UNIX) as asking:
        asking.connect(path)
        asking.sendall(json.dumps(words).encode() + b'\n')
        output, errors, status = json.loads(asking.makefile().read())
    sys.stdout.write(output)
    sys.stderr.write(errors)
    return status


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
