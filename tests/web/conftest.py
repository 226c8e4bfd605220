"""A browser, where there is one; the labelling page, running; pages that try to break out."""

import json
import os
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
DRIVER = shutil.which("chromedriver")


# One question for all elements: Selenium's own `is_displayed` asks the browser for each.
_SHOWN = """
Array.from(document.querySelectorAll(arguments[0])).filter((element) => {
  const box = element.getBoundingClientRect();
  const shows = element.checkVisibility({opacityProperty: true, visibilityProperty: true});
  return shows && box.width > 0 && box.height > 0;
})
""".strip()


class Window:
    """A browser that opens files and tells what it asked for."""

    def __init__(self, driver):
        self.driver = driver

    def open(self, path, width=1200, height=900):
        self.driver.get("about:blank")
        self.requests()
        self.driver.get_log("browser")
        self.driver.set_window_size(width, height)
        self.driver.get(path.resolve().as_uri())

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def find(self, selector):
        return self.driver.find_elements("css selector", selector)

    def find_one(self, selector):
        return self.driver.find_element("css selector", selector)

    def shown(self, selector):
        return self.run(f"return {_SHOWN}", selector)

    def shown_values(self, selector, name):
        return self.run(f"return {_SHOWN}.map((element) => element[arguments[1]])", selector, name)

    def requests(self):
        """Return the addresses asked for since the last time, but for what is in the file.

        The pages of the browser itself, which it opens at its start, are no pages of ours.
        """
        events = [json.loads(row["message"]) for row in self.driver.get_log("performance")]
        sent = [
            event["message"]["params"]["request"]["url"]
            for event in events
            if event["message"]["method"] == "Network.requestWillBeSent"
        ]
        return [url for url in sent if not url.startswith(("data:", "chrome:"))]

    def complaints(self):
        """Return what the console says, such as of scripts that the policy forbade."""
        return [row["message"] for row in self.driver.get_log("browser")]

    def command(self, name, **parameters):
        return self.driver.execute_cdp_cmd(name, parameters)

    def faults(self):
        """Return what axe-core finds serious, in words."""
        axe = pytest.importorskip("axe_core_python.selenium", reason="axe-core is not installed")
        # What passes is not asked for: describing all those elements is a third of the work.
        found = axe.Axe().run(self.driver, options={"resultTypes": ["violations"]})["violations"]
        return [
            (fault["id"], node["html"][:200])
            for fault in found
            if fault["impact"] in {"serious", "critical"}
            for node in fault["nodes"][:3]
        ]


class Server:
    """`boilerclf label` in a process of its own."""

    def __init__(self, *arguments):
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "boilerclf",
                "label",
                "--no-browser",
                "-q",
                *map(str, arguments),
            ],
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.address = self.process.stdout.readline().strip()
        if not self.address:
            self.process.wait()
            raise AssertionError(self.process.stderr.read())

    def kill(self):
        self.process.kill()
        self.process.communicate()

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        _, said = self.process.communicate(timeout=60)
        return self.process.returncode, said


@contextmanager
def servers():
    """Start the labelling page; whatever still runs is killed afterwards."""
    running = []

    def serve(*arguments):
        running.append(Server(*arguments))
        return running[-1]

    yield serve
    for server in running:
        if server.process.poll() is None:
            server.kill()


@pytest.fixture
def serve():
    """Start the labelling page for one test."""
    with servers() as serve:
        yield serve


@pytest.fixture(scope="module")
def serve_all():
    """Start the labelling page for all tests of a file, which change nothing on it."""
    with servers() as serve:
        yield serve


@pytest.fixture(scope="session")
def browser(tmp_path_factory):
    """A headless Chromium, as Debian has it."""
    selenium = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    if not (CHROMIUM and DRIVER):
        pytest.skip("no chromium with chromedriver on this machine")
    options = selenium.ChromeOptions()
    options.binary_location = CHROMIUM
    folder = tmp_path_factory.mktemp("chromium")
    for flag in (
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        "--window-size=1000,800",
        f"--user-data-dir={folder}",
    ):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = selenium.Chrome(options=options, service=selenium.ChromeService(DRIVER))
    yield driver
    driver.quit()


@pytest.fixture
def window(browser):
    """The browser, for files that this program wrote."""
    return Window(browser)


HOSTILE = (
    "<script>window.broken = 1</script>",
    "</style><script>window.broken = 2</script><style>* { display: none }",
    "</script><script>window.broken = 3</script>",
    '"><img src="http://127.0.0.1:9/x.png" onerror="window.broken = 4">',
    "' onmouseover='window.broken = 5' x='",
    "javascript:window.broken = 6",
    '<a href="javascript:window.broken = 7">press me</a>',
    "</div></li></ol></main><h1>Not a heading of this page</h1>",
    "{{ 7 * 7 }} {% include 'x' %} ${7 * 7}",
    "<!-- <b> ]]> &lt;script&gt; &amp;",
    '<link rel="stylesheet" href="http://127.0.0.1:9/x.css">',
    '<iframe src="http://127.0.0.1:9/"></iframe><base href="http://127.0.0.1:9/">',
    "\u202eright to left and never back",
    "\u2067\u2068\u2069\u2069\u2069 isolates that are never opened",
    "a" + "\u0321\u0322\u0334\u0348\u035c\u0489" * 200,
    "x" * 30_000,
    "\x1b[2J\x1b]8;;http://127.0.0.1:9/\x07 \x07 [red]red[/red] \x7f\x9b",
    "\ud800 lone \udfff \ufffe \uffff",
    "=cmd() +1 @SUM $x^2$ \\frac{1}{0}",
)
"""What must be shown as the text it is (the lines of a page of plain text)."""


@pytest.fixture(scope="session")
def hostile_lines():
    """Lines that must be shown as the text they are."""
    return HOSTILE


@pytest.fixture(scope="session")
def hostile_text():
    """A page of plain text that holds them."""
    return "\n".join(
        [
            "The first ferry sailed at nine on Monday morning, and it was full of people.",
            *HOSTILE,
            "Nobody on the quay had seen so many people there before, said the harbour master.",
        ]
    )


@pytest.fixture
def picture(browser, tmp_path):
    """Take a picture of the screen; with BOILERCLF_PICTURES naming a folder, into that."""

    def picture(name):
        folder = Path(os.environ.get("BOILERCLF_PICTURES", tmp_path))
        assert browser.save_screenshot(str(folder / f"{name}.png"))

    return picture


@pytest.fixture
def records():
    """Read a file of labels."""

    def records(path):
        return [json.loads(line) for line in Path(path).read_text("utf-8").splitlines()]

    return records
