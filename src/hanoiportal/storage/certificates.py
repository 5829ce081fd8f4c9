"""Certificates of the machines that share a ZEO server, and the authority that issues them.

Nobody else vouches for these machines and nobody else is to believe them, so each side knows one
authority, that of the folder.  Files hold the key and the certificate, mode 0600.
"""
import os
from datetime import timedelta
from pathlib import Path

from ..lazily import lazily
from .interfaces import AUTHORITY, CLIENT, SERVER

x509, oid = map(lazily, ('cryptography.x509', 'cryptography.x509.oid'))
ec, hashes, serialization = map(lazily, (
    'cryptography.hazmat.primitives.asymmetric.ec', 'cryptography.hazmat.primitives.hashes',
    'cryptography.hazmat.primitives.serialization'))

#: The key of the authority; stays where it was made, off the portal's machines.
AUTHORITY_KEY = 'authority-key.pem'
#: Years are of 365 days.
AUTHORITY_DAYS = 10 * 365
#: By how much the clock of another machine may be behind.
_BEHIND = timedelta(hours=1)
_PURPOSES = {SERVER: 'SERVER_AUTH', CLIENT: 'CLIENT_AUTH'}
_USES = ('digital_signature', 'content_commitment', 'key_encipherment', 'data_encipherment',
         'key_agreement', 'key_cert_sign', 'crl_sign', 'encipher_only', 'decipher_only')


def found_authority(folder, now):
    """Make the authority in ``folder`` unless it is there; ``now``: aware UTC."""
    if (folder / AUTHORITY_KEY).exists():
        return
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name('hanoiportal ZEO authority')
    certificate = _begun(name, name, key.public_key(), now, AUTHORITY_DAYS).add_extension(
        x509.BasicConstraints(ca=True, path_length=0), critical=True).add_extension(
        _for('key_cert_sign', 'crl_sign'), critical=True).sign(key, hashes.SHA256())
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _write(folder / AUTHORITY, _pem(certificate))
    _write(folder / AUTHORITY_KEY, _pem_of_key(key))


def issue(folder, name, now, days):
    """Write ``NAME.pem`` in ``folder``, of ``SERVER`` or ``CLIENT``, and return the moment, aware
    UTC, at which it ends: ``days`` after ``now``, an aware moment, or with the authority.
    """
    authority = _read(folder / AUTHORITY)
    signing = serialization.load_pem_private_key((folder / AUTHORITY_KEY).read_bytes(), None)
    key = ec.generate_private_key(ec.SECP256R1())
    begun = _begun(_name(name), authority.subject, key.public_key(), now, days,
                   authority.not_valid_after_utc)
    certificate = begun.add_extension(
        x509.BasicConstraints(ca=False, path_length=None), critical=True).add_extension(
        x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False).add_extension(
        x509.ExtendedKeyUsage([getattr(oid.ExtendedKeyUsageOID, _PURPOSES[name])]),
        critical=False).add_extension(
        _for('digital_signature'), critical=True).add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key()),
        critical=False).sign(signing, hashes.SHA256())
    _write(folder / f'{name}.pem', _pem_of_key(key) + _pem(certificate))
    return certificate.not_valid_after_utc


def ends(path):
    """Return the moment, aware UTC, at which the certificate in the file ``path`` ends."""
    return _read(path).not_valid_after_utc


def _begun(subject, issuer, public_key, now, days, latest=None):
    end = now + timedelta(days=days)
    return x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(
        public_key).serial_number(x509.random_serial_number()).not_valid_before(
        now - _BEHIND).not_valid_after(min(end, latest or end)).add_extension(
        x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)


def _name(text):
    return x509.Name([x509.NameAttribute(oid.NameOID.COMMON_NAME, text)])


def _for(*uses):
    return x509.KeyUsage(**{use: use in uses for use in _USES})


def _pem(certificate):
    return certificate.public_bytes(serialization.Encoding.PEM)


def _pem_of_key(key):
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption())


def _read(path):
    """Return the first certificate in ``path``."""
    return x509.load_pem_x509_certificates(Path(path).read_bytes())[0]


def _write(path, data):
    """Put ``data`` in place of the file ``path``, readable by its owner alone."""
    new = path.with_name(path.name + '.new')
    new.unlink(missing_ok=True)
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), 'wb') as file:
        file.write(data)
    new.replace(path)
