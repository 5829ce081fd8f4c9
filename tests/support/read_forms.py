"""WebTest's forms, each read when it is first asked for, from the page as it is parsed already.

WebTest parses each form of a page anew and reads the fields of all, though a test mostly fills in
one: half the time that a page takes its test.
"""
from collections.abc import Mapping
from functools import cached_property

from webtest.forms import Form
from webtest.response import TestResponse


class ReadForm(Form):
    """The form ``tag`` of the page of ``response``."""

    def __init__(self, response, tag):
        self.response, self.html = response, tag
        self.action = tag.attrs.get('action', '')
        self.method = tag.attrs.get('method', 'GET')
        self.id = tag.attrs.get('id')
        self.enctype = tag.attrs.get('enctype', 'application/x-www-form-urlencoded')

    @cached_property
    def text(self):
        return str(self.html)

    @cached_property
    def fields(self):
        self._parse_fields()
        return vars(self)['fields']

    @cached_property
    def field_order(self):
        self._parse_fields()
        return vars(self)['field_order']

    def _parse_fields(self):
        """Read the fields.  Of a form with an ``id`` the whole page is looked through for fields
        that name it, but only if there are any.
        """
        name = self.id
        if name and f'form="{name}"' not in self.response.testbody:
            self.id = None
        super()._parse_fields()
        self.id = name


class ReadForms(Mapping):
    """The forms of ``response`` by their number and by their ``id``."""

    def __init__(self, response):
        self._response, self._tags, self._forms = response, {}, {}
        for number, tag in enumerate(response.html('form')):
            self._tags[number] = tag
            if tag.attrs.get('id'):
                self._tags[tag.attrs['id']] = tag

    def __getitem__(self, key):
        tag = self._tags[key]
        if id(tag) not in self._forms:
            self._forms[id(tag)] = ReadForm(self._response, tag)
        return self._forms[id(tag)]

    def __iter__(self):
        return iter(self._tags)

    def __len__(self):
        return len(self._tags)


def _parse_forms(response):
    response._forms_indexed = ReadForms(response)


TestResponse._parse_forms = _parse_forms
