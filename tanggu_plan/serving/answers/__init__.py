"""Around Django's answers: what of a request counts, compressed forms, parts of files, probes."""
