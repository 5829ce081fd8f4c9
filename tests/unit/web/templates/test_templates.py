"""Templates that several requests ask for at once, as after a start."""
import pickle
import shutil
import sys
import threading
import time
from pathlib import Path

import pytest
from chameleon import PageTemplate as Chameleons
from chameleon.utils import Markup
from hanoiportal.base.clock import moment, parse
from hanoiportal.base.i18n import _
from hanoiportal.base.settings import ISettings
from hanoiportal.web.templates.loader import PageTemplate, compiled_in
from hanoiportal.web.templates.translations import remembering
from pyramid.renderers import get_renderer
from pyramid.request import Request
from pyramid.threadlocal import RequestContext

THREADS = 4


class Watched(PageTemplate):
    """A template that notes how many are compiled at the same time."""

    going_on = most = 0

    def cook(self, body):
        cls = type(self)
        cls.going_on += 1
        cls.most = max(cls.most, cls.going_on)
        time.sleep(0.02)
        super().cook(body)
        cls.going_on -= 1


def test_no_two_threads_compile_at_once(tmp_path):
    templates = []
    for number in range(THREADS):
        file = tmp_path / f'{number}.pt'
        file.write_text(f'<p>${{{number} + 1}}</p>')
        templates.append(Watched(str(file), macro=None))
    found = []

    threads = [threading.Thread(target=lambda each=each: found.append(each()))
               for each in templates]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(found) == ['<p>1</p>', '<p>2</p>', '<p>3</p>', '<p>4</p>']
    assert Watched.most == 1


def test_a_changed_file_is_compiled_anew_where_that_is_asked_for(tmp_path):
    file = tmp_path / 'page.pt'
    file.write_text('<p>một</p>')
    template = PageTemplate(str(file), macro=None, auto_reload=True)
    assert template() == '<p>một</p>'

    file.write_text('<p>hai</p>')
    template._v_last_read = None

    assert template() == '<p>hai</p>'


def test_the_pages_of_the_portal_and_what_they_load_are_compiled_so(wsgi):
    for name in ('desk.review:templates/item.pt', 'public:templates/layout.pt'):
        renderer = get_renderer(f'hanoiportal.shells.{name}', registry=wsgi.registry)
        template = renderer.implementation()
        assert isinstance(template, PageTemplate)
    desk = get_renderer('hanoiportal.shells.desk.review:templates/item.pt', registry=wsgi.registry)
    assert isinstance(desk.implementation()._loader('step.pt'), PageTemplate)


def test_names_of_a_macro_are_its_own_and_a_name_that_nobody_gave_is_an_error(tmp_path):
    file = tmp_path / 'page.pt'
    file.write_text(
        '<p tal:define="x 1"><b metal:define-macro="inner" tal:define="x x + 1">${x}</b>'
        '<i metal:use-macro="template.macros[\'inner\']"/>${x}</p>')
    broken = tmp_path / 'broken.pt'
    broken.write_text('${nowhere}')

    assert PageTemplate(str(file), macro=None)() == '<p><b>2</b><b>2</b>1</p>'
    with pytest.raises(NameError):
        PageTemplate(str(broken), macro=None)()


def test_a_text_is_remembered_for_each_language(wsgi):
    renderer = get_renderer(
        'hanoiportal.shells.public.search:templates/search.pt', registry=wsgi.registry)
    translate = renderer.implementation().translate
    found = []

    for tag in ('en', 'vi', 'en', 'vi'):
        request = Request.blank('/')
        request.registry, request.locale_name = wsgi.registry, tag
        with RequestContext(request):
            found.append(translate('Tìm', domain='hanoiportal'))

    assert found == ['Search', 'Tìm', 'Search', 'Tìm']


def test_what_stands_behind_a_dot_is_an_attribute(tmp_path):
    file = tmp_path / 'page.pt'
    file.write_text('${{"one": 1}.one}')

    with pytest.raises(AttributeError):
        PageTemplate(str(file), macro=None)()


