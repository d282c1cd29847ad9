"""What the world outside gives and takes: one file and one library each."""
