"""Khóa truy cập: the server's half of WebAuthn, by the library ``webauthn``.

A passkey always asks its owner for a finger, a face or a PIN (user verification), so that it is
two factors by itself and opens the account without a password.
"""
from __future__ import annotations

import datetime
import json
import secrets
from typing import TYPE_CHECKING, Protocol

from ....base.lazily import lazily
from .factors import Passkey

if TYPE_CHECKING:
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor

webauthn, codec = lazily('webauthn'), lazily('webauthn.helpers')
structs, exceptions = lazily('webauthn.helpers.structs'), lazily('webauthn.helpers.exceptions')

#: Characters; an answer of a device has about two thousand.
LONGEST = 8_000
#: Characters of the name that its owner gives a passkey.
LONGEST_NAME = 60
_TRANSPORTS = frozenset({'usb', 'nfc', 'ble', 'hybrid', 'internal', 'smart-card', 'cable'})
#: What the library raises of an answer that somebody made up, besides its own.
_FAULTS = (ValueError, TypeError, KeyError, AttributeError, IndexError)


class Owner(Protocol):
    """An account, as far as it is told to a device."""

    __name__: str
    id: str
    title: str
    passkeys: tuple[Passkey, ...]


class BadPasskey(ValueError):
    """An answer that proves nothing: for another page, another challenge, another key."""


def new_challenge() -> str:
    """Return what a device shall sign, base64url, of 256 bits."""
    challenge: str = codec.bytes_to_base64url(secrets.token_bytes(32))
    return challenge


def enrolling(account: Owner, domain: str, name: str, challenge: str) -> str:
    """Return what a browser needs to make a passkey for ``account``, as JSON.

    ``domain``: the relying party's id; ``name``: what people are shown of it.
    """
    options: str = webauthn.options_to_json(webauthn.generate_registration_options(
        rp_id=domain, rp_name=name, user_name=account.__name__, user_id=account.id.encode(),
        user_display_name=account.title, challenge=codec.base64url_to_bytes(challenge),
        attestation=structs.AttestationConveyancePreference.NONE,
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.REQUIRED,
            user_verification=structs.UserVerificationRequirement.REQUIRED),
        exclude_credentials=[_described(each) for each in account.passkeys]))
    return options


def challenge_options(domain: str, challenge: str, account: Owner | None = None) -> str:
    """Return what a browser needs to prove a passkey, of ``account`` or of whomever, as JSON."""
    options: str = webauthn.options_to_json(webauthn.generate_authentication_options(
        rp_id=domain, challenge=codec.base64url_to_bytes(challenge),
        allow_credentials=[_described(each) for each in account.passkeys] if account else [],
        user_verification=structs.UserVerificationRequirement.REQUIRED))
    return options


def _described(passkey: Passkey) -> PublicKeyCredentialDescriptor:
    described: PublicKeyCredentialDescriptor = structs.PublicKeyCredentialDescriptor(
        id=codec.base64url_to_bytes(passkey.id))
    return described


def enrolled(answer: str, challenge: str, domain: str, origin: str, name: str,
             now: datetime.datetime) -> Passkey:
    """Return the ``Passkey`` that a browser's ``answer``, JSON text, tells of.

    Raises ``BadPasskey``.
    """
    told = read(answer)
    try:
        found = webauthn.verify_registration_response(
            credential=told, expected_challenge=codec.base64url_to_bytes(challenge),
            expected_rp_id=domain, expected_origin=origin, require_user_verification=True)
    except (exceptions.WebAuthnException, *_FAULTS) as error:
        raise BadPasskey from error
    response = told.get('response', {})
    transports = response.get('transports') if isinstance(response, dict) else None
    return Passkey(
        codec.bytes_to_base64url(found.credential_id), found.credential_public_key,
        found.sign_count, name.strip()[:LONGEST_NAME], now, _known(transports))


def _known(transports: object) -> tuple[str, ...]:
    names = transports if isinstance(transports, list) else []
    return tuple(each for each in names if isinstance(each, str) and each in _TRANSPORTS)


def proved(answer: str, challenge: str, domain: str, origin: str, passkey: Passkey,
           counter: int) -> int:
    """Return the new counter if ``answer`` was signed by ``passkey``, whose counter was
    ``counter``.  Raises ``BadPasskey``.
    """
    try:
        count: int = webauthn.verify_authentication_response(
            credential=read(answer), expected_challenge=codec.base64url_to_bytes(challenge),
            expected_rp_id=domain, expected_origin=origin, require_user_verification=True,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=counter).new_sign_count
    except (exceptions.WebAuthnException, *_FAULTS) as error:
        raise BadPasskey from error
    return count


def whose(answer: str) -> tuple[str, str]:
    """Return ``(account id, credential id)`` that ``answer`` says, not proved yet; ``''`` for what
    it does not say.
    """
    told = read(answer)
    response, credential = told.get('response'), told.get('id')
    handle = response.get('userHandle') if isinstance(response, dict) else None
    try:
        owner = codec.base64url_to_bytes(handle).decode('ascii') if isinstance(handle, str) else ''
    except ValueError:
        owner = ''
    return owner, credential if isinstance(credential, str) else ''


def read(answer: str) -> dict[str, object]:
    """Return what the JSON text ``answer`` holds.  Raises ``BadPasskey``."""
    try:
        told = json.loads(answer) if len(answer) <= LONGEST else None
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise BadPasskey
    return told
