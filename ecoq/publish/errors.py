"""What can go wrong outside of content: one line for the user, exit code 2."""

from __future__ import annotations


class EnvironmentProblem(Exception):  # noqa: N818 - shown to users as a sentence, not as an error
    """The machine or the folder does not allow the work; the message says it in French."""
