"""What the snapshot holds of ratings."""

#: Name of the part of the snapshot.
PART = 'ratings'
