"""Proves of a diagram, its data left aside, that every case can finish cleanly."""
