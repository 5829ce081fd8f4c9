"""Files that people upload, read as if they were hostile (clause 11.1; ASVS 5.0, chapter 5)."""
