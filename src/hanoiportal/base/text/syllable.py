"""The Vietnamese syllable: its letters, its tone, and where the tone mark belongs."""
import re
import unicodedata
from dataclasses import dataclass

#: Combining marks of the tones, in dictionary order: huyền, hỏi, ngã, sắc, nặng.
TONES = '\u0300\u0309\u0303\u0301\u0323'

_TONE = re.compile(f'[{TONES}]')
_STOPPED = ('c', 'ch', 'p', 't')
_STOPPED_TONES = ('\u0301', '\u0323')
_PARTS = re.compile(
    '(?P<onset>ngh|ng|nh|gh|gi(?=[aăâeêioôơuưy])|kh|ph|th|tr|ch|qu(?=[aăâeêiơôoy])|'
    '[bcdđghklmnpqrstvx])?'
    '(?P<nucleus>[aăâeêioôơuưy]{1,3})'
    '(?P<coda>ng|nh|ch|[cmnpt])?')
_RIMES = frozenset("""
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu
    i ia ich im in inh ip it iêc iêm iên iêng iêp iêt iêu iu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet
    oi om on ong oong ooc op ot ô ôc ôi ôm ôn ông ôông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uân uâng uât uây uc uê uêch uênh ui um un ung up ut uy uya uych uyên uyêt uynh uyp uyt uyu
    uôc uôi uôm uôn uông uôt uơ ư ưa ưc ưi ưng ưm ưn ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
    y yêm yên yêng yêt yêu yn ynh yt""".split())


@dataclass(frozen=True)
class Syllable:
    """One syllable in lower case, its tone taken off.

    ``onset``, ``nucleus`` and ``coda``: letters in NFC.  ``tone``: one of ``TONES``, or ``''``.
    """

    onset: str
    nucleus: str
    coda: str
    tone: str


def take_tone(word: str) -> tuple[str, str]:
    """Return the letters of ``word`` in NFC without tone marks, and the marks, in order."""
    spread = unicodedata.normalize('NFD', word)
    return unicodedata.normalize('NFC', _TONE.sub('', spread)), ''.join(_TONE.findall(spread))


def split_syllable(word: str) -> Syllable | None:
    """Return ``word``, lower-case, as a ``Syllable``; ``None`` if it is not built like one."""
    letters, tone = take_tone(word)
    parts = _PARTS.fullmatch(letters) if len(tone) < 2 else None
    if parts is None:
        return None
    return Syllable(parts['onset'] or '', parts['nucleus'], parts['coda'] or '', tone)


def is_syllable(word: str) -> bool:
    """Tell whether ``word``, lower-case, can be a syllable of standard Vietnamese spelling."""
    syllable = split_syllable(word)
    if syllable is None or syllable.nucleus + syllable.coda not in _RIMES:
        return False
    if syllable.coda in _STOPPED and syllable.tone not in _STOPPED_TONES:
        return False
    return _onset_fits(syllable)


def _onset_fits(syllable: Syllable) -> bool:
    if syllable.nucleus[0] in 'eêi':
        return syllable.onset not in ('c', 'ng') and (
            syllable.onset != 'g' or syllable.nucleus == 'i')
    return syllable.onset not in ('gh', 'ngh') and (
        syllable.onset != 'k' or syllable.nucleus[0] == 'y')


def place_tone(word: str) -> str:
    """Return ``word``, lower-case, with its tone mark where the older spelling puts it.

    So ``hoà`` and ``hòa`` become one word, and ``qúy`` becomes ``quý``.  Anything not built like a
    Vietnamese syllable with one tone comes back as it is.

    >>> place_tone('thuý')
    'thúy'
    """
    syllable = split_syllable(word)
    if syllable is None or not syllable.tone:
        return word
    at = _tone_position(syllable.nucleus, syllable.coda)
    marked = syllable.nucleus[:at + 1] + syllable.tone + syllable.nucleus[at + 1:]
    return unicodedata.normalize('NFC', syllable.onset + marked + syllable.coda)


def _tone_position(nucleus: str, coda: str) -> int:
    hatted = [at for at, letter in enumerate(nucleus) if letter in 'ăâêôơư']
    if hatted:
        return hatted[-1]
    if coda:
        return len(nucleus) - 1
    return (len(nucleus) - 1) // 2
