"""The tables by theme; every column says its meaning, its unit and who writes it."""
