"""Headers that every answer carries (OWASP ASVS 5.0, chapter 3)."""
from pyramid.events import NewResponse

HEADERS = {
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
    'Cross-Origin-Opener-Policy': 'same-origin',
}
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'")


def harden(event):
    """Subscriber: add what is missing; a view may be stricter."""
    headers = event.response.headers
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    headers.setdefault('Content-Security-Policy', POLICY)


def includeme(config):
    config.add_subscriber(harden, NewResponse)
