"""What consultation promises: drafts, and the comments on them."""
