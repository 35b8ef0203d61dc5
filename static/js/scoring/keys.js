// Single keys. Off while typing and with a modifier held, and a switch turns them off for good.

import { currentDimension, step, title } from "./dims.js";
import { openDialog } from "./dialogs.js";
import { matrixKey, openMatrix } from "./matrix.js";
import { announce, facts, headers, isModified, isReadOnly, isTyping, word } from "./page.js";
import { current, focusOn, mark, openPart, stepQuestion } from "./questions.js";
import { knownRow, rowAt } from "./rows.js";
import { choose } from "./saving.js";

let areOn = facts.keys !== "off";

const isOpen = (control) => !control.matches(":disabled, [aria-disabled=true]");
const canEdit = (field) => field && !isReadOnly && isOpen(field.controls[0]);

function givePoints(points) {
  const section = currentDimension();
  const row = rowAt(`scores/${section.dataset.dimension}`);
  const field = row.field("points");
  if (!canEdit(field)) return announce(word("readOnly"));
  choose(row, field, points);
  const said = points === null ? "cleared" : "gave";
  announce(word(said, { dimension: title(section), points }));
}

function abstain() {
  const section = currentDimension();
  const row = rowAt(`scores/${section.dataset.dimension}`);
  const field = row.field("is_abstained");
  if (!canEdit(field)) return announce(word("readOnly"));
  choose(row, field, !field.read());
  announce(word(field.read() ? "abstained" : "judges", { dimension: title(section) }));
}

// The answer, or while somebody else records the demo one's own proposal.
function rowOf(question, name) {
  const answer = rowAt(`answers/${question.dataset.question}`);
  return canEdit(answer.field(name)) ? answer : knownRow(`proposals/${question.dataset.question}`) ?? answer;
}

// To the next choice of the current question's verdict or proof; after the last comes none.
function stepChoice(name) {
  const question = current();
  if (!question) return;
  const row = rowOf(question, name);
  const field = row.field(name);
  if (!canEdit(field)) return announce(word("readOnly"));
  const values = ["", ...field.controls.map((control) => control.value).filter(Boolean)];
  const next = values[(values.indexOf(field.read() ?? "") + 1) % values.length];
  choose(row, field, next);
  mark(question);
  if (!question.contains(document.activeElement) || name === "verdict") focusOn(question);
  announce(`${question.dataset.question.toUpperCase()}, ${field.label()}: ${field.says(next)}`);
}

function stepDimension(by) {
  if (!step(by)) return announce(word("noFurther"));
  const question = current();
  if (question) focusOn(question);
  announce(title(currentDimension()));
}

const KEYS = {
  x: () => givePoints(null),
  a: abstain,
  j: () => stepQuestion(1),
  k: () => stepQuestion(-1),
  "[": () => stepDimension(-1),
  "]": () => stepDimension(1),
  v: () => stepChoice("verdict"),
  p: () => stepChoice("proof"),
  e: () => openPart("[data-action=evidence-choose]"),
  n: () => openPart("[data-field=note]"),
  r: () => currentDimension().querySelector("[data-field=rationale]")?.focus(),
  m: openMatrix,
  "/": () => openDialog("finder"),
  c: () => openDialog("capture"),
  "?": () => openDialog("keys"),
};
for (let points = 0; points <= 5; points += 1) KEYS[points] = () => givePoints(points);

function onKey(event) {
  if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
  if (isTyping(event.target)) return event.key === "Escape" ? leaveField(event) : undefined;
  if (isModified(event)) return;
  if (matrixKey(event, areOn)) return event.preventDefault();
  if (!areOn || !(event.key in KEYS) || event.repeat) return;
  event.preventDefault();
  KEYS[event.key]();
}

// Escape leads out of a text, back to where keys work.
function leaveField(event) {
  const question = event.target.closest(".q[data-question]");
  event.target.blur();
  if (question) focusOn(question);
  else currentDimension().querySelector("h2").focus({ preventScroll: true });
}

async function turn(checkbox) {
  areOn = checkbox.checked;
  const body = new URLSearchParams(areOn ? { has_keys: "on" } : {});
  const kept = await fetch(facts.keysUrl, { method: "POST", headers: headers(), body }).catch(() => null);
  announce(word(kept?.ok ? (areOn ? "keysOn" : "keysOff") : "keysNotKept"));
}

export function startKeys() {
  document.addEventListener("keydown", onKey);
  const toggle = document.getElementById("keys-switch");
  toggle.checked = areOn;
  toggle.addEventListener("change", () => turn(toggle));
}
