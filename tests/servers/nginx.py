"""Debian's nginx with the files of ``config/deploy/nginx``, on ports and folders of a test."""
import http.client
import shutil
import socket
import ssl
import subprocess
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from . import CONFIG
from .process import free_port, listens, running

MAIN = """\
user root;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log info;
events {{ worker_connections 256; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/hanoiportal.conf;
}}
"""
NAMES = 'DNS:hanoi.gov.vn,DNS:*.hanoi.gov.vn'


def program():
    """Return the path of nginx, which Debian keeps where only root looks."""
    return shutil.which('nginx') or '/usr/sbin/nginx'


@dataclass
class Nginx:
    """A running nginx.  ``port``: of HTTPS; ``watched``: of what machines are told."""

    port: int
    folder: Path
    watched: int = None

    def get(self, path, host='hanoi.gov.vn', method='GET', port=None, **headers):
        """Return the status, headers and body of ``path`` of ``host`` asked for by HTTPS."""
        with closing(_Connection(self.folder, host, port or self.port)) as connection:
            connection.request(method, path, headers={'Host': host, **headers})
            response = connection.getresponse()
            return response.status, response.headers, response.read()


class _Connection(http.client.HTTPSConnection):
    """A connection to this machine that asks for ``host`` by TLS."""

    def __init__(self, folder, host, port):
        super().__init__(host, port, timeout=30, context=ssl.create_default_context(
            cafile=folder / 'fullchain.pem'))

    def connect(self):
        plain = socket.create_connection(('127.0.0.1', self.port), self.timeout)
        self.sock = self._context.wrap_socket(plain, server_hostname=self.host)


def at(portal):
    """Return what becomes of the place of the portal, for one at the Unix socket ``portal``."""
    return {'/run/hanoiportal/portal.sock': str(portal)}


def configure(folder, twin, where, upstream='portal.conf'):
    """Write the configuration for a portal and a twin into ``folder``; return the ports of HTTPS
    and of what machines are told.

    ``upstream``: the file that says where the portal is; ``where``: what becomes of its places.
    """
    port, plain, watched = free_port(), free_port(), free_port()
    put(folder, [upstream, 'hanoiportal.conf', 'monitoring.conf'], {
        **where, '/srv/hanoiportal-twin': str(twin),
        '/var/cache/nginx': str(folder), '/var/lib/hanoiportal-acme': str(folder),
        '[::]:443': f'[::1]:{port}', 'listen 443': f'listen 127.0.0.1:{port}',
        '[::]:80': f'[::1]:{plain}', 'listen 80': f'listen 127.0.0.1:{plain}',
        '127.0.0.1:9443': f'127.0.0.1:{watched}'})
    certificate(folder)
    return port, watched


def put(folder, names, places):
    """Write the files ``names`` of ``config/deploy/nginx``, and those that are included, into
    ``folder`` with its ``places``.
    """
    (folder / 'hanoiportal').mkdir(parents=True)
    given, text = CONFIG / 'deploy/nginx', ''
    for name in ('asking.conf', 'closed.conf', 'quiet.conf', 'tls.conf', 'twin.conf'):
        (folder / 'hanoiportal' / name).write_text((given / name).read_text().replace(
            '/etc/ssl/hanoiportal', str(folder)).replace('/var/log/nginx', str(folder)))
    for name in names:
        text += (given / name).read_text().replace('/etc/ssl/hanoiportal', str(folder))
    for was, becomes in places.items():
        assert was in text, was
        text = text.replace(was, becomes)
    (folder / 'hanoiportal.conf').write_text(text)
    (folder / 'nginx.conf').write_text(MAIN.format(folder=folder))


def certificate(folder, names=NAMES):
    """Write a certificate for ``names`` that nobody has signed, and its key, into ``folder``."""
    subprocess.run(
        ['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '30', '-keyout',
         folder / 'privkey.pem', '-out', folder / 'fullchain.pem', '-subj', '/CN=hanoi.gov.vn',
         '-addext', f'subjectAltName={names}'], check=True, capture_output=True)


def verdict(folder):
    """Return what ``nginx -t`` says of the configuration in ``folder``: ``(status, text)``."""
    done = subprocess.run([program(), '-t', '-p', folder, '-c', folder / 'nginx.conf'],
                          check=False, capture_output=True, text=True)
    return done.returncode, done.stderr


@contextmanager
def nginx(folder, portal, twin):
    """Give an ``Nginx`` before the portal at the Unix socket ``portal``."""
    port, watched = configure(folder, twin, at(portal))
    with started(folder, port):
        yield Nginx(port, folder, watched)


@contextmanager
def started(folder, port):
    """Let nginx do what is written in ``folder``; it listens at ``port`` then."""
    with running(
            [program(), '-p', folder, '-c', folder / 'nginx.conf', '-g', 'daemon off;'],
            lambda: listens(port), folder / 'log'):
        yield
