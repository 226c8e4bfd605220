"""A person labels pages, by keys and by mouse, in a real browser: the file equals the clicks."""

from pathlib import Path

import pytest

from boilerclf.corpus import label_records, read_records

selenium = pytest.importorskip("selenium", reason="selenium is not installed")
from selenium.webdriver.common.action_chains import ActionChains  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402
from selenium.webdriver.support.ui import WebDriverWait  # noqa: E402

PAGE = (
    "<h1>Ferry back</h1><p>The ferry sails again on Monday after eleven years.</p>"
    "<div>Share</div><p>Fares are two crowns, dogs half.</p>"
    "<table><tr><td>Child</td><td>1.20</td></tr><tr><td>Dog</td><td>0.60</td></tr></table>"
    "<footer>Imprint</footer>"
)
N_BLOCKS = 9
ADAPT = Path(__file__).parents[3] / "data" / "adapt"


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "ferry.html"
    path.write_text(PAGE, "utf-8")
    return path


def states(browser):
    options = "Array.from(document.querySelectorAll('[role=option]'))"
    names = browser.execute_script(f"return {options}.map((its) => its.classList[0])")
    return [{"keep": "content", "drop": "noise", "open": None}[name] for name in names]


def press(browser, *keys):
    ActionChains(browser, duration=0).send_keys(*keys).perform()


def shift(browser, *keys):
    chain = ActionChains(browser).key_down(Keys.SHIFT)
    for key in keys:
        chain = chain.send_keys(key)
    chain.key_up(Keys.SHIFT).perform()


def block(browser, number):
    return browser.find_element(By.ID, f"b{number}")


def wait(browser, met):
    """Wait until it is met. Most of it takes milliseconds: Selenium's own half second is long."""
    WebDriverWait(browser, 30, poll_frequency=0.02).until(met)


def until(browser, text):
    shown = "return document.body ? document.body.innerText : ''"
    wait(browser, lambda its: text in its.execute_script(shown))


def all_noise(browser):
    """Bring all blocks to noise, so that what follows does not depend on the model."""
    press(browser, Keys.HOME)
    if states(browser)[0] == "content":
        press(browser, " ")
    shift(browser, *[Keys.ARROW_DOWN] * (N_BLOCKS - 1))
    press(browser, Keys.HOME)
    assert states(browser) == ["noise"] * N_BLOCKS


def test_keys_mouse_range_unit_and_undo_come_out_as_they_went_in(
    browser, serve, page, tmp_path, records
):
    out = tmp_path / "labels.jsonl"
    server = serve(page, "--out", out)
    browser.get(server.address)
    all_noise(browser)
    wanted = ["noise"] * N_BLOCKS

    press(browser, " ")  # the first block is content, and the next with it
    shift(browser, Keys.ARROW_DOWN)
    wanted[0:2] = ["content"] * 2
    assert states(browser) == wanted

    block(browser, 3).click()
    wanted[3] = "content"
    assert states(browser) == wanted

    press(browser, Keys.ARROW_DOWN, "u")  # the row of the table
    wanted[4:6] = ["content"] * 2
    assert states(browser) == wanted

    down = ActionChains(browser).move_to_element(block(browser, 6)).click_and_hold()
    down.move_to_element(block(browser, 8)).move_to_element(block(browser, 7)).release().perform()
    wanted[6:8] = ["content"] * 2  # dragged too far, and back
    assert states(browser) == wanted

    redo = ActionChains(browser).key_down(Keys.CONTROL).key_down(Keys.SHIFT).send_keys("z")
    redo.key_up(Keys.SHIFT).key_up(Keys.CONTROL).perform()  # elsewhere the opposite of undoing
    assert states(browser) == wanted

    press(browser, "z")
    wanted[6:8] = ["noise"] * 2
    press(browser, Keys.END, "x")
    wanted[8] = None
    assert states(browser) == wanted

    press(browser, "n")
    until(browser, "All pages are done")
    (record,) = records(out)
    assert [its["label"] for its in record["blocks"]] == wanted
    assert server.stop()[0] == 0
    (labelled,) = label_records(read_records([out]))
    numbers = {"content": 1, "noise": 0, None: -1}
    assert labelled.labels.tolist() == [numbers[its] for its in wanted]


