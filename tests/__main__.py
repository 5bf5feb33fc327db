"""Run every check of the project: `python -m tests`. Stops at the first that fails."""

import subprocess
import sys
from pathlib import Path

CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("lint-imports",),
    ("pytest", "-q", "-p", "no:cacheprovider"),
)


def main() -> None:
    tools = Path(sys.executable).parent
    for tool, *arguments in CHECKS:
        print("+", tool, *arguments, flush=True)
        if tool == "lint-imports":
            command = [str(tools / tool), "--no-cache"]
        else:
            command = [sys.executable, "-m", tool, *arguments]
        code = subprocess.run(command, check=False).returncode
        if code:
            sys.exit(code)


if __name__ == "__main__":
    main()
