"""The official PDF: lines composed as in print, set by WeasyPrint in a child process."""