def send_key(browser, key, code, *, repeat=0):
    """Press a key as a keyboard does that writes another script, and hold it."""
    event = {"key": key, "code": code, "text": key}
    for held in [False] + [True] * repeat:
        browser.execute_cdp_cmd(
            "Input.dispatchKeyEvent", {"type": "keyDown", "autoRepeat": held, **event}
        )
    browser.execute_cdp_cmd("Input.dispatchKeyEvent", {"type": "keyUp", **event})


def test_keys_do_the_same_on_keyboards_of_other_scripts_and_as_capitals(
    browser, serve, page, tmp_path, records
):
    out = tmp_path / "labels.jsonl"
    browser.get(serve(page, "--out", out).address)
    all_noise(browser)
    wanted = ["noise"] * N_BLOCKS
    send_key(browser, "ч", "KeyX")  # Russian
    send_key(browser, "ξ", "KeyJ")  # Greek
    send_key(browser, "X", "KeyX")
    wanted[0:2] = [None] * 2
    assert states(browser) == wanted
    send_key(browser, "я", "KeyZ")
    wanted[1] = "noise"
    assert states(browser) == wanted
    send_key(browser, "נ", "KeyN")  # Hebrew
    until(browser, "All pages are done")
    assert [its["label"] for its in records(out)[0]["blocks"]] == wanted


def test_a_key_that_is_held_down_ends_no_page_that_nobody_saw(browser, serve, page, tmp_path):
    other = tmp_path / "second.html"
    other.write_text(PAGE.replace("Ferry", "Boat"), "utf-8")
    browser.get(serve(page, other, "--out", tmp_path / "labels.jsonl").address)
    before = states(browser)
    send_key(browser, " ", "Space", repeat=3)
    assert [old != new for old, new in zip(before, states(browser), strict=True)] == [
        True,
        *[False] * (N_BLOCKS - 1),
    ]
    send_key(browser, "a", "KeyA")
    until(browser, "1 of 2 pages done")
    event = {"type": "keyDown", "key": "a", "code": "KeyA", "text": "a", "autoRepeat": True}
    browser.execute_cdp_cmd("Input.dispatchKeyEvent", event)
    press(browser, "x")
    until(browser, "Block 1: open")


def test_a_finger_that_scrolls_the_page_changes_no_label(browser, serve, tmp_path):
    path = tmp_path / "long.html"
    path.write_text("".join(f"<p>The ferry number {n} sails." for n in range(200)), "utf-8")
    address = serve(path, "--out", tmp_path / "labels.jsonl").address

    def touch(kind, *points):
        where = [{"x": 200, "y": y} for y in points]
        event = {"type": kind, "touchPoints": where}
        browser.execute_cdp_cmd("Input.dispatchTouchEvent", event)

    browser.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": True})
    try:
        browser.get(address)
        before = states(browser)
        touch("touchStart", 600)
        for y in range(590, 300, -15):
            touch("touchMove", y)
        touch("touchEnd")
        wait(browser, lambda its: its.execute_script("return scrollY > 100"))
        assert states(browser) == before
        touch("touchStart", 600)
        touch("touchEnd")
        changed = [old != new for old, new in zip(before, states(browser), strict=True)]
        assert sum(changed) == 1
        until(browser, f"Block {changed.index(True) + 1}: ")
    finally:
        browser.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": False})


