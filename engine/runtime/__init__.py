"""The verbs: one file, one verb, one transaction."""
