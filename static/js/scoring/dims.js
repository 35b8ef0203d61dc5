// One dimension at a time, by the address's hash; levels fold to one line once points are given.

import { byId, escaped, word } from "./page.js";
import { timeFor } from "./timer.js";

const sections = () => [...document.querySelectorAll("section[data-dimension]")];
let current = "";

export const currentDimension = () => byId(`dim-${current}`);
const fromHash = () => sections().find((section) => `#${section.id}` === location.hash);

export function paintRail() {
  for (const link of document.querySelectorAll(".rail a")) {
    if (link.getAttribute("href") === `#dim-${current}`) link.setAttribute("aria-current", "step");
    else link.removeAttribute("aria-current");
  }
}

// The panel is listed beside the dimension that is looked at.
function paintPanel() {
  document.querySelectorAll("[data-panel-on]").forEach((list) => { list.hidden = list.dataset.panelOn !== current; });
}

function show(section) {
  const isOther = current && current !== section.dataset.dimension;
  current = section.dataset.dimension;
  sections().forEach((other) => { other.hidden = other !== section; });
  paintRail();
  paintDock();
  paintPanel();
  timeFor(current);
  document.dispatchEvent(new CustomEvent("scoring:dimension", { detail: current }));
  if (isOther) window.scrollTo({ top: 0 });
  document.querySelector(".rail [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
}

// The dock of a phone steps from where we are.
function paintDock() {
  const all = sections();
  const index = all.findIndex((section) => section.dataset.dimension === current);
  for (const [step, by] of [["previous", -1], ["next", 1]]) {
    const target = all[index + by];
    for (const link of document.querySelectorAll(`a[data-action=dimension-${step}]`)) {
      if (target) link.setAttribute("href", `#${target.id}`);
      else link.removeAttribute("href");
      link.setAttribute("role", "link");
      link.setAttribute("aria-disabled", String(!target));
      link.setAttribute("aria-label", target ? word(step, { name: title(target) }) : word("noFurther"));
    }
  }
  const here = byId("dock-now");
  if (here) here.textContent = `${title(all[index])}, ${index + 1}/${all.length}`;
}

export const title = (section) => section.querySelector("h2").textContent.replace(/\s+/g, " ").trim();

// Goes to a dimension; the address says so, and back leads back.
export function goTo(section) {
  if (!section || section.dataset.dimension === current) return;
  history.pushState(null, "", `#${section.id}`);
  show(section);
}

export function step(by) {
  const all = sections();
  const next = all[all.findIndex((section) => section.dataset.dimension === current) + by];
  goTo(next);
  return Boolean(next);
}

function foldButton(levels) {
  const button = byId("levels-button").content.firstElementChild.cloneNode(true);
  button.setAttribute("aria-controls", levels.id);
  button.addEventListener("click", () => fold(levels, !levels.classList.contains("is-folded")));
  levels.before(button);
  return button;
}

// Beside a video call there is no room for six texts above the questions: their numbers stand in one line.
const tight = matchMedia("(min-width: 40.01rem) and (max-width: 60rem) and (max-height: 52rem)");
const mayFold = (levels) => tight.matches || Boolean(levels.querySelector(":checked"));

function fold(levels, isFolded) {
  const known = levels.parentElement.querySelector(":scope > [data-fold]");
  const isGiven = mayFold(levels);
  const button = known ?? foldButton(levels);
  levels.classList.toggle("is-folded", isFolded && isGiven);
  button.hidden = !isGiven;
  button.setAttribute("aria-expanded", String(!levels.classList.contains("is-folded")));
}

export function foldLevels(slug) {
  const selector = slug ? `#score-${escaped(slug)} .levels` : ".levels";
  document.querySelectorAll(selector).forEach((levels) => fold(levels, true));
}

export function refresh() {
  paintRail();
  paintDock();
  paintPanel();
  sections().forEach((section) => { section.hidden = section.dataset.dimension !== current; });
  document.querySelectorAll(".levels").forEach((levels) => {
    const known = levels.parentElement.querySelector(":scope > [data-fold]");
    if (!known) fold(levels, true);
    else if (!mayFold(levels)) fold(levels, false);
  });
}

export function startDimensions() {
  tight.addEventListener("change", () => foldLevels());
  const all = sections();
  const open = all.find((section) => !section.querySelector(".levels :checked"));
  show(fromHash() ?? open ?? all[0]);
  foldLevels();
  window.addEventListener("hashchange", () => {
    const section = fromHash();
    if (!section) return;
    show(section);
    section.querySelector("h2").focus({ preventScroll: true });
  });
  window.addEventListener("popstate", () => fromHash() && show(fromHash()));
  document.addEventListener("scoring:chosen", ({ detail }) => detail.row.kind === "scores" && foldLevels(detail.row.slug));
}
