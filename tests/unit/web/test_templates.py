"""Templates that several requests ask for at once, as after a start."""
import threading
import time

from hanoiportal.web.templates import PageTemplate
from pyramid.renderers import get_renderer

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
    for name in ('desk:templates/item.pt', 'public:templates/layout.pt'):
        renderer = get_renderer(f'hanoiportal.{name}', registry=wsgi.registry)
        template = renderer.implementation()
        assert isinstance(template, PageTemplate)
    desk = get_renderer('hanoiportal.desk:templates/item.pt', registry=wsgi.registry)
    assert isinstance(desk.implementation()._loader('autosave.pt'), PageTemplate)