def test_a_fixed_text_is_asked_for_on_one_line_and_others_with_what_is_put_in(tmp_path):
    file = tmp_path / 'page.pt'
    file.write_text(
        '<p i18n:domain="d"><b i18n:translate="">Hai\n  dòng &lt; ba</b><b i18n:translate=""> </b>'
        '<b i18n:translate="">Có <i i18n:name="n">${1 + 1}</i></b>'
        '<b i18n:translate="">Trong <i i18n:name="n"><u i18n:translate="">nữa</u></i></b></p>')
    asked = []

    def translate(msgid, domain=None, mapping=None, *_further, **_more):
        asked.append((msgid, domain, mapping))
        return msgid.upper()

    page = PageTemplate(str(file), macro=None, translate=translate)()

    assert asked == [
        ('Hai dòng &lt; ba', 'd', None), ('Có ${n}', 'd', {'n': '<i>2</i>'}),
        ('nữa', 'd', None), ('Trong ${n}', 'd', {'n': '<i><u>NỮA</u></i>'})]
    assert page == '<p><b>HAI DÒNG &LT; BA</b><b></b><b>CÓ ${N}</b><b>TRONG ${N}</b></p>'


@pytest.mark.parametrize('given', [0, 1, '<b>'])
@pytest.mark.parametrize('text', [
    'Có ${given}  trang', '<tal:x replace="given"/>',
    'Có <i tal:condition="given">nhiều</i> trang',
    'Có <i tal:repeat="each [1, 2]">một</i> <b title="${given}">trang</b>', '<hr title="a">',
    '<tal:x condition="given">Có <b i18n:name="n" tal:content="given"/></tal:x>',
    '  Có <b i18n:name="n" title="${given}"> ${given} <i i18n:translate="">trang</i></b>\n trang ',
    '<b i18n:name="a">x</b> <b i18n:name="n"><tal:x condition="given">${given}</tal:x></b>'])
