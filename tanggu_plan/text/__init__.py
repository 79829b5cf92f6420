"""The ground of both apps: typed text, CSV and tables, refusals, the registry of public fields."""
