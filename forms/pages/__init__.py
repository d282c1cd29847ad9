"""The pages: each asks the engine one thing and shows what comes of it."""
