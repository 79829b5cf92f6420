"""How often what is generated is tried: a tenth each time, in full by `make long-test`."""

import os

IS_LONG = os.environ.get("LONG") == "on"


def counted(full):
    return full if IS_LONG else full // 10
