// Sorting and searching; the table reads as well without it. Only some rows are laid out at a time, more as the reader
// comes near the end of them: ten thousand would take seconds at each change.
"use strict";
const STEP = 200;
const scroller = document.querySelector(".scroll");
const body = document.querySelector("tbody");
const heads = Array.from(document.querySelectorAll("thead th"));
const found = document.getElementById("found");
const collator = new Intl.Collator(["en", "zh"], { numeric: true });
const all = Array.from(body.rows, row => ({ row, text: row.textContent.toLowerCase() }));
let words = [];
let matching = [];
let shown = 0;
let timer;

function update() {
  matching = all.filter(({ text }) => words.every(word => text.includes(word)));
  found.textContent = words.length ? `${matching.length} of ${all.length}` : "";
  body.replaceChildren();
  shown = 0;
  show(STEP);
}

function show(count) {
  body.append(...matching.slice(shown, shown + count).map(({ row }) => row));
  shown += count;
}

function search(query) {
  words = query.toLowerCase().split(/\s+/).filter(Boolean);
  update();
}

function sort(column) {
  const sign = heads[column].getAttribute("aria-sort") === "ascending" ? -1 : 1;
  heads.forEach(head => head.setAttribute("aria-sort", "none"));
  heads[column].setAttribute("aria-sort", sign > 0 ? "ascending" : "descending");
  const keys = new Map(all.map(({ row }) => [row, row.cells[column].textContent]));
  // Rows that have nothing in the column come last either way.
  all.sort((a, b) => {
    const [one, other] = [keys.get(a.row), keys.get(b.row)];
    return !one - !other || collator.compare(one, other) * sign;
  });
  update();
}

scroller.addEventListener("scroll", () => {
  const left = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
  if (left < scroller.clientHeight && shown < matching.length) show(STEP);
});
addEventListener("beforeprint", () => show(matching.length));
document.getElementById("search").addEventListener("input", event => {
  clearTimeout(timer);
  timer = setTimeout(() => search(event.target.value), 150);
});
heads.forEach((head, column) => head.addEventListener("click", () => sort(column)));
update();
