"""Work beside the readers: a queue in the database, and the process that works it off."""
