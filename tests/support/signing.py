"""A mail server that signs as ``config/deploy/opendkim/opendkim.conf`` says, and its DNS."""
import base64
from pathlib import Path

import dkim
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

CONFIG = Path(__file__).parents[2] / 'config' / 'deploy' / 'opendkim' / 'opendkim.conf'
#: Of those that OpenDKIM signs by itself (``*``), the ones that every mail has.
ALWAYS = {b'from', b'to', b'subject', b'date'}


def told():
    """Return what the configuration says, by name."""
    lines = CONFIG.read_text(encoding='ascii').splitlines()
    return dict(line.split(None, 1) for line in lines if line and not line.startswith('#'))


def signed(content):
    """Return the mail ``content`` with a signature, and what looks its key up."""
    said, key = told(), rsa.generate_private_key(65537, 2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption())
    public = base64.b64encode(key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo))
    added = {name[1:].lower().encode() for name in said['SignHeaders'].split(',')
             if name.startswith('+')}
    signature = dkim.sign(
        content, said['Selector'].encode(), said['Domain'].encode(), pem,
        canonicalize=tuple(said['Canonicalization'].encode().split(b'/')),
        include_headers=[*sorted(ALWAYS | added), b'from'])
    name = f"{said['Selector']}._domainkey.{said['Domain']}.".encode()
    return signature + content, lambda asked, **_more: (
        b'v=DKIM1; k=rsa; p=' + public if asked == name else None)
