"""The data files of ``config/hanoi``, read."""
import csv
from functools import cached_property

import yaml

from ...kernel.tree.site import UNDECLARED
from .bases import read_bases


class Data:
    """What an installation is built from; ``folder`` holds the CSV, YAML and text files."""

    def __init__(self, folder):
        self.folder = folder

    def rows(self, name):
        """Return the rows of a CSV file as dictionaries."""
        with open(self.folder / name, encoding='utf-8', newline='') as lines:
            return list(csv.DictReader(lines))

    def documents(self, folder):
        """Return ``[(name without number, document)]`` of a folder's YAML files, in order."""
        return [(path.stem.lstrip('0123456789-'), self.document(path.relative_to(self.folder)))
                for path in sorted((self.folder / folder).glob('*.yaml'))]

    def document(self, name):
        """Return one YAML document."""
        with open(self.folder / name, encoding='utf-8') as file:
            return yaml.safe_load(file)

    @cached_property
    def portal(self):
        return self.document('portal.yaml')

    @property
    def basis(self):
        """What the first content is brought in on, in Vietnamese."""
        return self.portal['basis']

    @cached_property
    def sections(self):
        return self.rows('sections.csv')

    def sections_of(self, level):
        """Return the rows of the sections that a site of ``level`` must have."""
        return [row for row in self.sections if level in row['levels'].split('|')]

    @cached_property
    def bases(self):
        """Return the ``Basis`` list of all sections."""
        return read_bases(self.folder / 'section_bases.csv')

    @cached_property
    def news(self):
        return [{'slug': slug, **news} for slug, news in self.documents('news')]

    @cached_property
    def pages(self):
        """Standing pages; a file may hold one or a list of them."""
        return [page for _name, found in self.documents('pages')
                for page in (found if isinstance(found, list) else [found])]

    @cached_property
    def decision(self):
        """Return Decision 4263: its attributes, and its text in place of the file's name."""
        decision = self.document('documents/4263-qd-ubnd.yaml')
        text = (self.folder / decision['full_text']).read_text(encoding='utf-8')
        return {**decision, 'full_text': text}

    @cached_property
    def sites(self):
        """Return ``[(label, values, English values)]`` of all component sites."""
        return [_agency(row) for row in self.rows('agencies.csv')] + [
            _commune(row) for row in self.rows('communes.csv')]


def former_hosts(data: Data) -> dict[str, str]:
    """Return ``{label: the one that the site had before}`` of the sites that have had another."""
    return {row['label']: row['former_label'] for row in data.rows('agencies.csv')
            if row['former_label']}


def _agency(row):
    values = {
        'title': row['name'], 'short_title': row['name'], 'level': 'agency',
        'owner': row['owner'], 'managing_body': row['managing_unit'] or UNDECLARED,
        'operating_unit': row['operating_unit'] or UNDECLARED,
        'integration': row['integration'], 'external_url': row['external_url']}
    return row['label'], values, _english(row['name_en'], row['name_en'])


def _commune(row):
    values = {
        'title': row['full_name'], 'short_title': row['full_name'], 'level': 'commune',
        'owner': row['owner'], 'managing_body': UNDECLARED, 'operating_unit': UNDECLARED}
    return row['label'], values, _english(
        row['name_en'], f"People's Committee of {row['name_en']}")


def _english(name, owner):
    return {'title': name, 'short_title': name, 'owner': owner}
