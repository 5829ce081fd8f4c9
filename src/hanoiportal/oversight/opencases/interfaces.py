"""What the snapshot holds of cases that are not public."""

#: Name of the part of the snapshot; the page below a section of questions.
PART, PAGE = 'open cases', 'dang-giai-quyet'
