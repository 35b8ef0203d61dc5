// Three small dialogs: the keys, the finder, and the line that catches what has no question yet.

import { byId, minutes, word } from "./page.js";
import { visitSlug } from "./questions.js";
import { queue } from "./queue.js";
import { saveUrl } from "./line.js";
import { demoSecond } from "./timer.js";
import { uuid } from "./values.js";

const LISTED = 12;
let choice = 0;
let caughtAt = null;

export function openDialog(name) {
  const dialog = byId(name);
  if (dialog.open) return;
  if (name === "finder") startFinding();
  if (name === "capture") startCatching();
  dialog.showModal();
}

// Whatever a question says counts: its id, its text, its facts and probes; id and text come first.
function index() {
  return [...document.querySelectorAll(".q[data-question]")].map((question) => {
    const slug = question.dataset.question;
    const heading = byId(`q-${slug}-t`).textContent.replace(/\s+/g, " ").trim();
    const more = `${question.dataset.find ?? ""} ${question.textContent}`;
    return { slug, heading, first: `${slug} ${heading}`.toLowerCase(), more: more.toLowerCase() };
  });
}

function found(text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const begins = (body, part) => body.split(/[^\p{L}\p{N}-]+/u).some((one) => one.startsWith(part));
  const tests = [
    (entry, part) => entry.slug.startsWith(part) || entry.slug.replace("-", "").startsWith(part),
    (entry, part) => begins(entry.first, part),
    (entry, part) => begins(entry.more, part),
    (entry, part) => entry.more.includes(part),
  ];
  const rank = (entry) => tests.findIndex((test) => words.every((part) => test(entry, part)));
  return index().map((entry) => [rank(entry), entry]).filter(([place]) => place >= 0)
    .sort(([a], [b]) => a - b).slice(0, LISTED).map(([, entry]) => entry);
}

function option({ slug, heading }, place) {
  const item = document.createElement("li");
  const id = document.createElement("b");
  item.id = `found-${slug}`;
  item.role = "option";
  item.dataset.slug = slug;
  item.setAttribute("aria-selected", String(place === choice));
  id.className = "id";
  id.textContent = slug.toUpperCase();
  item.append(id, ` ${heading}`);
  return item;
}

function showFound() {
  const results = found(byId("finder-text").value);
  choice = Math.min(choice, Math.max(0, results.length - 1));
  byId("finder-list").replaceChildren(...results.map(option));
  byId("finder-none").hidden = results.length > 0;
  const active = results[choice];
  if (active) byId("finder-text").setAttribute("aria-activedescendant", `found-${active.slug}`);
  else byId("finder-text").removeAttribute("aria-activedescendant");
  byId("finder-list").querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
}

function startFinding() {
  byId("finder-text").value = "";
  choice = 0;
  showFound();
}

function pickFound(slug) {
  byId("finder").close();
  if (slug) visitSlug(slug);
}

function onFinderKey(event) {
  // A search field would only empty itself.
  if (event.key === "Escape") return byId("finder").close();
  const options = byId("finder-list").children;
  if (event.key === "ArrowDown") choice = Math.min(options.length - 1, choice + 1);
  else if (event.key === "ArrowUp") choice = Math.max(0, choice - 1);
  else return;
  event.preventDefault();
  showFound();
}

// The moment counts at which something was heard, not the one at which it is written down.
function startCatching() {
  caughtAt = demoSecond();
  byId("capture-text").value = "";
  byId("capture-minute").textContent = caughtAt === null ? word("noDemo") : word("atMinute", { time: minutes(caughtAt) });
}

function catchLine() {
  const text = byId("capture-text").value.trim();
  if (!text) return;
  queue.post({ row: `captures/${uuid()}`, url: saveUrl("captures"), values: { text, demo_second: caughtAt } });
  byId("capture").close();
}

function onCaptured(button) {
  const item = button.closest("[data-capture]");
  const url = saveUrl(`captures/${item.dataset.capture}/`);
  const row = `captures/${item.dataset.capture}`;
  if (button.dataset.action === "capture-drop") return queue.post({ row, url: `${url}drop`, values: {} });
  const question = item.querySelector("[data-capture-question]").value;
  if (question) queue.post({ row, url: `${url}file`, values: { question } });
}

export function startDialogs() {
  byId("finder-text").addEventListener("input", () => { choice = 0; showFound(); });
  byId("finder-text").addEventListener("keydown", onFinderKey);
  byId("finder-form").addEventListener("submit", (event) => {
    event.preventDefault();
    pickFound(byId("finder-list").querySelector("[aria-selected=true]")?.dataset.slug);
  });
  byId("finder-list").addEventListener("click", ({ target }) => pickFound(target.closest("li")?.dataset.slug));
  byId("capture-form").addEventListener("submit", (event) => { event.preventDefault(); catchLine(); });
  document.addEventListener("click", (event) => {
    const { target } = event;
    const opener = target.closest("[data-open]");
    if (opener) { event.preventDefault(); openDialog(opener.dataset.open); }
    const wanted = target.closest("[data-goto]");
    if (wanted) { event.preventDefault(); visitSlug(wanted.dataset.goto); }
    const closer = target.closest("[data-close]");
    if (closer) closer.closest("dialog").close();
    const captured = target.closest("[data-action^=capture-]");
    if (captured) onCaptured(captured);
  });
}
