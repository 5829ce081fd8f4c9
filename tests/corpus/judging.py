"""Three hundred questions to the library, judged by rule; writes ``queries.yaml``.

    cd tests; python -c "from corpus.judging import write; write()"

A judgement is made of what a document was written to be about, never of what a search engine
says: 3, it is what was asked for; 1, it speaks of it in passing.  Whoever asks for a subject and a
place is not helped by the subject elsewhere.
"""
import random
import unicodedata
from pathlib import Path

import yaml
from corpus.library import MARKS, TOPICS, documents, places
from hanoiportal.base.text import fold

QUERIES = Path(__file__).with_name('queries.yaml')


def about(library, topic, place=''):
    """Return ``{id: grade}`` for a subject, and a place if one is asked for."""
    found = {}
    for each in library:
        subject = each.about == topic
        here = not place or each.place == place
        if subject and here:
            found[each.id] = 3
        elif (subject or topic in each.mentions) and (here or place in each.mentions):
            found[each.id] = 1
    return found


def numbered(library, code):
    """Return ``{id: grade}`` for the number of a document."""
    return {each.id: 3 if each.number == code else 1 for each in library
            if each.number == code or code in each.mentions}


def questions(library):
    """Yield ``(kind, what is typed, {id: grade})``."""
    chance = random.Random(300)
    communes, _districts = places()
    new = [each for each in library if each.id.startswith('text-') and each.place in communes]
    yield from _subjects(library, new, chance)
    yield from _other_words(library, new, chance)
    yield from _numbers(library, chance)
    yield from _spellings(library)


def _subjects(library, new, chance):
    """Yield questions for a subject at a place, with and without marks, and for phrases."""
    for at, each in enumerate(chance.sample(new, 110)):
        typed, kind = f'{each.about} {each.place}', 'known item'
        if 50 <= at < 100:
            typed, kind = fold(typed), 'without marks'
        if at >= 100:
            typed, kind = f'"{each.about}" "{each.place}"', 'phrase'
        yield kind, typed, about(library, each.about, each.place)
    for topic in TOPICS[:20]:
        yield 'phrase', f'"{topic[0]}"', about(library, topic[0])


def _other_words(library, new, chance):
    """Yield questions in abbreviations and everyday words, and for former districts."""
    kind = 'abbreviation or synonym'
    for topic in TOPICS:
        for other in topic[1:]:
            yield kind, other, about(library, topic[0])
    for each in chance.sample([each for each in new if len(words_of(each.about)) > 1], 25):
        typed = f'{words_of(each.about)[1]} {each.place}'
        yield kind, typed, about(library, each.about, each.place)
    _communes, districts = places()
    for each in chance.sample([each for each in library if each.place in districts], 30):
        yield ('former district', f'{each.about} {each.place}',
               about(library, each.about, each.place))


def _numbers(library, chance):
    """Yield questions for numbers of documents, and for articles of the regulation."""
    decisions = [each for each in library if each.number]
    for at, each in enumerate(chance.sample(decisions, 40)):
        plain = each.number.partition('/')[0]
        typed = (each.number, each.number.lower(), f'quyết định số {each.number}',
                 f'quyet dinh {plain}')[at % 4]
        yield 'document number', typed, numbered(library, each.number)
    for each in chance.sample([each for each in library if each.id.startswith('article-')], 20):
        yield 'clause', ' '.join(each.title.split()[:9]), {each.id: 3}


def _spellings(library):
    """Yield questions that marks alone tell apart, and other ways to write the same."""
    for words in (words for pair in MARKS for words in pair):
        yield 'marks', words.lower(), {each.id: 3 for each in library if each.about == words}
    for typed, topic in (('hoà giải', 'hòa giải ở cơ sở'), ('thuỷ lợi', 'thủy lợi nội đồng'),
                         ('khám sức khoẻ', 'khám sức khỏe định kỳ'),
                         ('HOÀ GIẢI Ở CƠ SỞ', 'hòa giải ở cơ sở'),
                         ('Thuỷ Lợi nội đồng', 'thủy lợi nội đồng')):
        for form in ('NFC', 'NFD'):
            yield 'spelling', unicodedata.normalize(form, typed), about(library, topic)


def words_of(topic):
    """Return the official words of a subject, and the others."""
    return next(words for words in TOPICS if words[0] == topic)


def write():
    """Write the questions and their judgements."""
    asked = [{'kind': kind, 'query': typed, 'relevant': grades}
             for kind, typed, grades in questions(list(documents()))]
    QUERIES.write_text(yaml.safe_dump(asked, allow_unicode=True, sort_keys=False,
                                      default_flow_style=None, width=99), encoding='utf-8')
    return asked


