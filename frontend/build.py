"""Builds the diagram viewer: with the machine's Node, failing that with PyPI's wheel."""

import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
OLDEST = 20


def main() -> None:
    """Install the pinned npm packages, bundle them and lay the typefaces.

    Raises:
        CalledProcessError: npm or the bundler failed; its own words were printed.
    """
    node, npm = find_node()
    run([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"])
    run([node, "build.mjs"])
    run([node, "fonts.mjs"])


def find_node() -> tuple[str, list[str]]:
    """Return the commands for node and npm, installing Node's wheel if need be."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and major_of(node) >= OLDEST:
        return node, [npm]
    print("· Node.js from PyPI, as locked (this machine has none that will do)")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes"]
    run([*pip, "--requirement", "node.lock"])
    folder = Path(sys.executable).parent
    return str(folder / "node"), [str(folder / "npm")]


def major_of(node: str) -> int:
    """Return Node's major version, 0 where it does not say."""
    told = subprocess.run(  # noqa: S603 - the node that was found on the path
        [node, "--version"], capture_output=True, text=True, check=False
    )
    number = told.stdout.strip().removeprefix("v").split(".")[0]
    return int(number) if number.isdigit() else 0


def run(command: list[str]) -> None:
    """Run the command in this folder and let it speak for itself."""
    subprocess.run(command, cwd=HERE, check=True)  # noqa: S603 - our own commands


if __name__ == "__main__":
    main()