def test_a_text_is_asked_for_as_chameleon_asks(tmp_path, text, given):
    file, asked = tmp_path / 'page.pt', []
    file.write_text(f'<p><b i18n:translate="">{text}</b><b i18n:translate="m">{text}</b></p>')

    def translate(msgid, domain=None, mapping=None, context=None, target_language=None,
                  default=None):
        asked.append((msgid, mapping, default))
        return f'{default}{mapping}'

    ours, theirs = (made(translate=translate, given=given) for made in (
        PageTemplate(str(file), macro=None), Chameleons(file.read_text())))

    assert ours == theirs
    assert asked[:len(asked) // 2] == asked[len(asked) // 2:] != []


def test_a_text_with_something_put_in_is_translated_once_and_put_together_anew():
    asked = []

    def translate(msgid, domain=None, mapping=None, *_further):
        asked.append((str(msgid), mapping, getattr(msgid, 'mapping', None)))
        return f'{msgid}!'

    translated = remembering(translate)

    found = [translated(_('${number} mục', mapping={'number': each})) for each in (1, '${x}')]
    found += [translated('Có ${n}', mapping={'n': each}, default='Có ${n}') for each in (2, '$n')]
    found += [translated('$a của ${b}, $$a', mapping={'a': each}) for each in (3, 4)]

    assert found == ['1 mục!', '${x} mục!', 'Có 2!', 'Có $n!',
                     '3 của ${b}, $$a!', '4 của ${b}, $$a!']
    assert asked == [('${number} mục', None, None), ('Có ${n}', None, None),
                     ('$a của ${b}, $$a', None, None)]


def test_a_text_with_one_thing_in_it_is_asked_for_with_it():
    def translate(msgid, *_further):
        one = (getattr(msgid, 'mapping', None) or {}).get('n')
        return f'{one} day' if one is not None else '${n} days'

    said = remembering(translate, 'en')
    texts = [said('${n} ngày', 'd', {'n': each}, default='${n} ngày')
             for each in ('<i>2</i>', '<i>1</i>', '12')]

    assert texts == ['<i>2</i> days', '<i>1</i> day', '12 days']
    assert said(_('${n} ngày', mapping={'n': 1})) == '1 day'
    assert remembering(translate, 'vi')('${n} ngày', mapping={'n': '1'}) == '1 days'


def test_a_moment_is_shown_in_the_language_of_the_reader_and_kept_as_text():
    at = moment(parse('2026-11-30T09:15'))
    said = {tag: remembering(lambda msgid, *_further: str(msgid), tag) for tag in ('vi', 'en')}

    assert [said[tag](at) for tag in said] == ['30/11/2026 09:15', '30 November 2026 09:15']
    assert said['en'](_('Hạn: ${due}', mapping={'due': at})) == 'Hạn: 30 November 2026 09:15'
    assert type(pickle.loads(pickle.dumps(at))) is str and f'{at}' == '30/11/2026 09:15'


def test_compiled_templates_are_kept_for_the_next_start(tmp_path):
    file, folder = tmp_path / 'page.pt', tmp_path / 'kept'
    file.write_text('<p>${1 + 1}</p>')

    first = PageTemplate(str(file), macro=None, **compiled_in(str(folder)))()
    kept = list(folder.glob('*.py'))
    file.write_text('<p>${1 + 2}</p>')
    changed = PageTemplate(str(file), macro=None, **compiled_in(str(folder)))()

    assert (first, changed) == ('<p>2</p>', '<p>3</p>')
    assert len(kept) == 1 and folder.stat().st_mode & 0o777 == 0o700


def compiled_beforehand(folder, shown):
    """Compile a template of ``folder`` into a folder there; let what is kept show ``shown``.

    Return the path of the template and that folder.
    """
    file, ready = folder / 'page.pt', folder / 'ready'
    file.write_text('<p>mới</p>')
    PageTemplate(str(file), macro=None, **compiled_in(str(ready)))()
    for compiled in ready.glob('*.py'):
        compiled.write_text(compiled.read_text().replace('mới', shown))
        sys.modules.pop(compiled.stem)
    shutil.rmtree(ready / '__pycache__')
    return str(file), ready


def test_what_was_compiled_beforehand_is_not_compiled_again(tmp_path):
    file, ready = compiled_beforehand(tmp_path, 'có sẵn')
    (tmp_path / 'other.pt').write_text('<p>khác</p>')
    options = compiled_in(str(tmp_path / 'kept'), str(ready))

    assert PageTemplate(file, macro=None, **options)() == '<p>có sẵn</p>'
    assert PageTemplate(str(tmp_path / 'other.pt'), macro=None, **options)() == '<p>khác</p>'

    assert [path.name[:5] for path in (tmp_path / 'kept').glob('*.py')] == ['other']
    assert len(list(ready.glob('*.py'))) == 1


def test_a_folder_that_others_may_write_to_is_not_run(tmp_path):
    file, ready = compiled_beforehand(tmp_path, 'của người khác')
    ready.chmod(0o777)

    assert PageTemplate(file, macro=None, **compiled_in('', str(ready)))() == '<p>mới</p>'
    assert PageTemplate(file, macro=None, **compiled_in(str(ready)))() == '<p>mới</p>'


def test_without_a_folder_templates_are_compiled_in_memory(tmp_path):
    file = tmp_path / 'page.pt'
    file.write_text('<p>${1 + 1}</p>')

    assert PageTemplate(str(file), macro=None, **compiled_in('', 'nowhere'))() == '<p>2</p>'


def test_the_build_has_compiled_what_the_portal_shows(wsgi):
    renderer = get_renderer(
        'hanoiportal.shells.public:templates/layout.pt', registry=wsgi.registry)
    compiled = Path(wsgi.registry.getUtility(ISettings).compiled_templates).glob('layout_*.py')

    renderer.implementation().cook_check()

    assert any(path.stem in sys.modules for path in compiled)


@pytest.mark.parametrize('source', [
    '<p title="${value}">${value}</p>', '<p title="một ${value} hai">một ${value} hai</p>',
    '<p tal:content="value">x</p>', '<p tal:content="structure value">x</p>',
    '<p tal:attributes="title value" title="x">${structure: value}</p>',
    '<input checked="${value}">'])
def test_a_value_is_written_as_chameleon_writes_it(tmp_path, source):
    file = tmp_path / 'page.pt'
    file.write_text(source)
    ours, chameleons = PageTemplate(str(file), macro=None), Chameleons(source)

    for value in ('', 'Nội dung', 'a & b', '<b>', '"', "'", '&amp;', None, 0, 4.5, b'a & b',
                  Markup('<b>&</b>'), _('Nội dung & <chữ>'), False):
        assert ours(value=value) == chameleons(value=value), value
