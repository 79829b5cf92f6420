"""The Document and its places, without Django."""
