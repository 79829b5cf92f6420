"""Pictures of figures: made safe, stored by their SHA-256, given to readers and print."""
