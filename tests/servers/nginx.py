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
    """A running nginx."""

    port: int
    folder: Path

    def get(self, path, host='hanoi.gov.vn', method='GET', **headers):
        """Return the status, headers and body of ``path`` of ``host`` asked for by HTTPS."""
        with closing(_Connection(self.folder, host, self.port)) as connection:
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


def configure(folder, portal, twin):
    """Write the configuration for a portal at the port ``portal`` and a twin into ``folder``;
    return the port of HTTPS.
    """
    port, plain = free_port(), free_port()
    text = (CONFIG / 'deploy/nginx/hanoiportal.conf').read_text()
    for was, becomes in (
            ('127.0.0.1:6543', f'127.0.0.1:{portal}'), ('/srv/hanoiportal-twin', str(twin)),
            ('/etc/ssl/hanoiportal', str(folder)), ('/var/cache/nginx', str(folder)),
            ('/var/log/nginx', str(folder)), ('/var/lib/hanoiportal-acme', str(folder)),
            ('[::]:443', f'[::1]:{port}'), ('listen 443', f'listen 127.0.0.1:{port}'),
            ('[::]:80', f'[::1]:{plain}'), ('listen 80', f'listen 127.0.0.1:{plain}')):
        assert was in text
        text = text.replace(was, becomes)
    (folder / 'hanoiportal.conf').write_text(text)
    (folder / 'hanoiportal').mkdir()
    shutil.copy(CONFIG / 'deploy/nginx/twin.conf', folder / 'hanoiportal')
    (folder / 'nginx.conf').write_text(MAIN.format(folder=folder))
    certificate(folder)
    return port


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
    """Give an ``Nginx`` before the portal at the port ``portal``."""
    port = configure(folder, portal, twin)
    with running(
            [program(), '-p', folder, '-c', folder / 'nginx.conf', '-g', 'daemon off;'],
            lambda: listens(port), folder / 'log'):
        yield Nginx(port, folder)
