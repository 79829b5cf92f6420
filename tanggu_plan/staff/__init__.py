"""Staff: roles, log-in, passwords, idle log-out, the admin site."""
