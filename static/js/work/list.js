// The lines of My work: which one is meant, stepping through them, and the counts that follow.

import { byId } from "../shared/page.js";

export const list = byId("work");
const open = (within) => [...within.querySelectorAll(".task:not([hidden], [data-done])")];
let last = null;

export function recount() {
  const say = (name, number, within = document) => {
    within.querySelector(`[data-count=${name}]`).textContent = number;
  };
  for (const section of list.querySelectorAll(":scope > section")) {
    say("section", open(section).length, section);
    section.hidden = !section.querySelector(".task:not([hidden])");
  }
  say("all", open(list).length);
  say("late", open(list).filter((line) => line.querySelector(".is-late")).length);
  byId("work-empty").hidden = Boolean(list.querySelector(".task:not([hidden])"));
}

// Where the focus is, else where it was last.
export const current = () => document.activeElement?.closest(".task") ?? (last?.isConnected ? last : null);

export function focusOn(line) {
  (line?.querySelector(".t") ?? byId("work-h")).focus();
}

// By place among all lines, also the hidden ones: a line that is done keeps its place.
export function neighbour(line, by) {
  const all = [...list.querySelectorAll("li[id^=task-]")];
  let place = all.indexOf(line) + by;
  while (all[place]?.hidden) place += by;
  return all[place];
}

export function step(by) {
  const line = current();
  const next = line ? neighbour(line, by) : list.querySelector(".task:not([hidden])");
  if (next) focusOn(next);
}

// A line that is done makes room, and the next one takes the focus.
export function leave(line) {
  line.hidden = true;
  recount();
  focusOn(neighbour(line, 1) ?? neighbour(line, -1));
}

export function startList() {
  list.addEventListener("focusin", ({ target }) => { last = target.closest(".task") ?? last; });
  document.addEventListener("htmx:afterSettle", ({ target }) => {
    if (!target.matches("li[id^=task-]")) return;
    if (target.hidden) return leave(target);
    recount();
    focusOn(target);
  });
}
