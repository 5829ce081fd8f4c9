"""What the snapshot holds of registers."""

#: Name of the part of the snapshot; the page of each site.
PART, PAGE = 'open registers', 'so-cong-khai'
