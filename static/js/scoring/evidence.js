// Evidence: a pasted screenshot, a dropped or chosen file, a photograph, a link. Each shows its thumbnail and how it
// stands; a file whose upload the line did not carry is kept on this device and sent again.

import { byId, facts, icon, isReadOnly, timeOfDay, word } from "./page.js";
import { current } from "./questions.js";
import { queue } from "./queue.js";
import { saveUrl } from "./line.js";
import { isAway, reasonOf, say, stateOf } from "./status.js";
import { demoSecond } from "./timer.js";
import { uuid } from "./values.js";

const MEBIBYTE = 1024 * 1024;
const largest = Number(facts.maxBytes) || 25 * MEBIBYTE;
const pictures = new Map();

// Evidence belongs to a question, or to a dimension as a whole.
const PLACE = ".q[data-question], .dim-evidence[data-place]";
const slugOf = ({ dataset }) => dataset.question ?? dataset.place;
const saveSlot = (slug) => byId(`save-${slug}`);
const placeAt = (target) => target?.closest?.(PLACE) ?? current();

function about(place) {
  const { question } = place.dataset;
  const proof = question && place.querySelector(`input[name="${question}-proof"]:checked`)?.value;
  const { dimension } = place.closest("section[data-dimension]").dataset;
  return { question: question ?? null, dimension, proof: proof || null, demo_second: demoSecond() };
}

// A pasted picture has no name of its own worth keeping.
function nameOf(file, isPasted) {
  if (file.name && !isPasted) return file.name;
  const type = file.type.split("/")[1] ?? "bin";
  return `${word("pasted")}-${timeOfDay().replace(":", "")}.${type === "jpeg" ? "jpg" : type}`;
}

async function upload(place, file, { isPasted = false } = {}) {
  const slug = slugOf(place);
  if (isReadOnly) return say(saveSlot(slug), "trouble", word("readOnly"));
  if (file.size > largest) {
    return say(saveSlot(slug), "trouble", word("tooLarge", { name: nameOf(file, isPasted), limit: Math.floor(largest / MEBIBYTE) }));
  }
  const values = { ...about(place), name: nameOf(file, isPasted) };
  await queue.post({ row: `evidence/${uuid()}`, url: saveUrl("evidence"), kind: "file", values }, file);
}

async function link(place) {
  const input = place.querySelector("[data-evidence=link]");
  const url = input.value.trim();
  if (!url) return input.focus();
  if (!input.checkValidity()) return input.reportValidity();
  await queue.post({ row: `evidence/${uuid()}`, url: saveUrl("evidence"), kind: "file", values: { ...about(place), url } });
  input.value = "";
}

async function picture(entry) {
  if (pictures.has(entry.operation)) return pictures.get(entry.operation);
  pictures.set(entry.operation, null);
  const blob = await queue.device.file(entry.operation);
  if (blob?.type.startsWith("image/")) pictures.set(entry.operation, URL.createObjectURL(blob));
  show();
  return pictures.get(entry.operation);
}

function item(entry) {
  const element = byId("upload-item").content.firstElementChild.cloneNode(true);
  const image = element.querySelector("img");
  const source = pictures.get(entry.operation);
  if (source) image.src = source;
  else image.replaceWith(icon("clip"));
  element.dataset.operation = entry.operation;
  element.querySelector("[data-slot=name]").textContent = entry.values.name ?? entry.values.url;
  const [kind, text] = standing(entry);
  say(element.querySelector("[data-slot=state]"), kind, text);
  element.querySelectorAll("[data-do]").forEach((button) => { button.hidden = entry.state !== "refused"; });
  element.querySelector("[data-do=retry]").addEventListener("click", () => queue.retry(entry.operation));
  element.querySelector("[data-do=discard]").addEventListener("click", () => queue.discard(entry.operation));
  return element;
}

function standing(entry) {
  if (entry.state === "refused") return ["trouble", word("refused", { reason: reasonOf(entry) })];
  return isAway() ? stateOf(entry) : ["busy", word("uploading")];
}

const ownerOf = ({ values }) => values.question ?? values.dimension;

let drawn = "";
function show() {
  const files = queue.entries.filter((entry) => entry.kind === "file");
  const now = JSON.stringify([files.map((entry) => [entry, pictures.get(entry.operation), standing(entry)])]);
  if (now === drawn) return;
  drawn = now;
  for (const list of document.querySelectorAll(".uploads")) {
    const own = files.filter((entry) => `uploads-${ownerOf(entry)}` === list.id);
    list.replaceChildren(...own.map(item));
  }
  files.forEach((entry) => entry.values.name && picture(entry));
  forget(new Set(files.map((entry) => entry.operation)));
}

function forget(open) {
  for (const [operation, url] of pictures) {
    if (open.has(operation)) continue;
    if (url) URL.revokeObjectURL(url);
    pictures.delete(operation);
  }
}

function onSaved({ detail: { entry, savedAt } }) {
  if (entry.kind !== "file") return;
  const name = entry.values.name ?? entry.values.url;
  say(saveSlot(ownerOf(entry)), "ok", word("evidenceKept", { name, time: savedAt ?? timeOfDay() }));
}

function onPaste(event) {
  const files = [...(event.clipboardData?.files ?? [])];
  const place = placeAt(event.target);
  if (!files.length || !place || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  files.forEach((file) => upload(place, file, { isPasted: true }));
}

function onDrop(event) {
  const place = event.target.closest(PLACE);
  if (!place || !event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  place.querySelector(".drop")?.classList.toggle("is-over", event.type === "dragover");
  if (event.type === "drop") [...event.dataTransfer.files].forEach((file) => upload(place, file));
}

function onChosen({ target }) {
  if (!target.matches("[data-evidence=file], [data-evidence=camera]")) return;
  [...target.files].forEach((file) => upload(target.closest(PLACE), file));
  target.value = "";
}

function onClick({ target }) {
  const button = target.closest("[data-action^=evidence-]");
  if (!button) return;
  const place = button.closest(PLACE);
  if (button.dataset.action === "evidence-link") link(place);
  else place.querySelector("[data-evidence=file]").click();
}

export function startEvidence() {
  queue.addEventListener("entries", show);
  queue.addEventListener("saved", onSaved);
  if (isReadOnly) return;
  document.addEventListener("paste", onPaste);
  for (const type of ["dragover", "dragleave", "drop"]) document.addEventListener(type, onDrop);
  document.addEventListener("change", onChosen);
  document.addEventListener("click", onClick);
}
