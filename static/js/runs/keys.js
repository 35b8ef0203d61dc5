// Single keys. Off while typing and with a modifier held, and a switch turns them off for good.

import { announce, byId, csrfToken, isModified, isTyping, word } from "../shared/page.js";
import { current, focusOn, mark, open, row, step, toggle } from "./items.js";

const facts = byId("run").dataset;
let areOn = facts.keys !== "off";

// The item that a key is about; one that the person may not write says so.
function writable() {
  const item = current();
  if (!item) announce(word("noItem"));
  else if (!row(item).dataset.save) announce(word("notYours"));
  else return item;
  return null;
}

function give(result) {
  const item = writable();
  if (!item) return;
  mark(item);
  const { save, status, version } = row(item).dataset;
  const values = { status: result, was: status, version };
  const target = `#said-${item.dataset.item}`;
  window.htmx.ajax("POST", save, { source: item, target, swap: "innerHTML", values });
}

async function choose(result) {
  const item = writable();
  if (!item) return;
  const opened = await open(item, result);
  if (result === "n/a") opened.querySelector("textarea[name=note]").focus();
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  o: () => current() && toggle(current()),
  Enter: () => current() && toggle(current()),
  p: () => give("pass"),
  b: () => give("blocked"),
  f: () => choose("fail"),
  a: () => choose("n/a"),
  u: () => byId("undo")?.click(),
  x: () => current()?.querySelector("input[name=items]")?.click(),
  "?": () => byId("keys").showModal(),
};

// Enter belongs to the link, button or summary that has the focus.
const isTaken = ({ key, target }) => key === "Enter" && target.closest("a, button, summary, label, input");

function onKey(event) {
  if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
  if (isTyping(event.target)) return event.key === "Escape" ? leaveField(event) : undefined;
  if (isModified(event) || event.repeat || !areOn || !(event.key in KEYS) || isTaken(event)) return;
  event.preventDefault();
  KEYS[event.key]();
}

// Escape leads out of a field, back to where keys work.
function leaveField({ target }) {
  const item = target.closest("li[data-item]");
  target.blur();
  if (item) focusOn(item);
}

async function turn(checkbox) {
  areOn = checkbox.checked;
  const body = new URLSearchParams(areOn ? { has_keys: "on" } : {});
  const headers = { "X-CSRFToken": csrfToken() };
  const kept = await fetch(facts.keysUrl, { method: "POST", headers, body }).catch(() => null);
  announce(word(kept?.ok ? (areOn ? "keysOn" : "keysOff") : "keysNotKept"));
}

export function startKeys() {
  document.addEventListener("focusin", ({ target }) => {
    const item = target.closest("li[data-item]");
    if (item) mark(item);
  });
  const toggleKeys = byId("keys-switch");
  if (!toggleKeys) return;
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", ({ target }) => target.closest("[data-close]")?.closest("dialog").close());
  toggleKeys.checked = areOn;
  toggleKeys.addEventListener("change", () => turn(toggleKeys));
}
