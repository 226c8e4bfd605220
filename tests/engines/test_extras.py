import subprocess
import sys

import pytest

PACKAGES = {"datatrove": "datatrove", "spark": "pyspark", "ray": "ray"}


@pytest.mark.parametrize("engine", PACKAGES)
def test_a_missing_extra_is_one_line_that_names_it(engine):
    package = PACKAGES[engine]
    program = f"""
import sys
sys.modules[{package!r}] = None
from boilerclf.errors import MissingExtraError
try:
    import boilerclf.engines.{engine}
except MissingExtraError as error:
    print(error)
"""
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.startswith(package)
    hint = f" is not installed; in a clone of boilerclf: pip install '.[{engine}]'\n"
    assert done.stdout.endswith(hint)
