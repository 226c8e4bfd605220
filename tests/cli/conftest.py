from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def pages(here):
    """Two pages and a file that is none."""
    for name in ("article-harbour-ferry.html", "article-bell-foundry.html"):
        Path(name).write_bytes((ROOT / "data" / "html" / name).read_bytes())
    Path("scan.html").write_bytes(b"%PDF-1.7")
    return ["article-harbour-ferry.html", "article-bell-foundry.html", "scan.html"]
