"""Lists of work: my work, queues, contents, notifications."""
