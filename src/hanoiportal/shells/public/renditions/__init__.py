"""A page in other forms: PDF, Word, sound."""
