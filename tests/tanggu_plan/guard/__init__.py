"""The guard tried by every way in: forms, acts, imports, commands."""
