"""The vocabulary of actions: a list that is data, ``actions.csv``."""
import csv

from zope.interface import implementer

from ...base.i18n import DEFAULT
from .interfaces import IActions


@implementer(IActions)
class Actions:
    """``{name: {language tag: title}}`` in the order of the table, as ``names``.

    An action that the table does not know is recorded and shown by its name: nothing may be lost
    for want of a word.
    """

    def __init__(self, names):
        self.names = names

    def title(self, name, language):
        """Return what people call the action ``name``; in Vietnamese where ``language`` has none.
        """
        titles = self.names.get(name, {})
        return titles.get(language) or titles.get(DEFAULT) or name


def read_actions(path):
    """Return the ``Actions`` of the CSV file at ``path``."""
    with open(path, encoding='utf-8', newline='') as lines:
        return Actions({
            row['name']: {DEFAULT: row['title_vi'], 'en': row['title_en']}
            for row in csv.DictReader(lines)})
