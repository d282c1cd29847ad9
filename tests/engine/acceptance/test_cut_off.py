import time

import pytest

from engine.acceptance.cut_off import ScenarioOverdue, within


def test_what_does_not_end_is_cut_off():
    with pytest.raises(ScenarioOverdue, match=r"没有在 0\.1 秒内结束"), within(0.1):
        time.sleep(10)


def test_what_ends_in_time_hears_nothing_of_it():
    with within(0.1):
        pass
    with within(0):
        pass

    time.sleep(0.15)
