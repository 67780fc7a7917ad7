"""What ``inverse`` can be asked about. Apart from it, so that a command line of another command need not load it."""

FRAME, EQUAL_SHARE, FLOOR = "frame", "equal_share", "floor"
PARAMETERS = (FRAME, EQUAL_SHARE, FLOOR)
