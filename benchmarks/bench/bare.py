"""What everything is measured against: Pyramid and waitress, and a page that never changes."""
import logging

from hanoiportal.shells.commands.service.draining import Server
from pyramid.config import Configurator
from pyramid.response import Response

THREADS = 4
BYTES = 8192
PAGE = '<!DOCTYPE html><html lang="vi"><title>.</title><p>' + 'Hà Nội. ' * BYTES
PAGE = PAGE.encode()[:BYTES].decode(errors='ignore')


def page(request):
    """The bare view."""
    return Response(PAGE)


def serve(port):
    """Serve the bare page on ``port`` until the process is ended."""
    logging.getLogger('waitress.queue').setLevel(logging.ERROR)
    with Configurator() as config:
        config.add_view(page)
    Server(config.make_wsgi_app(), listen=f'127.0.0.1:{port}', threads=THREADS, ident='bare').run()
