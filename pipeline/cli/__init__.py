"""The command line: one file a command.

    svod run papers/ -o out        svod status out        svod evaluate --gold gold.jsonl --pred out

Exit status: 0 all is well; 1 it could not be done (why is on stderr, in one line); 2 usage; 3 the run finished but at
least one document failed; 130 interrupted.
"""

from __future__ import annotations

from pipeline.engine.limits import one_thread


def main() -> None:
    """Runs the command that the arguments name, and exits with its status."""
    one_thread()  # before anything imports numpy
    from pipeline.cli.app import app

    app(prog_name="svod")
