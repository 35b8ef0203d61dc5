// Every state of saving, in words: beside the field, and one line for the page.

import { line } from "./line.js";
import { byId, counted, icon, timeOfDay, word } from "./page.js";
import { queue } from "./queue.js";
import { knownRow } from "./rows.js";

const LOOK = {
  ok: ["check", "save--ok"],
  local: ["device", "save--local"],
  offline: ["offline", "save--offline"],
  trouble: ["tri", "save--offline"],
  busy: ["cloud", ""],
  person: ["person", ""],
};

export function say(slot, kind, text) {
  if (!slot || (slot.textContent === text && slot.dataset.state === kind)) return;
  const [name, look] = LOOK[kind];
  slot.dataset.state = kind;
  slot.classList.remove("save--ok", "save--local", "save--offline");
  if (look) slot.classList.add(look);
  slot.replaceChildren(icon(name), document.createTextNode(text));
}

export const isAway = () => !line.isOk || queue.isHeldUp;
const keptAt = (entry) => word("kept", { time: timeOfDay(new Date(entry.at)) });

// The words for one entry that the server has not taken yet.
export function stateOf(entry) {
  if (entry.state === "conflict") return ["trouble", word("conflict", { name: entry.theirs.saved_by })];
  if (entry.state === "refused") return ["trouble", word("refused", { reason: reasonOf(entry) })];
  if (queue.isAtRisk) return ["trouble", word("unkept")];
  return isAway() ? ["local", keptAt(entry)] : ["busy", word("saving")];
}

export function reasonOf({ problem }) {
  const fields = Object.values(problem?.errors ?? {}).flat();
  return fields.join(" ") || problem?.detail || word("unknown", { status: problem?.status ?? "" });
}

const WORST = ["trouble", "local", "busy"];

export function slotOf(key) {
  const row = knownRow(key);
  if (row) return row.saveSlot;
  const [kind, crm] = key.split("/");
  return kind === "objects" ? byId(`save-objects-${crm}`) : kind === "captures" ? byId("save-captures") : null;
}

export function paintRows() {
  const worst = new Map();
  for (const entry of queue.entries) {
    const slot = slotOf(entry.row);
    const state = stateOf(entry);
    const known = worst.get(slot);
    if (slot && (!known || WORST.indexOf(state[0]) < WORST.indexOf(known[0]))) worst.set(slot, state);
  }
  worst.forEach(([kind, text], slot) => say(slot, kind, text));
}

export function paintSaved({ entry, savedAt }) {
  const slot = slotOf(entry.row);
  const isMoreToCome = queue.entries.some((other) => other.operation !== entry.operation && slotOf(other.row) === slot);
  if (!isMoreToCome) say(slot, "ok", word("saved", { time: savedAt ?? timeOfDay() }));
}

// What was discarded leaves no "refused" behind.
export function clear(key) {
  const slot = slotOf(key);
  if (!slot || queue.of(key).length) return;
  delete slot.dataset.state;
  slot.replaceChildren();
}

function pageState() {
  const count = (state) => queue.entries.filter((entry) => entry.state === state).length;
  const [waiting, refused, conflicts] = ["waiting", "refused", "conflict"].map(count);
  if (queue.isAtRisk) return ["trouble", counted("unkept", waiting)];
  if (line.state === "signed-out") return ["offline", waiting ? counted("signedOut", waiting) : word("signedOut")];
  if (isAway()) return ["offline", waiting ? counted("offline", waiting) : word("offline")];
  if (conflicts) return ["trouble", counted("conflicts", conflicts)];
  if (refused) return ["trouble", counted("refused", refused)];
  return waiting ? ["busy", word("saving")] : ["ok", word("allSaved")];
}

export function paintPage() {
  say(byId("net"), ...pageState());
}
