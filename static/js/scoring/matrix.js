// The objects matrix by keys and by clicks: arrows move, y says yes, u no, - not asked; a confirms all of the CRM.

import { announce, isReadOnly, word } from "./page.js";
import { goTo } from "./dims.js";
import { placeOf } from "./rows.js";
import { choose, confirmObjects } from "./saving.js";

const VALUES = { y: true, u: false, "-": null };
const NEXT = new Map([[null, true], [true, false], [false, null]]);
const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const canEdit = (cell) => !isReadOnly && !cell.disabled && cell.getAttribute("aria-disabled") !== "true";

function set(cell, value) {
  if (!canEdit(cell)) return announce(word("readOnly"));
  const { row, field } = placeOf(cell);
  choose(row, field, value);
  announce(`${field.label()}: ${field.says(value)}`);
}

function move(cell, [down, right]) {
  const lines = [...cell.closest("table").querySelectorAll("tr")]
    .map((line) => [...line.querySelectorAll("[data-object]")]).filter((cells) => cells.length);
  const line = lines.findIndex((cells) => cells.includes(cell));
  const place = lines[line].indexOf(cell) + right;
  (lines[line + down] ?? lines[line])[place]?.focus();
}

// True when the key meant the focused cell.
export function matrixKey(event, areOn) {
  const cell = event.target.closest?.("[data-object]");
  if (!cell) return false;
  if (event.key in ARROWS) move(cell, ARROWS[event.key]);
  else if (areOn && event.key in VALUES) set(cell, VALUES[event.key]);
  else if (areOn && event.key === "a") confirm(cell.dataset.object.split("/")[0]);
  else return false;
  return true;
}

export function openMatrix() {
  const cell = document.querySelector("[data-object]");
  if (!cell) return;
  goTo(cell.closest("section[data-dimension]"));
  cell.focus();
  cell.scrollIntoView({ block: "nearest" });
}

function confirm(crm) {
  if (isReadOnly) return announce(word("readOnly"));
  confirmObjects(crm);
}

export function startMatrix() {
  document.addEventListener("click", ({ target }) => {
    const cell = target.closest("[data-object]");
    if (cell) set(cell, NEXT.get(placeOf(cell).field.read()));
    const button = target.closest("[data-action=objects-confirm]");
    if (button) confirm(button.dataset.crm);
  });
}

