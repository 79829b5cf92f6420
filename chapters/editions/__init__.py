"""Editions: publishing, the public record, files, verification, and the staff's pages of them."""
