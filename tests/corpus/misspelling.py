"""Two hundred queries that are right, and two hundred misspelt by rule; writes two files.

    cd tests; python -c "from corpus.misspelling import write; write()"

Nothing here asks the search.  What is right is a name, a procedure, a subject of the library, or a
query that readers were once answered wrongly.  What is misspelt has one wrong word, and that word
is none that any text, name or table holds.
"""
import random
import unicodedata
from functools import cache
from pathlib import Path

import yaml
from corpus.library import TOPICS, documents, places, rows
from hanoiportal.base.text import fold, words

RIGHT, MISSPELT = (
    Path(__file__).with_name(name) for name in ('right.yaml', 'misspelt.yaml'))
MANY = 200
#: Queries of readers that were answered with nonsense, and words that no text of the city holds.
READERS = """\
phường Cầu Giấy|thủ tục|điện thoại phường Ba Đình|huyen gia lam|cấp đổi giấy phép lái xe|xe buyt
phường Dịch Vọng Hậu|nộp phạt|land|thu tuc dat dai|đăng ký khai sinh|phuong ba|ba dinh|so xay
quan ba dinh|huyện Gia Lâm|xe buýt|nop phat|land registration|karaoke|wifi miễn phí
vneid mức 2|4263/QĐ-UBND|homestay ba vi|passport|Nguyễn Văn Thỏa""".replace('\n', '|').split('|')
_TELEX = {'\u0300': 'f', '\u0301': 's', '\u0309': 'r', '\u0303': 'x', '\u0323': 'j'}
_VNI = {'\u0300': '2', '\u0301': '1', '\u0309': '3', '\u0303': '4', '\u0323': '5'}
_TELEX_LETTERS = {'ă': 'aw', 'â': 'aa', 'ê': 'ee', 'ô': 'oo', 'ơ': 'ow', 'ư': 'uw', 'đ': 'dd'}
_VNI_LETTERS = {'ă': 'a8', 'â': 'a6', 'ê': 'e6', 'ô': 'o6', 'ơ': 'o7', 'ư': 'u7', 'đ': 'd9'}
_SOUNDS = {'l/n': ('l', 'n'), 's/x': ('s', 'x'), 'tr/ch': ('tr', 'ch'), 'd/gi/r': ('d', 'gi', 'r')}


def right():
    """Return the queries that are right."""
    chance = random.Random(2)
    communes, districts = places()
    wards = [f"{row['kind']} {row['name']}" for row in rows('former_wards.csv')]
    agencies = [row['name'] for row in rows('agencies.csv')]
    bare = [name.partition(' ')[2] for name in communes]
    procedures = [row['name'] for row in rows('procedures.csv')]
    typed = [each for row in rows('procedures.csv') for each in row['words'].split('|')]
    found = list(READERS)
    for names, number in ((communes, 23), (bare, 16), (agencies, 12), (procedures, 14),
                          (typed, 14), (districts, 5), (wards, 5)):
        drawn = chance.sample(names, number)
        found += [*drawn, *map(fold, chance.sample(names, number))]
    return list(dict.fromkeys(found))[:MANY]


def misspelt():
    """Return ``[{'rule', 'typed', 'meant'}]``; ``meant``: as texts and tables write it.

    As many of each rule as there are up to an equal share, and more of the common slips.
    """
    chance, known, found, rest = random.Random(13), vocabulary(), [], []
    share = MANY // len(_RULES)
    for rule in _RULES:
        ways = [{'rule': rule, 'typed': typed, 'meant': phrase} for phrase in phrases()
                for at in range(len(phrase.split()))
                if (typed := _misspelt(chance, rule, phrase, at, known))]
        chance.shuffle(ways)
        found += ways[:share]
        rest += ways[share:2 * share]
    chance.shuffle(rest)
    return (found + rest)[:MANY]


def stored(path):
    """Return the set that is kept at ``path``."""
    return yaml.load(path.read_text(encoding='utf-8'), yaml.CSafeLoader)


def phrases():
    """Return what is meant: names of bodies, procedures and subjects of two to seven words."""
    communes, districts = places()
    names = [*communes, *districts, *(row['name'] for row in rows('agencies.csv')),
             *(row['name'] for row in rows('procedures.csv')), *(topic[0] for topic in TOPICS)]
    return [name for name in names if 2 <= len(words(name)[0]) <= 7 and name.replace(
        ' ', '').isalpha()]


@cache
def vocabulary():
    """Return every folded word of the texts, names and tables."""
    tables = ('communes', 'agencies', 'former_districts', 'former_wards', 'procedures',
              'synonyms', 'glossary', 'sections')
    texts = [f'{each.title} {each.body}' for each in documents()]
    texts += [value for name in tables for row in rows(f'{name}.csv') for value in row.values()
              if value]
    return frozenset(word for text in texts for word in words(text)[1])


def _misspelt(chance, rule, phrase, at, known):
    """Return ``phrase`` with its word ``at`` changed by ``rule``, ``''`` if that makes no wrong
    word.
    """
    typed = phrase.lower().split()
    changed = _RULES[rule](chance, typed[at])
    if len(words(changed)[1]) != 1 or not known.isdisjoint(words(changed)[1]):
        return ''
    typed[at] = changed
    is_plain = rule not in ('telex', 'vni') and chance.random() < .5
    return fold(' '.join(typed)) if is_plain else ' '.join(typed)


def _dropped(chance, word):
    at = chance.randrange(len(word))
    return word[:at] + word[at + 1:] if len(word) > 2 else ''


def _swapped(chance, word):
    at = chance.randrange(len(word) - 1) if len(word) > 2 else 0
    swapped = word[:at] + word[at + 1:at + 2] + word[at] + word[at + 2:]
    return '' if swapped == word else swapped


def _keystrokes(letters, tones):
    def typed(_chance, word):
        """Return the keys of ``word`` as they are left when no program reads them."""
        spread = unicodedata.normalize('NFD', word)
        tone = ''.join(tones[sign] for sign in spread if sign in tones)
        plain = unicodedata.normalize(
            'NFC', ''.join(sign for sign in spread if sign not in tones))
        keys = ''.join(letters.get(letter, letter) for letter in plain) + tone
        return '' if keys == word else keys

    return typed


def _sounding(forms):
    def typed(chance, word):
        """Return ``word`` with another of the beginnings that sound the same."""
        begun = max((form for form in forms if word.startswith(form)), key=len, default='')
        if not begun or begun == 'd' and word.startswith('đ'):
            return ''
        return chance.choice([form for form in forms if form != begun]) + word[len(begun):]

    return typed


_RULES = {'dropped': _dropped, 'swapped': _swapped,
          'telex': _keystrokes(_TELEX_LETTERS, _TELEX), 'vni': _keystrokes(_VNI_LETTERS, _VNI),
          **{name: _sounding(forms) for name, forms in _SOUNDS.items()}}


def write():
    """Write both sets."""
    for path, found in ((RIGHT, right()), (MISSPELT, misspelt())):
        path.write_text(yaml.safe_dump(found, allow_unicode=True, sort_keys=False,
                                       default_flow_style=None, width=99), encoding='utf-8')
