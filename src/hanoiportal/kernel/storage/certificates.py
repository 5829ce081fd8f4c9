"""Certificates of the machines that share a ZEO server, and the authority that issues them.

Nobody else vouches for these machines and nobody else is to believe them, so each side knows one
authority, that of the folder.  Files hold the key and the certificate, mode 0600.  What is good no
more is listed in the file of the authority, behind its certificate.
"""
from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from ...base.lazily import lazily
from .durable import make_folder, write
from .interfaces import AUTHORITY, SERVER

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import (
        EllipticCurvePrivateKey,
        EllipticCurvePublicKey,
    )
    from cryptography.x509 import (
        Certificate,
        CertificateBuilder,
        CertificateRevocationList,
        KeyUsage,
        Name,
        ObjectIdentifier,
    )

x509, oid = map(lazily, ('cryptography.x509', 'cryptography.x509.oid'))
ec, hashes, serialization = map(lazily, (
    'cryptography.hazmat.primitives.asymmetric.ec', 'cryptography.hazmat.primitives.hashes',
    'cryptography.hazmat.primitives.serialization'))

#: The key of the authority; stays where it was made, off the portal's machines.
AUTHORITY_KEY = 'authority-key.pem'
#: Of every certificate ``NAME NUMBER`` on a line: those that were replaced may still be good.
_ISSUED = 'issued.txt'
_LIST = b'-----BEGIN X509 CRL-----'
#: Years are of 365 days.
AUTHORITY_DAYS = 10 * 365
#: By how much the clock of another machine may be behind.
_BEHIND = timedelta(hours=1)
_USES = ('digital_signature', 'content_commitment', 'key_encipherment', 'data_encipherment',
         'key_agreement', 'key_cert_sign', 'crl_sign', 'encipher_only', 'decipher_only')


class NoAuthority(Exception):
    """The key of the authority is not where its certificate is; says so in English."""


def found_authority(folder: Path, now: datetime) -> None:
    """Make the authority in ``folder`` unless it is there; ``now``: aware UTC.

    Raises ``NoAuthority`` rather than put another in the place of one whose key is elsewhere: no
    machine would believe it, and who was let in no more would be forgotten.
    """
    known, has_key = ((folder / name).exists() for name in (AUTHORITY, AUTHORITY_KEY))
    if known and not has_key:
        raise NoAuthority(f'{folder / AUTHORITY_KEY} is missing: bring it back from its copy, or '
                          f'begin in an empty folder, with new files for every machine')
    if known:
        return
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name('hanoiportal ZEO authority')
    certificate = _begun(name, name, key.public_key(), now, AUTHORITY_DAYS).add_extension(
        x509.BasicConstraints(ca=True, path_length=0), critical=True).add_extension(
        _for('key_cert_sign', 'crl_sign'), critical=True).sign(key, hashes.SHA256())
    make_folder(folder)
    write(folder / AUTHORITY_KEY, _pem_of_key(key))
    write(folder / AUTHORITY, _pem(certificate))


def issue(folder: Path, name: str, now: datetime, days: int) -> datetime:
    """Write ``NAME.pem`` in ``folder``, of ``SERVER`` or for a client that is called ``name``, and
    return the moment, aware UTC, at which it ends: ``days`` after ``now``, an aware moment, or
    with the authority.
    """
    authority, signing = _read(folder / AUTHORITY), _signing_key(folder)
    key = ec.generate_private_key(ec.SECP256R1())
    begun = _begun(_name(name), authority.subject, key.public_key(), now, days,
                   authority.not_valid_after_utc)
    certificate = begun.add_extension(
        x509.BasicConstraints(ca=False, path_length=None), critical=True).add_extension(
        x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False).add_extension(
        x509.ExtendedKeyUsage([_purpose(name)]), critical=False).add_extension(
        _for('digital_signature'), critical=True).add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key()),
        critical=False).sign(signing, hashes.SHA256())
    _note(folder, name, {*_last(folder, name), certificate.serial_number})
    write(folder / f'{name}.pem', _pem_of_key(key) + _pem(certificate))
    return certificate.not_valid_after_utc


