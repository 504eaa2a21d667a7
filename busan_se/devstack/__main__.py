"""The command line behind the Makefile: `python -m busan_se.devstack run | manage … | scratch [--durable] …`."""

import os
import subprocess
import sys

from busan_se.devstack import stack
from busan_se.devstack.place import CannotStart
from busan_se.devstack.processes import follow_make
from busan_se.devstack.supervisor import Stopped
from busan_se.settings.env import ROOT, VAR


def main(command: str = "", *arguments: str) -> int:
    """Do one command and return the exit code."""
    os.chdir(ROOT)
    follow_make()
    try:
        VAR.mkdir(parents=True, exist_ok=True)
        match command, *arguments:
            case ["run"]:
                return stack.run()
            case ["manage", *rest]:
                return stack.manage(rest)
            case ["scratch", "--durable", *rest]:
                return stack.scratch(rest, durable=True)
            case ["scratch", *rest]:
                return stack.scratch(rest, durable=False)
    except Stopped:
        return 0
    except (CannotStart, OSError, subprocess.SubprocessError) as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
