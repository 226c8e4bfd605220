"""The labelling page, running, and a browser to use it with."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
DRIVER = shutil.which("chromedriver")


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


@pytest.fixture
def serve():
    """Start the labelling page; whatever still runs is killed afterwards."""
    running = []

    def serve(*arguments):
        running.append(Server(*arguments))
        return running[-1]

    yield serve
    for server in running:
        if server.process.poll() is None:
            server.kill()


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
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = selenium.Chrome(options=options, service=selenium.ChromeService(DRIVER))
    yield driver
    driver.quit()


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
