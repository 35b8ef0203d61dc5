// Where we are among the questions, and moving between them.

import { currentDimension, goTo } from "./dims.js";
import { byId } from "./page.js";

const questionsOf = (section) => [...(section?.querySelectorAll(".q[data-question]") ?? [])];

// The question we are in: the one with the focus, else the one last visited here, else the first.
export function current() {
  const section = currentDimension();
  const focused = document.activeElement?.closest?.(".q[data-question]");
  if (focused && section?.contains(focused)) return focused;
  return section?.querySelector(".q.is-current") ?? questionsOf(section)[0] ?? null;
}

export function mark(question) {
  document.querySelectorAll(".q.is-current").forEach((other) => other.classList.remove("is-current"));
  question.classList.add("is-current");
}

// A place to stand that takes keys but no typing: the chosen verdict, else the first.
export function focusOn(question) {
  mark(question);
  const radios = [...question.querySelectorAll(".seg--verdict input")].filter((radio) => radio.matches(":enabled") && radio.checkVisibility());
  const target = radios.find((radio) => radio.checked) ?? radios[0] ?? question;
  if (target === question) question.tabIndex = -1;
  target.focus({ preventScroll: true });
  question.scrollIntoView({ block: "nearest" });
}

export function stepQuestion(by) {
  const all = questionsOf(currentDimension());
  const now = current();
  const hasVisited = now?.classList.contains("is-current") || now?.contains(document.activeElement);
  const index = hasVisited ? all.indexOf(now) + by : 0;
  const next = all[Math.min(all.length - 1, Math.max(0, index))];
  if (next) focusOn(next);
}

export function visit(question) {
  goTo(question.closest("section[data-dimension]"));
  focusOn(question);
}

export function visitSlug(slug) {
  const question = byId(`q-${slug}`);
  if (question) visit(question);
}

// The part behind "Note and evidence", opened, with the focus on what is wanted.
export function openPart(selector) {
  const question = current();
  const target = question?.querySelector(selector);
  if (!target) return;
  mark(question);
  for (let details = target.closest("details"); details; details = details.parentElement.closest("details")) details.open = true;
  target.focus();
  // A note is gone on with: without this the first word typed would stand before what is there.
  if (target.matches("textarea")) target.setSelectionRange(target.value.length, target.value.length);
  target.scrollIntoView({ block: "nearest" });
}

export function startQuestions() {
  document.addEventListener("focusin", ({ target }) => {
    const question = target.closest(".q[data-question]");
    if (question) mark(question);
  });
}
