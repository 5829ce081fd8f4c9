"""Neo ý kiến: where in a draft a comment stands, and where it stands in the next one.  Pure."""
from .anchors import Anchor, anchored
from .carrying import CHANGED, GONE, KEPT, MANY, WIDENED, Carried, Succession, Text, carry

__all__ = [
           'CHANGED',
           'GONE',
           'KEPT',
           'MANY',
           'WIDENED',
           'Anchor',
           'Carried',
           'Succession',
           'Text',
           'anchored',
           'carry',
]
