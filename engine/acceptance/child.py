"""How parent and child of a run speak: the names of the child's environment."""

FEATURES = "ZHANGFA_FEATURES"
RESULTS = "ZHANGFA_RESULTS"
DRIVER = "ZHANGFA_DRIVER"
SHARE = "ZHANGFA_SHARE"
# A folder like `processes/` with the procedures to put in force instead of the shipped.
STAGED = "ZHANGFA_STAGED"
# A file with the hashes of the scenarios to run, one a line, instead of all.
ONLY = "ZHANGFA_ONLY"
# For how many seconds a scenario may run.
SECONDS = "ZHANGFA_SECONDS"
VERBS = "engine.acceptance.driver:VerbDriver"
