"""Do the scenarios hold? Sentences, runs, coverage, ledger; owns pytest-bdd."""
