"""What went wrong, as text that any database keeps."""

import traceback

_LONGEST = 8000


def trace_of(error: BaseException) -> str:
    """Give the end of the traceback, without what a text column refuses."""
    trace = "".join(traceback.format_exception(error))[-_LONGEST:]
    return trace.replace("\0", "").encode("utf-8", "replace").decode()
