"""Run by ``test_readonly_disk`` in a name space of mounts of its own: the device of the blobs is
mounted read-only under a portal that serves.
"""
import subprocess

import pytest
from hanoiportal.kernel.storage.faults import READ_ONLY
from hanoiportal.shells.public.errors.last_resort import PAGES
from support.factories import PDF
from webtest import Upload


@pytest.fixture
def tmp_path(tmp_path):
    """The folder of the test, in which ``blobs`` is a device."""
    (tmp_path / 'blobs').mkdir()
    subprocess.run(['mount', '-t', 'tmpfs', 'none', tmp_path / 'blobs'], check=True)
    return tmp_path


def remount(folder, how):
    subprocess.run(['mount', '-o', f'remount,{how}', folder / 'blobs'], check=True)


def test_nothing_is_saved_people_are_told_and_reading_goes_on(staff, visit, app, tmp_path):
    browser = visit('bavi-editor')
    page = browser.get('/desk/sites/bavi/lanh-dao/@@add?type=File')
    form = next(form for form in page.forms.values() if 'file' in form.fields)
    form['title'], form['file'] = 'Mẫu đơn', Upload('mau.pdf', PDF)
    remount(tmp_path, 'ro')

    told = form.submit(status=503)

    assert told.body == PAGES[READ_ONLY] and told.headers['Retry-After']
    assert app.get('/').status_int == 200
    remount(tmp_path, 'rw')
    assert form.submit().status_int == 303
