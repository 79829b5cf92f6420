"""Refusals: what was asked for and is not done, in words for the person who asked."""


class Refused(Exception):
    """Nothing was stored; the message, in Chinese, says why and what to do instead."""
