// My work: counts that follow what was passed, and single keys.

const list = document.getElementById("work");
const shown = (within = list) => [...within.querySelectorAll(".task:not([hidden])")];

function recount() {
  const say = (name, number, within = document) => {
    within.querySelector(`[data-count=${name}]`).textContent = number;
  };
  for (const section of list.querySelectorAll("section")) {
    const rows = shown(section).length;
    say("section", rows, section);
    section.hidden = rows === 0;
  }
  say("all", shown().length);
  say("late", shown().filter((row) => row.querySelector(".is-late")).length);
  document.getElementById("work-empty").hidden = shown().length > 0;
}

// The line that keys work on: where the focus is, else where it was last.
let last = null;
list.addEventListener("focusin", ({ target }) => { last = target.closest(".task") ?? last; });
const current = () => document.activeElement.closest?.(".task") ?? (last?.isConnected ? last : null);

function focusOn(row) {
  const target = row?.querySelector(".t") ?? document.getElementById("work-h");
  target.focus();
}

// By place among all lines, also the hidden ones: a line that was just passed keeps its place.
function neighbour(row, by) {
  const all = [...list.querySelectorAll("li[id^=task-]")];
  let place = all.indexOf(row) + by;
  while (all[place]?.hidden) place += by;
  return all[place];
}

function step(by) {
  const row = current();
  const next = row ? neighbour(row, by) : shown()[0];
  if (next) focusOn(next);
}

const press = (name, within = current()) => within?.querySelector(`[data-do=${name}]`)?.click();

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  p: () => press("pass"),
  f: () => press("fail"),
  u: () => press("undo", document.getElementById("work-said")),
  o: () => current()?.querySelector(".t")?.click(),
  "?": () => document.getElementById("keys").showModal(),
};

const isTyping = (target) => target.matches("input:not([type=checkbox], [type=hidden]), textarea, select");
const isModified = (event) =>
  event.metaKey || ((event.ctrlKey || event.altKey) && !event.getModifierState("AltGraph"));

document.addEventListener("keydown", (event) => {
  if (list.dataset.keys === "off" || event.repeat || event.isComposing || isModified(event)) return;
  if (isTyping(event.target) || document.querySelector("dialog[open]") || !(event.key in KEYS)) return;
  event.preventDefault();
  KEYS[event.key]();
});

// A passed line is hidden and the next one takes the focus; one that is back takes it itself.
document.addEventListener("htmx:afterSettle", ({ target }) => {
  if (!target.matches("li[id^=task-]")) return;
  recount();
  focusOn(target.hidden ? (neighbour(target, 1) ?? neighbour(target, -1)) : target);
});

const keys = document.getElementById("keys");
document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-open=keys]")) keys.showModal();
  if (target.closest("[data-close]")) keys.close();
});
document.getElementById("keys-switch").addEventListener("change", async ({ target }) => {
  const body = new URLSearchParams(target.checked ? { has_keys: "on" } : {});
  const headers = JSON.parse(document.body.getAttribute("hx-headers"));
  const kept = await fetch(list.dataset.keysUrl, { method: "POST", headers, body }).catch(() => null);
  if (kept?.ok) list.dataset.keys = target.checked ? "on" : "off";
  else target.checked = !target.checked;
});
