"""章法's engine: `model` decides, `content` reads, `bpmn` moves, `store` remembers,
`outside` gives and takes, `runtime` does one deed in one transaction, `acceptance`
proves the clauses. Start reading at `engine/runtime/complete.py`."""
