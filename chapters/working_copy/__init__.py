"""The working copy: rows from and to a Document, the clerks' forms, previews, conflicts."""
