"""How parent and child of a run speak: the names of the child's environment."""

FEATURES = "ZHANGFA_FEATURES"
RESULTS = "ZHANGFA_RESULTS"
DRIVER = "ZHANGFA_DRIVER"
SHARE = "ZHANGFA_SHARE"
VERBS = "engine.acceptance.driver:VerbDriver"
