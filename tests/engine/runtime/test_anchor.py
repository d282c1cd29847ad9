"""Anchors outside the database show a chain whose tail was cut."""

from engine.runtime.anchor import FILE, anchor, broken_anchors


def test_only_heads_that_moved_are_anchored_again(running):
    running.start()

    moved = [anchor(running.engine), anchor(running.engine)]

    assert moved == [2, 0]


def test_chains_that_grow_keep_their_anchors(running):
    task_id = running.start().task_ids[0]
    anchor(running.engine)
    running.complete(running.holder("sec_general"), task_id, decision="同意")

    assert broken_anchors(running.engine) == ()


def test_an_anchored_act_that_is_another_now_is_named(running):
    receipt = running.start()
    anchor(running.engine)
    path = running.engine.settings.data / FILE
    (act,) = running.acts(receipt.case_id)
    path.write_text(path.read_text().replace(act.mac, "0" * 64))

    assert broken_anchors(running.engine) == (f"{receipt.case_id}/1",)


def test_without_anchors_nothing_is_broken(running):
    assert broken_anchors(running.engine) == ()
