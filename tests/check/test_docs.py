"""Links of the documentation lead somewhere; examples in it and in docstrings are true."""
import doctest
import importlib

import pytest
from servers import ROOT
from support.markdown_links import broken_links

DOCUMENTS = sorted([*ROOT.glob('*.md'), *ROOT.glob('docs/**/*.md')])
SOURCE = ROOT / 'src'
WITH_EXAMPLES = sorted(
    path for path in SOURCE.rglob('*.py') if '>>> ' in path.read_text(encoding='utf-8'))


def named(path):
    return str(path.relative_to(ROOT))


def test_the_links_of_documents_lead_somewhere():
    assert {named(path): broken for path in DOCUMENTS if (broken := broken_links(path))} == {}


def test_the_examples_of_documents_are_true():
    assert [named(path) for path in DOCUMENTS if doctest.testfile(
        str(path), module_relative=False, encoding='utf-8').failed] == []


@pytest.mark.parametrize('path', WITH_EXAMPLES, ids=named)
def test_the_examples_of_a_module_are_true(path):
    module = importlib.import_module('.'.join(path.relative_to(SOURCE).with_suffix('').parts))

    assert doctest.testmod(module).failed == 0


def test_a_link_to_nothing_and_to_no_heading_is_found(tmp_path):
    page, goal = tmp_path / 'page.md', tmp_path / 'goal.md'
    goal.write_text('# Điều 13: thời hạn\n')
    page.write_text('[a](goal.md) [b](gone.md) [c](goal.md#điều-13-thời-hạn) [d](goal.md#no)\n'
                    '[e](https://example.org/) `[f](code.md)`\n')

    assert broken_links(page) == ['gone.md', 'goal.md#no']
