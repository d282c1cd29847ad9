"""Tests of importing the official text."""

import pytest

from engine.model.errors import RequestMalformed
from engine.runtime.regulation import import_regulation
from tests.support.regulation_text import regulation_text


def test_every_article_is_stored_and_importing_again_replaces_it(running, tmp_path):
    file = tmp_path / "rules.txt"
    for words in ("旧文。", "新文。"):
        file.write_text(regulation_text({8: words}), encoding="utf-8-sig")
        count = import_regulation(running.engine, file)

    with running.engine.store.read() as unit:
        texts = unit.regulation.texts()
    assert (count, len(texts), texts[8]) == (79, 79, "新文。")


@pytest.mark.parametrize("cut", ["第七十九条", "第四十二条"])
def test_a_text_that_lacks_an_article_is_refused_whole(running, tmp_path, cut):
    file = tmp_path / "rules.txt"
    file.write_text(regulation_text({}).replace(cut, "某条"))

    with pytest.raises(RequestMalformed):
        import_regulation(running.engine, file)

    with running.engine.store.read() as unit:
        assert unit.regulation.texts() == {}


def test_a_file_that_is_no_text_is_refused(running, tmp_path):
    file = tmp_path / "rules.txt"
    file.write_bytes("第一条".encode("gbk"))

    with pytest.raises(RequestMalformed):
        import_regulation(running.engine, file)
