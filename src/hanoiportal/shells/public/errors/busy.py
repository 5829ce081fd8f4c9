"""What is told to whoever asks for a file while the portal makes others."""
from pyramid.response import Response

AGAIN = 60


def busy(request, words):
    """Return the answer 503 with ``words``, translatable: come again in ``AGAIN`` seconds."""
    response = Response(request.localizer.translate(words), 503, charset='utf-8')
    response.content_type = 'text/plain'
    response.retry_after = AGAIN
    return response
