// Text that the server has not got yet is kept on this device, so that a reload while the line is cut costs no word.
//
// It is kept under the person, the workspace and the run, with the versions that its author had seen: sent again, it
// overwrites nobody silently. It goes when the server has it, and after a week in any case.

import { byId } from "../shared/page.js";
import { itemAt, open } from "./items.js";

const WEEK = 7 * 24 * 3600 * 1000;
const VERSIONS = ["version", "finding_version"];
const FORMS = { failure: "fail" };
const TEXT = "textarea[name], input[type=text][name], input[type=url][name], input:not([type])[name]";

const run = () => byId("run").dataset;
const prefix = () => `run/${run().person}/${run().workspace}/${run().run}/`;
const addressOf = (form, field) => `${prefix()}${form.id}/${field.name}`;
const slugOf = (form) => form.closest("li[data-item]").dataset.item;

function keep({ target }) {
  const form = target.closest("form");
  if (!target.matches(TEXT) || !form?.id.endsWith(`-${form.closest("li[data-item]")?.dataset.item}`)) return;
  const seen = VERSIONS.filter((name) => form.elements[name]).map((name) => [name, form.elements[name].value]);
  const entry = { slug: slugOf(form), form: form.id, field: target.name, value: target.value, seen, at: Date.now() };
  try {
    localStorage.setItem(addressOf(form, target), JSON.stringify(entry));
  } catch {
    // No room, or none allowed: the text stays in its field, as it does without this.
  }
}

const entries = () =>
  Object.keys(localStorage)
    .filter((address) => address.startsWith("run/"))
    .map((address) => ({ address, ...JSON.parse(localStorage.getItem(address)) }));

// The server has what was sent; what was typed since then is not that.
export function forget(form, sent) {
  for (const entry of entries()) {
    const isOurs = entry.address.startsWith(prefix()) && entry.form === form?.id;
    if (isOurs && sent?.get(entry.field) === entry.value) localStorage.removeItem(entry.address);
  }
}

// Theirs was chosen: what was typed into the item is given up.
function onTheirs({ target }) {
  const item = target.closest("[id^=theirs-]") && target.closest("li[data-item]");
  if (!item) return;
  for (const entry of entries()) {
    if (entry.address.startsWith(prefix()) && entry.slug === item.dataset.item) localStorage.removeItem(entry.address);
  }
}

function put(entry) {
  const field = byId(entry.form)?.elements[entry.field];
  if (!field || field.readOnly) return null;
  if (field.value === entry.value) return void localStorage.removeItem(entry.address);
  for (const [name, value] of entry.seen) field.form.elements[name].value = value;
  field.value = entry.value;
  return field;
}

// Puts the texts of one item back, and sends them as if they had just been typed.
async function restore(slug, kept) {
  const item = itemAt(slug);
  if (!item) return;
  const result = kept.map((entry) => FORMS[entry.form.split("-")[0]]).find(Boolean) ?? "";
  if (kept.some((entry) => !byId(entry.form))) await open(item, result);
  const fields = kept.map(put).filter(Boolean);
  fields.forEach((field) => field.dispatchEvent(new Event("change", { bubbles: true })));
}

async function restoreAll() {
  const all = entries();
  const old = all.filter((entry) => Date.now() - entry.at > WEEK);
  old.forEach((entry) => localStorage.removeItem(entry.address));
  const ours = all.filter((entry) => !old.includes(entry) && entry.address.startsWith(prefix()));
  for (const slug of new Set(ours.map((entry) => entry.slug))) {
    await restore(slug, ours.filter((entry) => entry.slug === slug));
  }
}

export function startKept() {
  document.addEventListener("input", keep);
  document.addEventListener("click", onTheirs, true);
  return restoreAll();
}
