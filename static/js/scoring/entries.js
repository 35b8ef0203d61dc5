// The rules of the queue as pure functions: entries in, entries to put and to remove out.
//
// An entry is {operation, seq, row, url, kind, values, base, version, after, state, tried, at}.
// `version` is the newest version of the row of which this device has seen every field concerned: a save never
// overwrites what its author could not have seen. `base` holds what the fields were before the edit.
// An entry that was `tried` may have been committed without our knowing, so it is sent again unchanged under its
// operation id; later edits of the row go into a follower (`after`) that waits for its answer.

import { clashes, pick, uuid } from "./values.js";

const least = (a, b) => (a == null ? b : b == null ? a : Math.min(a, b));
const followers = (entries, entry) => entries.filter((other) => other.after === entry.operation);

export const nextSeq = (entries) => Math.max(0, ...entries.map((entry) => entry.seq)) + 1;

const fresh = (entry) => ({
  ...entry, operation: uuid(), state: "waiting", tried: false, problem: null, tries: 0,
});

export function edited(entries, { row, url, values, base, version, at, behind }) {
  const ofRow = entries.filter((entry) => entry.row === row);
  const last = ofRow.at(-1);
  const seq = nextSeq(entries);
  if (last && !(last.tried && last.state === "waiting")) return merged(last, { values, base, version, at });
  const known = Object.assign({}, ...ofRow.map((entry) => entry.values));
  const before = Object.fromEntries(
    Object.keys(values).map((name) => [name, name in known ? known[name] : base[name]]));
  const first = last ?? entries.find((entry) => entry.row === behind);
  const after = first?.operation ?? null;
  const entry = fresh({ seq, row, url, kind: "row", values, base: before, version, at, after });
  return { put: [entry], result: entry };
}

// Into an entry that nobody has sent, or that was refused or met a conflict.
function merged(last, { values, base, version, at }) {
  const entry = {
    ...last, at,
    values: { ...last.values, ...values },
    base: { ...base, ...last.base },
    version: least(last.version, version),
  };
  if (last.state !== "refused") return { put: [entry], result: entry };
  const again = fresh(entry);
  return { put: [again], remove: [last.operation], result: again };
}

// A request without a row to compare: a captured line, "all confirmed", a file.
export function posted(entries, { row, url, values, kind = "post", at, after = null }) {
  const seq = nextSeq(entries);
  const entry = fresh({ seq, row, url, kind, values, base: {}, version: null, at, after });
  return { put: [entry], result: entry };
}

// The next to send: oldest first, one at a time in a lane, never past an open conflict of its row.
export function claimed(entries, lane, isDue) {
  const stuck = new Set(entries.filter((entry) => entry.state === "conflict").map((entry) => entry.row));
  const next = entries.find((entry) =>
    lane(entry) && entry.state === "waiting" && !entry.after && !stuck.has(entry.row) && isDue(entry));
  if (!next) return { result: null };
  const entry = { ...next, tried: true };
  return { put: [entry], result: entry };
}

// Saved as version `now`. Whoever waits for it goes on from there, unless somebody else wrote in between:
// then its older version makes the server say so, and the fields are compared.
// After a request that changed several rows, `seen(row)` tells what the page shows of each now.
export function saved(entries, entry, now, seen) {
  const put = followers(entries, entry).map((next) => ({
    ...next, after: null, version: seenAfter(next.version, entry.version, now),
    ...(entry.kind === "post" && seen ? seen(next) : {}),
  }));
  return { put, remove: [entry.operation] };
}

export const seenAfter = (seen, sent, now) =>
  now != null && sent != null && now === sent + 1 && seen >= sent ? now : seen;

// Somebody else wrote first. Without a clash the edit goes again by itself; else it waits for a choice.
export function conflicted(entries, entry, { theirs, version }) {
  const next = followers(entries, entry);
  const values = Object.assign({}, entry.values, ...next.map((other) => other.values));
  const base = Object.assign({}, ...next.map((other) => other.base), entry.base);
  const whole = { ...entry, values, base, tried: false };
  const remove = next.map((other) => other.operation);
  const put = relinked(entries, remove, entry.operation);
  // The answer tells only of the fields that were sent: with the old version it tells of all.
  if (Object.keys(values).some((name) => !(name in entry.values))) return { put: [whole, ...put], remove };
  const held = pick(theirs, Object.keys(values));
  const clash = clashes(whole, held);
  const settled = clash.length
    ? { state: "conflict", server: version, clash, theirs: { ...held, saved_by: theirs.saved_by, saved_at: theirs.saved_at_text ?? theirs.saved_at } }
    : { version, base: held };
  return { put: [{ ...whole, ...settled }, ...put], remove, result: clash };
}

const relinked = (entries, gone, to) =>
  entries.filter((entry) => gone.includes(entry.after)).map((entry) => ({ ...entry, after: to }));

// `chosen` are the clashing fields' values to keep; leaving one out keeps theirs.
export function resolved(entries, operation, chosen) {
  const entry = entries.find((other) => other.operation === operation);
  if (!entry || entry.state !== "conflict") return {};
  const values = { ...entry.values };
  entry.clash.forEach((name) => delete values[name]);
  Object.assign(values, chosen);
  const kept = Object.keys(values).filter((name) => name !== "demo_second");
  if (!kept.length) return saved(entries, entry, entry.server);
  const { saved_by, saved_at, ...theirs } = entry.theirs;
  const isWhole = Object.keys(values).every((name) => name in theirs);
  const again = fresh({
    ...entry, values, base: { ...entry.base, ...theirs },
    version: isWhole ? entry.server : entry.version, theirs: null, clash: null, server: null,
  });
  return { put: [again, ...relinked(entries, [operation], again.operation)], remove: [operation] };
}

export function refused(entries, entry, problem) {
  const freed = followers(entries, entry).map((next) => ({ ...next, after: null }));
  return { put: [{ ...entry, state: "refused", tried: false, problem }, ...freed] };
}

// The line was lost: maybe it arrived, maybe not, so it stays as it is.
export function unsent(entries, entry) {
  return { put: [{ ...entry, tries: (entry.tries ?? 0) + 1 }] };
}

export function dropped(entries, operation) {
  const entry = entries.find((other) => other.operation === operation);
  if (!entry) return {};
  return { put: followers(entries, entry).map((next) => ({ ...next, after: null })), remove: [operation] };
}

export function retried(entries, operation) {
  const entry = entries.find((other) => other.operation === operation);
  if (!entry) return {};
  const again = fresh(entry);
  return { put: [again, ...relinked(entries, [operation], again.operation)], remove: [operation], result: again };
}
