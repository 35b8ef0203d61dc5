// A check that is opened under its line, as on the page of its run: failed with its record, or given another result.

import { list, leave, focusOn, recount } from "./list.js";

const DONE = ["pass", "fail", "n/a"];
const slotOf = (line) => line.querySelector(".task__open");
const isOpen = (line) => line.classList.contains("is-open");

export function close(line) {
  line.classList.remove("is-open");
  line.querySelector("[data-do=fail]").setAttribute("aria-expanded", "false");
  slotOf(line).replaceChildren();
  if (line.hasAttribute("data-done")) leave(line);
  else focusOn(line);
}

// One at a time: ids on the page of a run hold the check, which several runs may share. What was typed of a
// record is kept as its draft.
function opened(line) {
  for (const other of list.querySelectorAll(".task.is-open")) if (other !== line) shut(other);
  line.classList.add("is-open");
  line.querySelector("[data-do=fail]").setAttribute("aria-expanded", "true");
}

function shut(line) {
  line.classList.remove("is-open");
  slotOf(line).replaceChildren();
  line.hidden = line.hasAttribute("data-done");
}

// What was saved below counts above: its version for the next save, and whether it is done.
function follow(line) {
  const { status, version } = slotOf(line).querySelector(".item").dataset;
  line.querySelector("[name=version]").value = version;
  line.toggleAttribute("data-done", DONE.includes(status));
  recount();
}

function onClick(event) {
  const line = event.target.closest(".task");
  const asks = event.target.closest("[data-do=fail], [data-do=close], .task__open .item__go");
  if (!asks || !isOpen(line)) return;
  event.preventDefault();
  event.stopPropagation();
  close(line);
}

// An undo from the message at the bottom, after its check was closed, brings the line back from the server.
function onAnswer({ detail }) {
  const isUndo = detail.requestConfig.elt.closest("#toast") && detail.xhr.status < 400;
  if (isUndo && !list.querySelector(".task.is-open")) window.location.reload();
}

export function startOpened() {
  document.addEventListener("click", onClick, true);
  document.addEventListener("htmx:afterRequest", onAnswer);
  document.addEventListener("htmx:afterSettle", ({ target }) => {
    const line = target.closest(".task");
    if (target.matches(".task__open")) opened(line);
    const shown = list.querySelector(".task.is-open");
    if (shown && slotOf(shown).querySelector(".item")) follow(shown);
  });
}