def test_a_kill_loses_nothing_and_the_same_command_continues(
    browser, serve, page, tmp_path, records
):
    other = tmp_path / "second.html"
    other.write_text(PAGE.replace("Ferry", "Boat"), "utf-8")
    arguments = (page, other, "--out", tmp_path / "labels.jsonl")
    server = serve(*arguments)
    browser.get(server.address)
    press(browser, "a")
    until(browser, "1 of 2 pages done")
    all_noise(browser)
    press(browser, " ")
    block(browser, 4).click()
    until(browser, "Block 5: content")
    wanted = ["content", *["noise"] * 3, "content", *["noise"] * 4]
    journal = tmp_path / ".labels.jsonl.journal"
    wait(browser, lambda _: records(journal)[-1]["labels"] == [[4, 1]])
    server.kill()

    browser.get(serve(*arguments).address)
    until(browser, "1 of 2 pages done")
    assert states(browser) == wanted
    press(browser, "n")
    until(browser, "All pages are done")
    first, second = records(tmp_path / "labels.jsonl")
    assert [its["label"] for its in second["blocks"]] == wanted
    assert [its["label"] for its in first["blocks"]] == [its["guess"] for its in first["blocks"]]


def test_what_could_not_be_sent_goes_along_with_what_is_sent_next(
    browser, serve, page, tmp_path, records
):
    out = tmp_path / "labels.jsonl"
    browser.get(serve(page, "--out", out).address)
    all_noise(browser)
    browser.execute_script(
        "const real = window.fetch; window.isCut = true;"
        "window.fetch = (...its) => isCut ? Promise.reject(Error('No way')) : real(...its);"
    )
    press(browser, " ")
    until(browser, "Not saved: No way. Is the program still running?")
    press(browser, "n")
    until(browser, "Not saved: No way. Is the program still running?")
    assert out.read_bytes() == b""
    browser.execute_script("window.isCut = false;")
    block(browser, 4).click()
    wanted = ["content", *["noise"] * 3, "content", *["noise"] * 4]
    journal = tmp_path / ".labels.jsonl.journal"
    wait(browser, lambda _: [4, 1] in records(journal)[-1]["labels"])
    assert [0, 1] in records(journal)[-1]["labels"]
    press(browser, "n")
    until(browser, "All pages are done")
    (record,) = records(out)
    assert [its["label"] for its in record["blocks"]] == wanted


def test_a_full_disk_is_told_and_the_same_tab_goes_on(browser, serve, page, records, room):
    out = page.with_name("labels.jsonl")
    server = serve(page, "--out", out)
    browser.get(server.address)
    all_noise(browser)
    with room(out.stat().st_size, server.process.pid):
        block(browser, 2).click()
        until(browser, "Not saved: cannot write")
        until(browser, "labels.jsonl.journal: File too large; make room for it")
    press(browser, "n")
    until(browser, "All pages are done")
    (record,) = records(out)
    wanted = ["noise", "noise", "content", *["noise"] * 6]
    assert [its["label"] for its in record["blocks"]] == wanted


def test_a_skipped_page_is_done_and_has_no_labels(browser, serve, page, tmp_path, records):
    server = serve(page, "--out", tmp_path / "labels.jsonl")
    browser.get(server.address)
    press(browser, "s")
    until(browser, "All pages are done")
    (record,) = records(tmp_path / "labels.jsonl")
    assert {its["label"] for its in record["blocks"]} == {None}


def test_buttons_do_what_keys_do_and_are_reached_by_keys(browser, serve, page, tmp_path, records):
    server = serve(page, "--out", tmp_path / "labels.jsonl")
    browser.get(server.address)
    all_noise(browser)
    buttons = browser.find_elements(By.CSS_SELECTOR, "button")
    assert all(its.text and its.get_attribute("tabindex") is None for its in buttons)
    for name in ("flip", "undo", "flip"):
        browser.find_element(By.CSS_SELECTOR, f"[data-do={name}]").click()
    assert states(browser) == ["content", *["noise"] * (N_BLOCKS - 1)]
    button = browser.find_element(By.CSS_SELECTOR, "[data-do=save]")
    browser.execute_script("arguments[0].focus()", button)
    press(browser, Keys.ENTER)
    until(browser, "All pages are done")
    (record,) = records(tmp_path / "labels.jsonl")
    assert [its["label"] for its in record["blocks"]].count("content") == 1


