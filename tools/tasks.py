"""The commands behind `make`, start.cmd and test.cmd (`tools/commands.py`). Standard library only, no installation.

Every Python 3 can start this file; it looks for one that the dashboard supports and goes on with that.
"""

import os
import subprocess
import sys

OLDEST, NEWEST = (3, 11), (3, 13)
SENTENCE = "The dashboard needs Python 3.11, 3.12 or 3.13. Install one from python.org/downloads, then try again."
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def suits(version):
    """Whether the dashboard runs on this (major, minor)."""
    return OLDEST <= tuple(version) <= NEWEST


def find_python():
    """The command (list of words) of a supported Python on this computer, newest first; None if there is none."""
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        for command in (["python3.%d" % minor], ["py", "-3.%d" % minor]):
            try:
                answer = subprocess.check_output(
                    [*command, "-c", "import sys; print(sys.version_info[1])"], stderr=subprocess.DEVNULL
                )
            except (OSError, subprocess.CalledProcessError):
                continue
            if int(answer) == minor:
                return command
    return None


def main(arguments):
    """Do one task with a supported Python; returns the exit status."""
    if not suits(sys.version_info[:2]):
        python = find_python()
        if python is None:
            sys.stderr.write(SENTENCE + "\n")
            return 1
        return subprocess.call([*python, __file__, *arguments])
    sys.path.insert(0, ROOT)
    from tools import commands

    return commands.main(arguments)


if __name__ == "__main__":
    os.chdir(ROOT)
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
