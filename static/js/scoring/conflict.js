// Two people wrote the same field: both texts side by side in the question, and a choice. Nothing is replaced
// before somebody has chosen.

import { byId, isTyping, word } from "./page.js";
import { queue } from "./queue.js";
import { knownRow } from "./rows.js";

const FREE_TEXT = /^(note|rationale)$/;

function side(name, text) {
  const term = document.createElement("dt");
  const said = document.createElement("dd");
  term.textContent = name;
  said.textContent = text;
  return [term, said];
}

function sides(row, entry, name) {
  const field = row.field(name);
  const group = document.createElement("div");
  const label = document.createElement("dt");
  label.className = "sides__field";
  label.textContent = field.label();
  group.append(
    label,
    ...side(word("theirs", { name: entry.theirs.saved_by }), field.says(entry.theirs[name])),
    ...side(word("yours"), field.says(entry.values[name])),
  );
  return group;
}

function box(row, entry) {
  const element = byId("conflict-box").content.firstElementChild.cloneNode(true);
  const slot = (name) => element.querySelector(`[data-slot=${name}]`);
  const title = word("conflictTitle", { name: entry.theirs.saved_by, time: entry.theirs.saved_at });
  element.dataset.operation = entry.operation;
  element.setAttribute("aria-label", title);
  slot("title").textContent = title;
  slot("sides").replaceChildren(...entry.clash.map((name) => sides(row, entry, name)));
  element.querySelector("[data-keep=both]").hidden = !entry.clash.every((name) => FREE_TEXT.test(name));
  element.querySelectorAll("[data-keep]").forEach((button) =>
    button.addEventListener("click", () => keep(row, entry.operation, button.dataset.keep)));
  return element;
}

function keep(row, operation, which) {
  const entry = queue.entries.find((other) => other.operation === operation);
  if (!entry) return;
  const chosen = {};
  for (const name of entry.clash) {
    const [theirs, yours] = [entry.theirs[name], entry.values[name]];
    const value = { theirs, mine: yours, both: `${theirs ?? ""}\n${yours ?? ""}`.trim() }[which];
    row.field(name).write(value);
    row.base[name] = theirs;
    if (which !== "theirs") chosen[name] = value;
  }
  row.conflictSlot.replaceChildren();
  row.field(entry.clash[0]).controls[0].focus();
  queue.resolve(operation, chosen);
}

// Shows, renews or takes away the boxes; one that stands and says the same stays untouched.
function show() {
  const open = new Set();
  for (const entry of queue.entries) {
    const row = entry.state === "conflict" ? knownRow(entry.row) : null;
    if (!row) continue;
    open.add(row.conflictSlot);
    const next = box(row, entry);
    const current = row.conflictSlot.firstElementChild;
    if (current?.textContent === next.textContent && current.dataset.operation === entry.operation) continue;
    row.conflictSlot.replaceChildren(next);
    if (!isTyping(document.activeElement)) next.scrollIntoView({ block: "nearest" });
    for (const details of parents(row.conflictSlot)) details.open = true;
  }
  for (const slot of document.querySelectorAll("[id^=conflict-]:not(template)")) {
    if (!open.has(slot) && slot.childElementCount) slot.replaceChildren();
  }
}

function* parents(element) {
  for (let up = element.closest("details"); up; up = up.parentElement.closest("details")) yield up;
}

export function startConflicts() {
  queue.addEventListener("entries", show);
}
