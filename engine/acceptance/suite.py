"""What pytest collects: every scenario of the features that the run was given."""

import os

from pytest_bdd import scenarios

from engine.acceptance.child import FEATURES

scenarios(*(path for path in os.environ[FEATURES].split(os.pathsep)))
