"""What the tests of importing and of synchronising share."""

from tests.importing.conftest import archive, inbox

__all__ = ["archive", "inbox"]
