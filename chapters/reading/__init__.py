"""What pages of text share: addresses, head, traditional characters, QR codes."""
