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
# What a child that tries mutants is given: the office made ready, the procedures beside
# it, the procedure in question; jobs come in and answers go out by pipes.
TEMPLATE = "ZHANGFA_TEMPLATE"
BESIDE = "ZHANGFA_BESIDE"
BUNDLE = "ZHANGFA_BUNDLE"
JOBS = "ZHANGFA_JOBS"
ANSWERS = "ZHANGFA_ANSWERS"
