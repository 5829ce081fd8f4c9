"""Believing an ID token (OpenID Connect Core 1.0, 3.1.3.7; RFC 8725); signatures by joserfc."""
import hmac
import math

from ...base.lazily import lazily
from .interfaces import WRONG, Unconfirmed

errors, jwk, jws, jwt = map(lazily, (
    'joserfc.errors', 'joserfc.jwk', 'joserfc.jws', 'joserfc.jwt'))

#: What a token may be signed by, and the kind of key and curve of each; nothing that is shared.
ALGORITHMS = {'RS256': ('RSA', None), 'PS256': ('RSA', None), 'ES256': ('EC', 'P-256'),
              'EdDSA': ('OKP', 'Ed25519'), 'Ed25519': ('OKP', 'Ed25519')}
#: Seconds by which the provider's clock may be off.
LEEWAY = 60
_LONGEST, _LONGEST_HEADER, _LONGEST_SUBJECT = 16_000, 8_000, 255
#: Base64 letters of the modulus of a key of 2,048 bits.
_MODULUS = 342
#: Seconds since 1970 beyond which no moment lies.
_LATEST = 2 ** 53


def claims_of(token, issuer, client, way, now, keys):
    """Return the claims, a mapping, of the ID ``token`` that belongs to ``way``.

    ``client``: the portal's name at the ``issuer``.  ``now``: seconds since 1970.
    ``keys``: callable(kid or ``None``) -> the issuer's keys, mappings (JWK).
    Raises ``Unconfirmed``.
    """
    if not isinstance(token, str) or len(token) > _LONGEST:
        raise Unconfirmed(WRONG, 'no ID token')
    try:
        read = jwt.decode(token, lambda found: _key(found.headers(), keys), registry=_registry())
    except (errors.JoseError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise Unconfirmed(WRONG, f'token: {type(error).__name__}') from None
    claims = read.claims
    for name, is_good in _checks(claims, read.header, issuer, client, way, now):
        if not is_good:
            raise Unconfirmed(WRONG, f'claim: {name}')
    return claims


def _checks(claims, header, issuer, client, way, now):
    """Yield ``(what is looked at, whether it is as it must be)``."""
    yield 'typ', header.get('typ', 'JWT') == 'JWT'
    yield 'iss', claims.get('iss') == issuer
    yield 'aud', claims.get('aud') in (client, [client])
    yield 'azp', claims.get('azp', client) == client
    yield 'exp', now < _moment(claims.get('exp')) + LEEWAY
    yield 'iat', way.begun - LEEWAY <= _moment(claims.get('iat')) <= now + LEEWAY
    yield 'nbf', _moment(claims.get('nbf', 0)) <= now + LEEWAY
    yield 'nonce', is_same(claims.get('nonce'), way.nonce)
    yield 'sub', is_subject(claims.get('sub'))


def is_subject(value):
    """Return whether ``value`` can be the name of somebody at the provider."""
    return isinstance(value, str) and value.isascii() and 0 < len(value) <= _LONGEST_SUBJECT


def is_same(given, own):
    """Return whether ``given``, anything, is the secret ``own``; takes as long for all."""
    return isinstance(given, str) and given.isascii() and hmac.compare_digest(given, own)


def _moment(value):
    """Return the number ``value``; what is none is not before or after anything."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return math.nan
    return value if -_LATEST < value < _LATEST else math.nan


def _registry():
    """Return what says which tokens are read at all."""
    found = jws.JWSRegistry(algorithms=list(ALGORITHMS), strict_check_header=False)
    found.max_header_length = _LONGEST_HEADER
    return found


def _key(header, keys):
    """Return the key that ``header`` names, of the kind that its algorithm needs."""
    kind, curve = ALGORITHMS[header['alg']]
    kid = header.get('kid')
    fitting = [each for each in keys(kid) if each.get('kty') == kind
               and each.get('crv') == curve and each.get('use', 'sig') == 'sig'
               and each.get('alg', header['alg']) == header['alg']
               and (kid is None or each.get('kid') == kid) and _is_long(each)]
    if len(fitting) != 1:
        raise Unconfirmed(WRONG, f'{len(fitting)} keys fit the token')
    return jwk.import_key(fitting[0])


def _is_long(key):
    return key['kty'] != 'RSA' or len(str(key.get('n', ''))) >= _MODULUS
