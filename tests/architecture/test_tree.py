"""What must not be in the tree: paths of one machine, hosts that packages were fetched from, files of no use to anybody."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MACHINE = re.compile(r"(?<![\w.:/-])/(?:root|home|work|Users)/\w")
HOSTS = re.compile(
    r"(?:pypi|pythonhosted|npmjs)\.(?:org|com)|(?:deb|security)\.debian\.org|--(?:index)-url|--(?:find)-links"
)
NOT_TEXT = frozenset((".pdf", ".docx", ".odt", ".png", ".jpg", ".gz", ".npz", ".bin", ".parquet", ".sqlite"))


def tree() -> list[Path]:
    """Files that are or would be committed."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("no git here")
    paths = [ROOT / name for name in listed.stdout.decode("utf-8").split("\0") if name]
    return [path for path in paths if path.is_file()]


@pytest.mark.parametrize("pattern", [MACHINE, HOSTS], ids=["machine", "hosts"])
def test_nothing_of_the_machine_it_was_made_on(pattern: re.Pattern[str]) -> None:
    found = []
    for path in tree():
        if path.suffix not in NOT_TEXT:
            for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
                if (match := pattern.search(line)) and path != Path(__file__):
                    found.append(f"{path.relative_to(ROOT)}:{number}: {match[0]}")
    assert found == []


@pytest.mark.parametrize(
    ("text", "pattern"), [("see /home/me/x", MACHINE), ("https://pypi" + ".org/simple", HOSTS)]
)
def test_the_patterns_find_what_they_look_for(text: str, pattern: re.Pattern[str]) -> None:
    assert pattern.search(text)
    assert not pattern.search("https://example.ru/home/index")


def test_nothing_generated_is_committed() -> None:
    names = {path.relative_to(ROOT).as_posix() for path in tree()}
    assert [name for name in names if name.endswith((".pyc", ".part")) or "/.svod/" in f"/{name}"] == []
    assert [name for name in names if name.startswith("output/")] in ([], ["output/README.md"])
