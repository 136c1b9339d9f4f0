"""The two ledgers that most tests of the models read."""

import pytest

from tapeout.ledger import load, shipped


@pytest.fixture(scope="session")
def latest():
    """The ledger as of the day of collection."""
    return load(shipped())


@pytest.fixture(scope="session")
def eve():
    """The ledger on the eve of the listing of MetaX."""
    return load(shipped(), as_of="2025-12-16")
