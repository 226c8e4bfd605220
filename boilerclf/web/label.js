"use strict";
(() => {
  const list = document.getElementById("blocks");
  const blocks = list.children;
  const status = document.getElementById("status");
  const started = performance.now();
  const names = { keep: 1, drop: 0, open: -1 };
  const undone = []; // what each step changed, for undo: [block, label before]
  let here = 0;
  let drag = null;
  const unsaved = new Map(); // labels that the disk does not have yet, by block
  let sent = Promise.resolve();
  let ended = false;

  const label = (number) => blocks[number].classList[0];

  function paint(number, state) {
    const block = blocks[number];
    block.classList.replace(label(number), state);
    block.setAttribute("aria-selected", state === "keep" ? "true" : "false");
  }

  function tell(text, wrong) {
    status.textContent = text;
    status.classList.toggle("wrong", Boolean(wrong));
  }

  async function post(path, body) {
    const answer = await fetch(path, { method: "POST", body: JSON.stringify({ id: list.dataset.page, ...body }) })
      .catch((error) => { throw new Error(`${error.message}. Is the program still running?`); });
    if (answer.ok) return;
    const isOurs = answer.headers.get("content-type") === "application/json";
    throw new Error(isOurs ? (await answer.json()).error : (await answer.text()).slice(0, 200));
  }

  // What failed before goes along.
  async function sendLabels() {
    const labels = [...unsaved];
    if (labels.length) await post("changes", { labels });
    for (const [number, name] of labels) if (unsaved.get(number) === name) unsaved.delete(number);
  }

  // One request after the other, whether or not the one before failed: the disk has them in the order of the keys.
  function next(send) {
    const its = sent.then(send);
    sent = its.then(
      () => { if (!unsaved.size && status.classList.contains("wrong")) tell("Saved"); },
      (error) => tell(`Not saved: ${error.message}`, true),
    );
    return its;
  }

  function change(wanted) {
    const changed = wanted.filter(([number, state]) => label(number) !== state);
    if (!changed.length || ended) return;
    undone.push(changed.map(([number]) => [number, label(number)]));
    for (const [number, state] of changed) paint(number, state);
    save(changed);
  }

  function save(changed) {
    for (const [number, state] of changed) unsaved.set(number, names[state]);
    next(sendLabels);
    tell(changed.length === 1 ? `Block ${changed[0][0] + 1}: ${changed[0][1] === "keep" ? "content" : changed[0][1] === "drop" ? "noise" : "open"}` : `${changed.length} blocks changed`);
  }

  function undo() {
    const before = undone.pop();
    if (!before || ended) return;
    for (const [number, state] of before) paint(number, state);
    move(before[0][0]);
    save(before);
  }

  function move(number) {
    if (number < 0 || number >= blocks.length) return;
    blocks[here].classList.remove("here");
    here = number;
    blocks[here].classList.add("here");
    list.setAttribute("aria-activedescendant", blocks[here].id);
    blocks[here].scrollIntoView({ block: "nearest" });
  }

  const other = (number) => (label(number) === "keep" ? "drop" : "keep");

  function unit() {
    const state = other(here);
    const wanted = [];
    for (let number = 0; number < blocks.length; number++)
      if (blocks[number].dataset.unit === blocks[here].dataset.unit) wanted.push([number, state]);
    change(wanted);
  }

  function end(action) {
    if (ended) return;
    ended = true;
    tell("Saving");
    const seconds = (performance.now() - started) / 1000;
    next(() => sendLabels().then(() => post("finish", { action, seconds }))).then(() => location.reload(), () => { ended = false; });
  }

  const actions = {
    save: () => end("save"),
    accept: () => end("accept"),
    skip: () => end("skip"),
    flip: () => change([[here, other(here)]]),
    unit,
    open: () => change([[here, "open"]]),
    undo,
  };
  const keys = { n: "save", a: "accept", s: "skip", " ": "flip", Enter: "flip", u: "unit", x: "open", z: "undo" };

  function step(by, along) {
    const state = label(here);
    const next = here + by;
    if (next < 0 || next >= blocks.length) return;
    move(next);
    if (along) change([[next, state]]);
  }

  // A letter of another script stands for the Latin one on its key; capitals are as good.
  const keyOf = ({ key, code }) => {
    if (key.length > 1) return key;
    return (key > "~" && /^Key[A-Z]$/.test(code) ? code.slice(3) : key).toLowerCase();
  };

  document.addEventListener("keydown", (event) => {
    const key = keyOf(event);
    const undoing = event.ctrlKey && !event.shiftKey && key === "z";
    if (event.altKey || event.metaKey || (event.ctrlKey && !undoing)) return;
    if (event.target.tagName === "BUTTON" && (key === " " || key === "Enter")) return;
    if (key === "ArrowDown" || key === "j") step(1, event.shiftKey);
    else if (key === "ArrowUp" || key === "k") step(-1, event.shiftKey);
    else if (key === "Home") move(0);
    else if (key === "End") move(blocks.length - 1);
    else if (!keys[key]) return;
    else if (!event.repeat || key === "z") actions[keys[key]](); // held down, one would end pages that nobody saw
    event.preventDefault();
  });

  document.querySelector(".tools").addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) actions[button.dataset.do]();
  });

  const numberOf = (target) => {
    const block = target.closest && target.closest("[role=option]");
    return block ? Number(block.id.slice(1)) : -1;
  };

  list.addEventListener("pointerdown", (event) => {
    const number = numberOf(event.target);
    if (number < 0 || event.button !== 0 || ended) return;
    event.preventDefault();
    list.focus({ preventScroll: true });
    const from = event.shiftKey ? here : number;
    drag = { from, state: event.shiftKey ? label(from) : other(number), before: new Map() };
    reach(number);
  });
  list.addEventListener("pointerover", (event) => {
    const number = numberOf(event.target);
    if (drag && number >= 0) reach(number);
  });
  addEventListener("pointerup", () => {
    if (!drag) return;
    const wanted = [...drag.before.keys()].map((number) => [number, label(number)]);
    for (const [number, state] of drag.before) paint(number, state);
    drag = null;
    change(wanted);
  });
  addEventListener("pointercancel", () => { // a finger that scrolls the page, not one that points
    if (!drag) return;
    for (const [number, state] of drag.before) paint(number, state);
    drag = null;
  });

  // While the pointer is down the blocks from where it began to where it is have one label.
  function reach(number) {
    const [low, high] = [Math.min(drag.from, number), Math.max(drag.from, number)];
    for (const [its, state] of drag.before)
      if (its < low || its > high) { paint(its, state); drag.before.delete(its); }
    for (let its = low; its <= high; its++)
      if (!drag.before.has(its)) { drag.before.set(its, label(its)); paint(its, drag.state); }
    move(number);
  }

  const head = document.querySelector("header");
  const clear = () => { document.documentElement.style.scrollPadding = `${head.offsetHeight + 4}px 0 3rem`; };
  addEventListener("resize", clear);
  clear();
  move(0);
  list.focus({ preventScroll: true });
})();
