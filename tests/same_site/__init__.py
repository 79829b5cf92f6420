"""Comparison of two portals: does every public address say what it said before?

`python -m tests.same_site OLD NEW` or `make same-site BASE=revision`. Each portal is a running
origin, a folder or a git revision; folders and revisions are served on databases made for it.
"""
