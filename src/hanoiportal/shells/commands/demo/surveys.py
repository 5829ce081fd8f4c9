"""Surveys of a demonstration: one that people may answer, one whose figures are public."""
import datetime
import random
from collections import Counter
from collections.abc import Sequence
from typing import Any

import yaml

from ....base.clock import local, start_of
from ....base.questionnaires import results
from ....base.questionnaires.answering import answers
from ....base.questionnaires.figures import Figures, figures
from ....base.questionnaires.questions import Option, Question, Words
from ....base.questionnaires.results import EditionResults
from ....base.questionnaires.written import written
from ....base.settings import ISettings
from ....participation.surveys.interfaces import SECTION, TYPE
from ....platform.provisioning.demo.interfaces import MADE_UP
from ..environment import Environment

_FIELDS = ('title', 'summary', 'body', 'said', 'surveying_body')
#: An entry of the file: untyped, as YAML is.
Row = dict[str, Any]


def survey(environment: Environment) -> None:
    """Make the surveys of ``config/demo/surveys.yaml`` on the city's portal."""
    path = environment.registry.getUtility(ISettings).data.with_name('demo') / 'surveys.yaml'
    for row in yaml.safe_load(path.read_text(encoding='utf-8')):
        environment.in_transaction(lambda row=row: _make(environment, row))


def _make(environment: Environment, row: Row) -> None:
    today = local(environment.clock.now()).date()
    opens, closes = (today + datetime.timedelta(days=row[name]) for name in ('opens', 'closes'))
    asked = _questions(row['questions'])
    item = environment.editing.add(environment.portal[SECTION], row['name'], TYPE, {
        **{name: row[name] for name in _FIELDS if name in row}, 'opens': opens.isoformat(),
        'closes': closes.isoformat(), 'questions': written(asked),
        'results': _results(asked, opens, closes, row.get('people'))}, environment.actor)
    environment.editing.translate(item, 'en', row['en'], environment.actor)
    for document in (item, item.translations['en']):
        environment.publishing.publish_imported(
            document, environment.actor, MADE_UP, start_of(opens))


def _questions(rows: Sequence[Row]) -> tuple[Question, ...]:
    found: list[Question] = []
    for number, row in enumerate(rows, 1):
        source = found[row['after'] - 1] if 'after' in row else None
        found.append(Question(
            f'q{100 * number}', row['kind'], Words(row['vi'], row['en']),
            Words(*row.get('hint', ('', ''))),
            _options(row, 'options', 100 * number), _options(row, 'rows', 100 * number + 50),
            row.get('lowest', 1), row.get('highest', 5), tuple(row.get('edges', ())),
            row.get('required', False), row.get('new_page', False), source.id if source else '',
            tuple(source.values[at - 1] for at in row['answers']) if source else ()))
    return tuple(found)


def _options(row: Row, name: str, first: int) -> tuple[Option, ...]:
    return tuple(Option(f'c{first + at}', Words(*words))
                 for at, words in enumerate(row.get(name, ()), 1))


def _results(asked: Sequence[Question], opens: datetime.date, closes: datetime.date,
             people: dict[str, int] | None) -> str:
    """Return the figures of so many made-up people, the same ones each time."""
    if people is None:
        return ''
    rng = random.Random(4263)
    return results.written([EditionResults(
        1, tuple(asked), opens, closes, _figures(asked, people['verified'], rng),
        _figures(asked, people['unverified'], rng))])


def _figures(asked: Sequence[Question], number: int, rng: random.Random) -> Figures:
    counts: Counter[str] = Counter()
    weights = {name: [rng.random() + .15 for _each in question.values]
               for question in asked for name in question.fields}
    for _each in range(number):
        counts.update(answers(asked, {
            name: rng.choices(question.values, weights[name], k=1 + (question.kind == 'several'))
            for question in asked if question.values for name in question.fields}).cells)
    return figures(asked, number, counts)
