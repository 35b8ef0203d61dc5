// What the whole page has to say: signed out, nothing can be kept here, and the list of what was refused.

import { line } from "./line.js";
import { look } from "./poll.js";
import { byId, counted, timeOfDay, word } from "./page.js";
import { queue } from "./queue.js";
import { knownRow } from "./rows.js";
import { clear, paintPage, reasonOf } from "./status.js";

function said(entry) {
  const row = knownRow(entry.row);
  const { name, text } = entry.values;
  if (!row) return [name ?? entry.values.url ?? text ?? ""];
  return Object.entries(entry.values).flatMap(([key, value]) => {
    const field = row.field(key);
    return field ? [`${field.label()}: ${field.says(value)}`] : [];
  });
}

function item(entry) {
  const element = byId("unsaved-item").content.firstElementChild.cloneNode(true);
  const [, slug = ""] = entry.row.split(/\/(.*)/);
  const lines = said(entry);
  element.querySelector("[data-slot=where]").textContent = `${slug.toUpperCase()}, ${timeOfDay(new Date(entry.at))}`;
  element.querySelector("[data-slot=what]").textContent = lines.join("\n");
  element.querySelector("[data-slot=why]").textContent = reasonOf(entry);
  const on = (name, act) => element.querySelector(`[data-do=${name}]`).addEventListener("click", act);
  on("retry", () => queue.retry(entry.operation));
  on("copy", () => copy(lines.join("\n")));
  on("discard", async () => {
    const row = knownRow(entry.row);
    for (const field of row?.fields() ?? []) if (field.name in entry.values) field.write(row.base[field.name]);
    await queue.discard(entry.operation);
    clear(entry.row);
  });
  return element;
}

async function copy(text) {
  let isDone = false;
  try {
    await navigator.clipboard.writeText(text);
    isDone = true;
  } catch (error) {
    console.warn("The clipboard cannot be written:", error);
  }
  byId("announce").textContent = word(isDone ? "copied" : "notCopied");
}

let shown = "";
function showRefused() {
  const refused = queue.entries.filter((entry) => entry.state === "refused" && entry.kind !== "file");
  const now = JSON.stringify(refused);
  byId("unsaved").hidden = !refused.length;
  if (now === shown) return;
  shown = now;
  byId("unsaved-list").replaceChildren(...refused.map(item));
}

function showLine() {
  const waiting = queue.entries.filter((entry) => entry.state === "waiting").length;
  byId("signed-out").hidden = line.state !== "signed-out";
  byId("signed-out-words").textContent = waiting ? counted("signedOut", waiting) : word("signedOut");
  byId("no-device").hidden = queue.kind !== "memory";
}

export function startNotices() {
  const show = () => { showRefused(); showLine(); };
  queue.addEventListener("entries", show);
  line.addEventListener("change", () => { show(); paintPage(); });
  byId("signed-out-retry").addEventListener("click", () => look());
}
