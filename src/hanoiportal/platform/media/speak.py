"""A program of its own: text on standard input becomes speech, MP3, on standard output.

``python speak.py LANGUAGE``: the voice of eSpeak NG.  Each of the two programs that it runs ends
after ``SECONDS`` of processor time, or if it needs more than ``MEMORY`` bytes, and lets whoever
serves pages go before.
"""
import os
import resource
import subprocess
import sys

SECONDS, MEMORY, NICENESS = 60, 1 << 30, 10
SPEAK = ('espeak-ng', '--stdin', '--stdout', '-b', '1', '-v')
#: One channel, 32 kbit/s throughout: a quarter of a megabyte for a minute, which can be sought.
PACK = ('lame', '--quiet', '-t', '-q', '7', '-m', 'm', '-b', '32', '-', '-')

if __name__ == '__main__':
    os.nice(NICENESS)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with subprocess.Popen([*SPEAK, sys.argv[1]], stdout=subprocess.PIPE) as speaking:
        packed = subprocess.run(PACK, stdin=speaking.stdout, check=False)
    sys.exit(1 if speaking.returncode or packed.returncode else 0)
