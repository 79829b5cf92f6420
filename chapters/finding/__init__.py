"""Search, and 与我有关: the matters that residents look for."""
