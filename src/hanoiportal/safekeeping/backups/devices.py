"""On which device a folder lies (clause 13.3.b asks for another one)."""
import os
from pathlib import Path

BLOCK = Path('/sys/dev/block')


def device_of(path, block=BLOCK):
    """Return a word for the device of ``path``: two parts of one disk give the same.

    ``block``: where Linux names block devices by their numbers.  Raises ``OSError``.
    """
    number = os.stat(path).st_dev
    name = f'{os.major(number)}:{os.minor(number)}'
    device = block / name
    if not device.exists():
        return name
    device = device.resolve()
    return device.parent.name if (device / 'partition').exists() else device.name
