"""What follows from the end of the version that a question was about."""
from .resource import drop_link


def work_ended(event):
    """Let no link open a version that is thrown away."""
    review = event.object.review
    for clarification in review.open_clarifications if review is not None else ():
        drop_link(event.object, clarification)
