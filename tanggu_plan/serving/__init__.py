"""Serving: page store, public version, headers, static copy, set-up checks."""
