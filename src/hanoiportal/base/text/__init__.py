"""Vietnamese text, pure: it imports no layer of ours.

Normal forms (``nfc``, ``fold``, ``tone_key``, ``collate``), slugs, words for searching, legacy
encodings (clause 11.2), and the plain text of HTML.
"""
from .html import excerpt, first_words, plain_text, running_text, says_something
from .legacy import TCVN3, VNI, convert, legacy_encoding
from .normal import collate, fold, nfc, tone_key
from .slug import slug
from .syllable import is_syllable
from .words import codes, folded, words

__all__ = [
    'TCVN3', 'VNI', 'codes', 'collate', 'convert', 'excerpt', 'first_words', 'fold', 'folded',
    'is_syllable', 'legacy_encoding', 'nfc', 'plain_text', 'running_text', 'says_something',
    'slug', 'tone_key', 'words']
