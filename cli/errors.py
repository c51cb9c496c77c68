"""The one exception a person is meant to read."""


class Refusal(Exception):
    """Something cannot be done; the message is one sentence that says what to do."""
