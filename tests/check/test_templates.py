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


@pytest.mark.parametrize('path', TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_template_compiles(path):
    compiled(path)


@pytest.mark.parametrize('path', TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_template_with_translated_texts_names_the_domain(path):
    text = path.read_text(encoding='utf-8')

    translates = 'i18n:translate' in text or 'i18n:attributes' in text
    assert not translates or 'i18n:domain="hanoiportal"' in text


def test_a_broken_template_is_noticed(tmp_path):
    broken = tmp_path / 'broken.pt'
    broken.write_text('<p tal:content="1 +">unfinished</p>')

    with pytest.raises(ExpressionError):
        compiled(broken)
