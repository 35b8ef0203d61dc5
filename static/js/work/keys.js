// Single keys. Off while typing and with a modifier held, and a switch turns them off for good.

import { announce, byId, csrfToken, isModified, isTyping, word } from "../shared/page.js";
import { current, focusOn, list, step } from "./list.js";

const press = (name, within = current()) => within?.querySelector(`[data-do=${name}]`)?.click();

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  p: () => press("pass"),
  f: () => press("fail"),
  u: () => (byId("undo") ?? byId("work-said").querySelector("[data-do=undo]"))?.click(),
  o: () => current()?.querySelector(".t").click(),
  "?": () => byId("keys").showModal(),
};

function onKey(event) {
  if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
  if (isTyping(event.target)) return event.key === "Escape" ? leaveField(event) : undefined;
  if (isModified(event) || event.repeat || list.dataset.keys === "off" || !(event.key in KEYS)) return;
  event.preventDefault();
  KEYS[event.key]();
}

// Escape leads out of a field, back to where keys work.
function leaveField({ target }) {
  const line = target.closest(".task");
  target.blur();
  if (line) focusOn(line);
}

async function turn(checkbox) {
  const are = checkbox.checked ? "on" : "off";
  list.dataset.keys = are;
  const body = new URLSearchParams(checkbox.checked ? { has_keys: "on" } : {});
  const headers = { "X-CSRFToken": csrfToken() };
  const kept = await fetch(list.dataset.keysUrl, { method: "POST", headers, body }).catch(() => null);
  announce(word(kept?.ok ? (are === "on" ? "keysOn" : "keysOff") : "keysNotKept"));
}

export function startKeys() {
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", ({ target }) => {
    if (target.closest("[data-open=keys]")) byId("keys").showModal();
    if (target.closest("[data-close]")) target.closest("dialog").close();
  });
  byId("keys-switch").addEventListener("change", ({ target }) => turn(target));
}