def test_text_of_a_page_runs_no_script_and_leaves_no_request(browser, serve, tmp_path):
    evil = tmp_path / "evil.txt"
    evil.write_text(
        "<script>document.title = 'taken'</script>\n"
        "<img src=x onerror=\"document.title = 'taken'\">\n"
        "</div></main><h1>Not ours</h1>\n\u202egnp.exe \x1b[31mred\n",
        "utf-8",
    )
    server = serve(evil, "--out", tmp_path / "labels.jsonl")
    browser.get_log("browser")
    browser.get(server.address)
    texts = [its.text for its in browser.find_elements(By.CSS_SELECTOR, "[role=option] span")]
    assert texts[0] == "<script>document.title = 'taken'</script>"
    assert browser.title.startswith("0 of 1 pages done")
    assert len(browser.find_elements(By.TAG_NAME, "h1")) == 1
    assert browser.get_log("browser") == []
    urls = browser.execute_script(
        "return performance.getEntriesByType('resource').map((its) => its.name)"
    )
    assert [its for its in urls if not its.startswith("data:")] == []


def test_five_thousand_blocks_paint_and_answer_at_once(browser, serve, tmp_path):
    long = tmp_path / "long.html"
    lines = (f"<p>Line {n} tells of the ferry and its fares.</p>" for n in range(5000))
    long.write_text("".join(lines), "utf-8")
    server = serve(long, "--out", tmp_path / "labels.jsonl")
    browser.get(server.address)
    paint = browser.execute_async_script(
        "const done = arguments[0];"
        "new PerformanceObserver((list) => done(list.getEntries()[0].startTime))"
        ".observe({type: 'paint', buffered: true});"
    )
    answered = browser.execute_script(
        "const list = document.getElementById('blocks'), took = [];"
        "for (let n = 0; n < 15; n++) {"
        "  const started = performance.now();"
        "  document.dispatchEvent(new KeyboardEvent('keydown', {key: n % 2 ? 'j' : ' '}));"
        "  list.getBoundingClientRect();"  # what the key changed is laid out
        "  took.push(performance.now() - started);"
        "}"
        "return took.sort((a, b) => a - b)[7];"
    )
    assert paint < 1000
    assert answered < 50


def test_contrast_and_names_are_what_wcag_asks_for(browser, serve, page, tmp_path):
    axe = pytest.importorskip("axe_core_python.sync_playwright", reason="axe-core is not installed")
    script = (Path(axe.__file__).parent / "axe.min.js").read_text("utf-8")
    browser.get(serve(page, "--out", tmp_path / "labels.jsonl").address)
    press(browser, " ", Keys.ARROW_DOWN, "x")
    browser.execute_cdp_cmd("Runtime.evaluate", {"expression": script})  # past the page's policy
    found = browser.execute_async_script("axe.run().then(arguments[0])")
    serious = [its for its in found["violations"] if its["impact"] in {"serious", "critical"}]
    assert [(its["id"], its["nodes"][0]["html"]) for its in serious] == []
    assert len(found["passes"]) > 10


def test_the_example_is_labelled_and_the_file_is_the_one_of_the_documentation(
    browser, serve, tmp_path, records, picture
):
    wanted = {
        record["id"]: [its["label"] for its in record["blocks"]]
        for record in records(ADAPT / "labels.jsonl")
    }
    out = tmp_path / "mine.jsonl"
    server = serve(ADAPT / "pages.jsonl", "--out", out)
    browser.get(server.address)
    for number in range(len(wanted)):
        until(browser, f"{number} of {len(wanted)} pages done")
        name = browser.find_element(By.ID, "blocks").get_attribute("data-page")
        press(browser, *runs(states(browser), wanted[name]))
        assert states(browser) == wanted[name]
        if number == 3:
            press(browser, Keys.HOME)
            picture("label")
        press(browser, "n")
    until(browser, "All pages are done")
    made = {record["id"]: [its["label"] for its in record["blocks"]] for record in records(out)}
    assert made == wanted
    assert server.stop()[0] == 0


def runs(shown, wanted):
    """Return the keys that change what is shown into what is wanted, from the first block on."""
    keys = []
    for place, (its, other) in enumerate(zip(shown, wanted, strict=True)):
        keys += [Keys.ARROW_DOWN] if place else []
        keys += [" "] if its != other else []
    return keys
