"""Text that people type: unseen characters, pasted lines, CSV."""
