"""Reading recordings: MP3 as frames, and what is between them."""
import re

#: The head of a frame of MPEG-2 layer III, 32 kbit/s, 22.05 kHz, one channel, and its length.
_FRAME, _LENGTH = re.compile(rb'\xff[\xf2\xf3][\x40-\x43].', re.DOTALL), 104


def outside_frames(recording):
    """Return the bytes of ``recording`` that are in no frame, where tags such as ID3 stand."""
    at, outside = 0, b''
    while at < len(recording):
        if _FRAME.match(recording, at):
            at += _LENGTH + bool(recording[at + 2] & 2)
        else:
            outside, at = outside + recording[at:at + 1], at + 1
    return outside
