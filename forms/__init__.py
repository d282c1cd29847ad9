"""Who asks, and what do they see? Pages and JSON API; owns Flask."""
