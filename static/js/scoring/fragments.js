// Takes in what the server sends: small fragments at once, rows with fields only as far as nobody is typing there.

import { facts, isTyping, word } from "./page.js";
import { queue } from "./queue.js";
import { knownRow, placeOf, rowAt } from "./rows.js";
import { parse, replace } from "./swap.js";
import { say } from "./status.js";

const listeners = [];
export const onSwap = (listener) => listeners.push(listener);

export const pendingOf = (key) => new Set(queue.of(key).flatMap((entry) => Object.keys(entry.values)));

export function take(html, { fromPoll = false } = {}) {
  for (const next of parse(html)) {
    const current = document.getElementById(next.id);
    if (!current || current.isEqualNode(next)) continue;
    if (next.matches(".q[data-question]")) takeQuestion(next.dataset.question, current, next, fromPoll);
    else if (next.id.startsWith("score-")) takeRow(`scores/${next.dataset.dimension}`, current, next, fromPoll);
    else takeFragment(current, next);
  }
  listeners.forEach((listener) => listener());
}

// A question's card holds two rows: the answer, and in a panel one's own proposal.
function takeQuestion(slug, current, next, fromPoll) {
  const key = `proposals/${slug}`;
  const own = next.querySelector("[data-proposal]");
  const isThere = own && knownRow(key);
  if (isThere) rowAt(key).absorb(own, Number(own.dataset.version), pendingOf(key));
  takeRow(`answers/${slug}`, current, next, fromPoll);
  if (!isThere) return;
  if (current.isConnected) takeRights(current, next);
  overlay(key);
}

// Who may write verdicts follows the demo also where a card must wait because somebody is typing in it.
function takeRights(current, next) {
  const gates = (card) => [...card.querySelectorAll(":scope > .q__ans fieldset, [data-field=is_vague], [data-proposal]")];
  const theirs = gates(next);
  gates(current).forEach((gate, index) => {
    gate.toggleAttribute("disabled", theirs[index].hasAttribute("disabled"));
    gate.hidden = theirs[index].hidden;
  });
}

function takeFragment(current, next) {
  const objects = [...new Set([...next.querySelectorAll("[data-object]")].map((cell) => cell.dataset.object))];
  for (const object of objects) {
    const row = rowAt(`objects/${object}`);
    row.absorb(next, newest(next, object), pendingOf(row.key));
  }
  replace(current, next);
  objects.forEach((object) => overlay(`objects/${object}`));
  if (objects.length && pendingConfirm(objects[0].split("/")[0])) overlayConfirmed(objects[0].split("/")[0]);
}

const pendingConfirm = (crm) => queue.of(`objects/${crm}/confirm`).some((entry) => entry.state === "waiting");

const newest = (within, object) =>
  Number(within.querySelector(`[data-object="${CSS.escape(object)}"]`).dataset.version);

function takeRow(key, current, next, fromPoll) {
  const row = rowAt(key);
  const version = Number(next.dataset.version);
  if (version < row.version) return;
  const isOthers = fromPoll && version > row.version && next.dataset.saver !== facts.user;
  const pending = pendingOf(key);
  const active = document.activeElement;
  const isFree = !pending.size && !(current.contains(active) && isTyping(active));
  row.absorb(next, version, pending);
  if (isFree && replace(current, next)) row.held = null;
  row.hasSecond ||= Boolean(next.dataset.demoSecond);
  if (isOthers) say(row.saveSlot, "person", word("changedBy", { name: next.dataset.saverName }));
}

// Whoever leaves a field gives way to what had to wait for it.
export function release(row) {
  if (!row.held) return;
  const { element, version } = row.held;
  row.absorb(element, version, pendingOf(row.key));
}

// What waits on this device stands in the fields, whatever the server rendered.
export function overlay(key) {
  const [, confirmed] = key.match(/^objects\/([^/]+)\/confirm$/) ?? [];
  if (confirmed) return overlayConfirmed(confirmed);
  const row = knownRow(key);
  if (!row) return;
  const waiting = Object.assign({}, ...queue.of(key).map((entry) => entry.values));
  for (const field of row.fields()) {
    const isOpen = field.isText && field.controls.includes(document.activeElement);
    if (field.name in waiting && !isOpen) field.write(waiting[field.name]);
  }
}

// "All confirmed" waits to be sent: whatever nobody has asked shows as confirmed already.
export function overlayConfirmed(crm) {
  for (const button of document.querySelectorAll(`[data-object^="${CSS.escape(crm)}/"]`)) {
    const { field } = placeOf(button);
    if (field.read() === null) field.write(true);
  }
}
