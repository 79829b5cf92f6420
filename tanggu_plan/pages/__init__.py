"""Pages composed of both apps: home, the pages of text, feed, sitemaps, handbook."""
