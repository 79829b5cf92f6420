"""The arithmetic of indicators, and what may be said of them. Pure; numbers are Decimal.

No function raises, and none returns NaN or infinity, whatever it is given: what cannot be
computed (a zero base, a text, a missing value) is None, and the sentences leave it out.
"""
