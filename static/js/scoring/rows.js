// The rows that are saved: one per question, per dimension's score, per object. Known by the end of their
// address: "answers/sd-1", "proposals/sd-1", "scores/sync-timing", "objects/salesforce/lead".
//
// `base` is what the server last said of each field, `version` the version whose fields are all on the page.

import { cell, fieldsOf } from "./fields.js";
import { byId, escaped } from "./page.js";
import { saveUrl } from "./line.js";
import { same } from "./values.js";
import { seenAfter } from "./entries.js";

const PREFIX = { answers: "q", proposals: "proposal", scores: "score" };

// The element of a row that exists on the page.
function elementOf(key) {
  const [kind, ...rest] = key.split("/");
  const slug = rest.join("/");
  return kind === "objects" ? cellsOf(slug)[0] : byId(`${PREFIX[kind]}-${slug}`);
}

const cellsOf = (object, within = document) => [...within.querySelectorAll(`[data-object="${escaped(object)}"]`)];

class Row {
  constructor(key) {
    const [kind, ...rest] = key.split("/");
    this.key = key;
    this.kind = kind;
    this.slug = rest.join("/");
    this.crm = kind === "objects" ? rest[0] : "";
    const element = this.element;
    this.base = Object.fromEntries(this.fields().map((field) => [field.name, field.read(true)]));
    this.version = Number(element.dataset.version);
    this.hasSecond = Boolean(element.dataset.demoSecond);
    this.held = null;
  }

  get url() { return saveUrl(this.key); }
  get element() { return elementOf(this.key); }
  get saveSlot() {
    if (this.kind === "proposals") return byId(`save-proposal-${this.slug}`);
    return byId(this.crm ? `save-objects-${this.crm}` : `save-${this.slug}`);
  }
  get conflictSlot() {
    const id = {
      answers: `q-${this.slug}`, proposals: `proposal-${this.slug}`, scores: this.slug, objects: `objects-${this.crm}`,
    }[this.kind];
    return byId(`conflict-${id}`);
  }

  // The fields as they stand in the page, or in a newer rendering of the same element.
  fields(element = this.element) {
    if (this.kind !== "objects") return fieldsOf(element);
    const within = element === this.element ? document : element;
    return cellsOf(this.slug, within).map(cell);
  }

  field(name) { return this.fields().find((field) => field.name === name); }

  acknowledge(values, sent, now) {
    for (const [name, value] of Object.entries(values)) if (name in this.base) this.base[name] = value;
    this.version = seenAfter(this.version, sent, now);
    if ("demo_second" in values) this.hasSecond = true;
  }

  // Takes newer values over, but nothing that waits to be sent and nothing that has the focus.
  // What had to be left makes it keep its version, so that a later save of it cannot pass unseen.
  absorb(element, version, pending) {
    if (version <= this.version) return true;
    const current = new Map(this.fields().map((field) => [field.name, field]));
    let isWhole = true;
    for (const theirs of this.fields(element)) {
      const mine = current.get(theirs.name);
      const value = theirs.read(true);
      if (!mine || same(value, mine.read())) this.base[theirs.name] = value;
      else if (pending.has(theirs.name)) isWhole = false;
      else if (mine.isText && mine.controls.includes(document.activeElement)) isWhole = false;
      else {
        mine.write(value);
        this.base[theirs.name] = value;
      }
    }
    this.held = isWhole ? null : { element, version };
    if (isWhole) this.version = version;
    return isWhole;
  }
}

const rows = new Map();

export function rowAt(key) {
  if (!rows.has(key)) rows.set(key, new Row(key));
  return rows.get(key);
}

// The row of an entry, or null when the entry is a request of another kind.
export function knownRow(key) {
  const isRow = /^(answers|proposals|scores|objects\/[^/]+)\/(?!confirm$)/.test(key);
  return isRow && elementOf(key) ? rowAt(key) : null;
}

// The row and field that a control belongs to, or null.
export function placeOf(control) {
  if (control.dataset.object) return named(rowAt(`objects/${control.dataset.object}`), control);
  const proposal = control.closest("[data-proposal]");
  if (proposal) return named(rowAt(`proposals/${proposal.dataset.proposal}`), control);
  const question = control.closest(".q[data-question]");
  if (question) return named(rowAt(`answers/${question.dataset.question}`), control);
  const dimension = control.closest("[id^='score-'][data-dimension]");
  return dimension ? named(rowAt(`scores/${dimension.dataset.dimension}`), control) : null;
}

function named(row, control) {
  const field = row.fields().find((other) => other.controls.includes(control));
  return field ? { row, field } : null;
}

export function rowsOnPage() {
  const questions = [...document.querySelectorAll(".q[data-question]")].map((q) => `answers/${q.dataset.question}`);
  const proposals = [...document.querySelectorAll("[data-proposal]")].map((own) => `proposals/${own.dataset.proposal}`);
  const scores = [...document.querySelectorAll("[id^='score-'][data-dimension]")].map((dim) => `scores/${dim.dataset.dimension}`);
  const objects = new Set([...document.querySelectorAll("[data-object]")].map((cell) => `objects/${cell.dataset.object}`));
  return [...questions, ...proposals, ...scores, ...objects].map(rowAt);
}
