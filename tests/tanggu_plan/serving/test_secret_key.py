import stat
from concurrent.futures import ThreadPoolExecutor

from tanggu_plan.serving.secret_key import read_or_create


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    path = tmp_path / "var" / "secret_key"

    first = read_or_create(path)
    second = read_or_create(path)

    assert len(first) >= 50
    assert second == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_workers_that_start_together_agree_on_one_key(tmp_path):
    with ThreadPoolExecutor(8) as workers:
        keys = list(workers.map(read_or_create, [tmp_path / "secret_key"] * 32))

    assert len(set(keys)) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_a_key_that_is_there_is_kept(tmp_path):
    path = tmp_path / "secret_key"
    path.write_text("set by the office\n")

    assert read_or_create(path) == "set by the office"