def revoke(folder: Path, name: str, now: datetime) -> bool:
    """List all certificates of ``folder`` called ``name`` as good no more, from ``now`` on; return
    whether there is one.
    """
    numbers = _numbers(folder, name)
    if not numbers:
        return False
    authority, signing = _read(folder / AUTHORITY), _signing_key(folder)
    # With the extensions of RFC 5280, 5.2.1 and 5.2.3.
    begun = x509.CertificateRevocationListBuilder().issuer_name(authority.subject).last_update(
        now - _BEHIND).next_update(authority.not_valid_after_utc).add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key()),
        critical=False).add_extension(x509.CRLNumber(int(now.timestamp())), critical=False)
    for number in sorted(numbers | _revoked(folder)):
        begun = begun.add_revoked_certificate(x509.RevokedCertificateBuilder().serial_number(
            number).revocation_date(now).build())
    write(folder / AUTHORITY, _pem(authority) + _pem(begun.sign(signing, hashes.SHA256())))
    return True


def _numbers(folder: Path, name: str) -> set[int]:
    """Return the numbers of all certificates that were called ``name``, as far as they are known.
    """
    return _listed(folder, name) | _last(folder, name)


def _last(folder: Path, name: str) -> set[int]:
    """Return the number of the certificate that lies there, if one does."""
    last = folder / f'{name}.pem'
    return {_read(last).serial_number} if last.exists() else set()


def _listed(folder: Path, name: str) -> set[int]:
    issued = folder / _ISSUED
    if not issued.exists():  # the authority is older than this list
        return set()
    lines = map(str.split, issued.read_text(encoding='ascii').splitlines())
    return {int(number) for each, number in lines if each == name}


def _note(folder: Path, name: str, numbers: set[int]) -> None:
    """Put on the list those ``numbers`` of certificates called ``name`` that are not there yet."""
    missing = sorted(numbers - _listed(folder, name))
    with open(folder / _ISSUED, 'a', encoding='ascii') as issued:
        issued.writelines(f'{name} {number}\n' for number in missing)


def _revoked(folder: Path) -> set[int]:
    """Return the numbers of the certificates that are listed as good no more."""
    _certificate, start, rest = (folder / AUTHORITY).read_bytes().partition(_LIST)
    return {each.serial_number for each in x509.load_pem_x509_crl(start + rest)} if start else (
        set())


def ends(path: Path) -> datetime:
    """Return the moment, aware UTC, at which the certificate in the file ``path`` ends."""
    return _read(path).not_valid_after_utc


def _begun(
        subject: Name, issuer: Name, public_key: EllipticCurvePublicKey, now: datetime, days: int,
        latest: datetime | None = None) -> CertificateBuilder:
    end = now + timedelta(days=days)
    return x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(
        public_key).serial_number(x509.random_serial_number()).not_valid_before(
        now - _BEHIND).not_valid_after(min(end, latest or end)).add_extension(
        x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)


def _signing_key(folder: Path) -> EllipticCurvePrivateKey:
    return serialization.load_pem_private_key((folder / AUTHORITY_KEY).read_bytes(), None)


def _purpose(name: str) -> ObjectIdentifier:
    """Return what a certificate is for, so that a portal's cannot play the server."""
    known = oid.ExtendedKeyUsageOID
    return known.SERVER_AUTH if name == SERVER else known.CLIENT_AUTH


def _name(text: str) -> Name:
    return x509.Name([x509.NameAttribute(oid.NameOID.COMMON_NAME, text)])


def _for(*uses: str) -> KeyUsage:
    return x509.KeyUsage(**{use: use in uses for use in _USES})


def _pem(certificate: Certificate | CertificateRevocationList) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _pem_of_key(key: EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption())


def _read(path: Path) -> Certificate:
    """Return the first certificate in ``path``."""
    return x509.load_pem_x509_certificates(path.read_bytes())[0]
