"""Where the token goes; owns SpiffWorkflow and lxml."""
