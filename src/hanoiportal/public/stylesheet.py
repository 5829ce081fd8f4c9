"""The address of the style sheet: it changes with every byte of it, so it may be kept for ever."""
from hashlib import blake2b
from pathlib import Path

FILE = Path(__file__).with_name('static') / 'portal.css'
STYLESHEET = '/static/portal.css?' + blake2b(FILE.read_bytes(), digest_size=6).hexdigest()
