"use strict";
document.documentElement.classList.add("js");

const blocks = Array.from(document.querySelectorAll(".block"));
const decided = new Map(blocks.map((block) => [block, block.classList.contains("kept")]));
const isKept = (block) => block.classList.contains("kept");

// Reasons: a tap or the mark opens them, Escape closes them, arrow keys go from mark to mark.
function move(mark, step) {
  const marks = Array.from(document.querySelectorAll(".mark")).filter((one) => one.offsetParent);
  const next = marks[marks.indexOf(mark) + step];
  if (next) next.focus();
}

for (const block of blocks) {
  const mark = block.querySelector(".mark");
  const toggle = () => {
    block.classList.remove("away");
    mark.setAttribute("aria-expanded", String(mark.getAttribute("aria-expanded") !== "true"));
  };
  mark.addEventListener("click", toggle);
  block.querySelector(".text").addEventListener("click", () => {
    if (!String(document.getSelection())) toggle();
  });
  block.addEventListener("mouseleave", () => block.classList.remove("away"));
  mark.addEventListener("blur", () => block.classList.remove("away"));
  mark.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") move(mark, 1);
    else if (event.key === "ArrowUp") move(mark, -1);
    else if (event.key === "Escape") {
      mark.setAttribute("aria-expanded", "false");
      block.classList.add("away");
    } else return;
    event.preventDefault();
  });
}

// The filter, and the slider that shows what another threshold would keep.
const controls = document.getElementById("controls");
if (controls) {
  const slider = document.getElementById("threshold");
  const value = document.getElementById("value");
  const summary = document.getElementById("summary");
  const count = (chosen) => chosen.reduce((sum, block) => sum + Number(block.dataset.words), 0);
  const shows = {
    all: () => true,
    kept: isKept,
    dropped: (block) => !isKept(block),
    unsure: (block) => "unsure" in block.dataset,
    hidden: (block) => "hidden" in block.dataset,
  };

  const label = (block, kept) => {
    block.classList.toggle("kept", kept);
    block.classList.toggle("dropped", !kept);
    block.classList.toggle("changed", kept !== decided.get(block));
    block.querySelector(".label").textContent = kept ? "kept" : "dropped";
  };

  const show = () => {
    const wanted = shows[controls.elements.show.value];
    for (const block of blocks) block.hidden = !wanted(block);
    const kept = blocks.filter(isKept);
    const changed = blocks.filter((block) => block.classList.contains("changed"));
    const others = changed.length ? `, ${changed.length} of them or of the others changed` : "";
    summary.textContent =
      `Keeps ${kept.length} of ${blocks.length} blocks, ${count(kept)} of ${count(blocks)} words` +
      `${others}. Shows ${blocks.filter((block) => !block.hidden).length} blocks.`;
  };

  slider.addEventListener("input", () => {
    const threshold = Number(slider.value);
    value.textContent = threshold.toFixed(2);
    for (const block of blocks) label(block, Number(block.dataset.probability) >= threshold);
    show();
  });
  for (const choice of controls.elements.show) choice.addEventListener("change", show);
  controls.addEventListener("submit", (event) => event.preventDefault());
  controls.querySelector("[type=reset]").addEventListener("click", (event) => {
    event.preventDefault();
    controls.reset(); // at once: left to the browser, it would come after this
    value.textContent = "as decided";
    for (const block of blocks) label(block, decided.get(block));
    show();
  });
  show();
}
