"""Every template compiles, and its texts belong to the portal's gettext domain.

Those that ``make build`` has compiled are not compiled again: they are known by their text.
"""
import pytest
from chameleon.exc import ExpressionError
from chameleon.loader import MemoryLoader
from hanoiportal.web.templates.loader import PageTemplate, TemplateLoader
from servers import ROOT

SOURCE = ROOT / 'src/hanoiportal'
TEMPLATES = sorted(SOURCE.rglob('*.pt'))
LOADER = TemplateLoader([str(ROOT / 'parts/templates')], MemoryLoader())


def compiled(path):
    """Compile the template at ``path`` unless ``make build`` has."""
    PageTemplate(str(path), macro=None, loader=LOADER).cook_check()


def test_every_template_compiles():
    assert TEMPLATES
    for path in TEMPLATES:
        compiled(path)  # its error names the template


def test_every_template_with_translated_texts_names_the_domain():
    assert [str(path.relative_to(SOURCE)) for path in TEMPLATES if _lacks_domain(path)] == []


def _lacks_domain(path):
    text = path.read_text(encoding='utf-8')
    translates = 'i18n:translate' in text or 'i18n:attributes' in text
    return translates and 'i18n:domain="hanoiportal"' not in text


def test_a_broken_template_is_noticed(tmp_path):
    broken = tmp_path / 'broken.pt'
    broken.write_text('<p tal:content="1 +">unfinished</p>')

    with pytest.raises(ExpressionError):
        compiled(broken)
