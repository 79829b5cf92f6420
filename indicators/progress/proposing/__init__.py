"""From print to a proposed declaration: the target as printed, facts of the name, rules. Pure."""
