// Every field saves by itself: choices at once, text when the typing rests; on the device first, then at the server.

import { overlay, overlayConfirmed, release, take } from "./fragments.js";
import { isReadOnly } from "./page.js";
import { noteOwnChange } from "./poll.js";
import { queue } from "./queue.js";
import { knownRow, placeOf, rowAt, rowsOnPage } from "./rows.js";
import { saveUrl } from "./line.js";
import { paintPage, paintRows, paintSaved } from "./status.js";
import { demoSecond } from "./timer.js";
import { same } from "./values.js";

const STAMPED = new Set(["verdict", "points"]);
const UNSTAMPED = new Set(["objects", "proposals"]);

// The minute belongs to the answer: the first word about it, or a new verdict or points.
function stamp(row, name) {
  const second = demoSecond();
  if (second === null || UNSTAMPED.has(row.kind) || (row.hasSecond && !STAMPED.has(name))) return {};
  return { demo_second: second };
}

// A verdict and "no specific answer" exclude each other, as do points and an abstention: the newer word wins.
function consequences(row, name, value) {
  const clear = (other, blank) => {
    const field = row.field(other);
    if (!field || same(field.read(), blank)) return {};
    field.write(blank);
    return { [other]: blank };
  };
  if (name === "verdict" && value) return clear("is_vague", false);
  if (name === "is_vague" && value) return clear("verdict", "");
  if (name === "points") return clear("is_abstained", false);
  if (name === "is_abstained" && value) return clear("points", null);
  return {};
}

export function save(row, field, { typing = false } = {}) {
  const value = field.read();
  const values = { [field.name]: value, ...consequences(row, field.name, value), ...stamp(row, field.name) };
  const base = Object.fromEntries(Object.keys(values).map((name) => [name, row.base[name] ?? null]));
  const behind = row.crm ? `objects/${row.crm}/confirm` : undefined;
  const edit = { row: row.key, url: row.url, values, base, version: row.version, behind };
  return queue.edit(edit, { typing });
}

// Chooses a value as a click would, from a key or a button.
export function choose(row, field, value) {
  field.write(value);
  document.dispatchEvent(new CustomEvent("scoring:chosen", { detail: { row, field, value } }));
  return save(row, field);
}

export function confirmObjects(crm) {
  const row = `objects/${crm}/confirm`;
  overlayConfirmed(crm);
  return queue.post({ row, url: saveUrl(row), values: {} });
}

function onTyping(event) {
  const place = placeOf(event.target);
  if (place?.field.isText) save(place.row, place.field, { typing: true });
}

function onChoice(event) {
  const place = placeOf(event.target);
  if (!place) return;
  if (place.field.isText && event.target.tagName !== "SELECT") return queue.rested();
  document.dispatchEvent(new CustomEvent("scoring:chosen", { detail: place }));
  save(place.row, place.field);
}

function onLeaving(event) {
  const place = placeOf(event.target);
  if (!place) return;
  if (place.field.isText) queue.rested();
  release(place.row);
}

function onSaved({ detail }) {
  const { entry, version, html, change, savedAt } = detail;
  const row = knownRow(entry.row);
  row?.acknowledge(entry.values, entry.version, version);
  take(html);
  const isUpToDate = !row || version === null || row.version === version;
  if (change && isUpToDate && entry.kind === "row") noteOwnChange(change);
  paintSaved(detail);
}

// A refused "all confirmed" leaves no cell that says yes.
function onRefused({ detail: { entry } }) {
  const [, crm] = entry.row.match(/^objects\/([^/]+)\/confirm$/) ?? [];
  if (!crm) return;
  for (const button of document.querySelectorAll(`[data-object^="${CSS.escape(crm)}/"]`)) {
    const { row, field } = placeOf(button);
    if (!queue.of(row.key).length) field.write(row.base[field.name]);
  }
}

// What the page shows of a row once a request that changed several rows has been answered.
function seen(entry) {
  const row = rowAt(entry.row);
  return { version: row.version, base: { ...entry.base, ...row.base } };
}

export function startSaving() {
  queue.seen = seen;
  queue.addEventListener("saved", onSaved);
  queue.addEventListener("refused", onRefused);
  queue.addEventListener("entries", ({ detail }) => {
    if (detail.fromElsewhere) new Set(queue.entries.map((entry) => entry.row)).forEach(overlay);
    paintRows();
    paintPage();
  });
  // A browser that brings form contents back after a reload must not pass them for the server's.
  for (const row of rowsOnPage()) row.fields().forEach((field) => field.write(row.base[field.name]));
  if (isReadOnly) return;
  document.addEventListener("input", onTyping);
  document.addEventListener("change", onChoice);
  document.addEventListener("focusout", onLeaving);
  document.addEventListener("visibilitychange", () => document.hidden && queue.rested());
  window.addEventListener("beforeunload", (event) => queue.isAtRisk && event.preventDefault());
}
