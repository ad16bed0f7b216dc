"""What the drawing process says of a file that it does not draw."""


class Refused(Exception):
    """The file is not drawn, for the reason named: ``rendering.artwork`` has the words for it."""
