"""Headers that every answer carries (OWASP ASVS 5.0, chapter 3; ADR 33)."""
import secrets
from collections.abc import Iterable

from pyramid.events import NewResponse
from pyramid.request import Request

from ..base.settings import ISettings
from .demo import NOT_INDEXED, is_hidden

#: What no page of the portal ever asks a browser for.
_UNUSED = (
    'accelerometer', 'browsing-topics', 'camera', 'display-capture', 'geolocation',
    'gyroscope', 'hid', 'idle-detection', 'magnetometer', 'microphone', 'midi', 'payment',
    'serial', 'usb', 'xr-spatial-tracking')
HEADERS = {
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    'Permissions-Policy': ', '.join(f'{name}=()' for name in _UNUSED),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
}
_NAMED = [(name.lower(), (name, value)) for name, value in HEADERS.items()]
_ISOLATED = ('Cross-Origin-Embedder-Policy', 'require-corp')
#: Two years, over HTTPS alone (RFC 6797, 7.2), for the whole domain (ASVS 5.0, 3.4.1).
_HTTPS_ONLY = ('Strict-Transport-Security', 'max-age=63072000; includeSubDomains')
_TEXT = (
    "default-src 'none'; style-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'")
_EVERYWHERE = f"{_TEXT}; img-src 'self' data:; media-src 'self'"
#: Of pages that run nothing at all.
STILL_POLICY = f"{_EVERYWHERE}; script-src 'none'; trusted-types 'none'"
_NONCE_BYTES, _NO_TYPE = 16, ('', '')
_POLICIES = 'hanoiportal.content_policies'
_PUBLIC = 'hanoiportal.public_policy'


def scripted_policy(request, types):
    """Return the policy of a page that runs the scripts with its nonce, and no other.

    One without scripts is still, so that all who are refused are answered by the same bytes.
    ``types``: names of the policies of Trusted Types that the scripts make.
    """
    if 'nonce' not in vars(request):
        return STILL_POLICY
    return (f"{_EVERYWHERE}; frame-src 'self'; script-src 'nonce-{request.nonce}'; "
            f"trusted-types {' '.join(types)}")


def nonce(request):
    """Return what only scripts of the answer to this one ``request`` carry."""
    return secrets.token_urlsafe(_NONCE_BYTES)


def public_policy(domain):
    """Return the policy of pages that may be kept as bytes, for which a nonce would be no secret.

    Sites show pictures and films of each other: those come from every host of ``domain``.
    """
    hosts = f"'self' {domain} *.{domain}"
    return (f"{_TEXT}; img-src {hosts} data:; media-src {hosts}; script-src 'self'; "
            "trusted-types 'none'")


def add_content_policy(config, route_name, policy):
    """Directive: pages of the route have the Content-Security-Policy ``policy(request)``."""
    config.registry.settings.setdefault(_POLICIES, {})[route_name] = policy


def policy_of(request: Request) -> str:
    """Return the Content-Security-Policy of the answer to ``request``."""
    route = getattr(request, 'matched_route', None)
    found = route and request.registry.settings.get(_POLICIES, {}).get(route.name)
    return str(found(request) if found else request.registry.settings[_PUBLIC])


def let_frame(request: Request, hosts: Iterable[str]) -> None:
    """Let the public page that answers ``request`` hold frames of ``hosts``, names without a
    scheme; platforms do not say that they may be isolated with a page.
    """
    request.response.headers.update({
        'Content-Security-Policy': f'{policy_of(request)}; frame-src {" ".join(hosts)}',
        _ISOLATED[0]: 'unsafe-none'})


def names_of(headers):
    """Return the names of ``headers``, pairs, in lower case: all of them at once."""
    return '\n'.join([name for name, _value in headers]).lower().split('\n')


def harden(event):
    """Subscriber: add what is missing; a view may be stricter."""
    request, response = event.request, event.response
    headers = response.headerlist
    given = dict(zip(names_of(headers), headers, strict=False))
    wanted = [header for name, header in _NAMED if name not in given]
    is_page = given.get('content-type', _NO_TYPE)[1].startswith('text/html')
    if is_page and _ISOLATED[0].lower() not in given:
        wanted.append(_ISOLATED)
    secure = request.registry.getUtility(ISettings).secure_cookies
    if secure and request.scheme == 'https' and _HTTPS_ONLY[0].lower() not in given:
        wanted.append(_HTTPS_ONLY)
    if is_hidden(request) and NOT_INDEXED[0].lower() not in given:
        wanted.append(NOT_INDEXED)
    if 'content-security-policy' not in given:
        wanted.append(('Content-Security-Policy', policy_of(request)))
    headers.extend(wanted)


def includeme(config):
    registry = config.registry
    registry.settings[_PUBLIC] = public_policy(registry.getUtility(ISettings).domain)
    config.add_directive('add_content_policy', add_content_policy)
    config.add_request_method(nonce, reify=True)
    config.add_request_method(let_frame)
    config.add_subscriber(harden, NewResponse)
