"""Draws a diagram from its model alone: lanes, columns, rows, tracks, labels."""
