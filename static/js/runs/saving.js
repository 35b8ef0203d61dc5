// What is said while things are saved. htmx sends the forms; an answer that does not come, or is no answer, must not
// cost a word that was typed: it stays in its field, is said to be unsaved, and can be sent again.

import { announce, byId, icon, word } from "../shared/page.js";
import { openSlugs } from "./items.js";
import { forget } from "./kept.js";

const WAIT = 20_000;
const unsaved = new Map();

const itemOf = (element) => element.closest?.("li[data-item]") ?? null;
const formOf = (element) => (element.matches("form") ? element : element.closest("form"));

// The words about saving stand beside what is saved.
const SLOTS = { failure: "draft", record: "written" };
function slotFor(element) {
  const item = itemOf(element);
  const part = formOf(element)?.id.split("-")[0];
  return item && byId(`${SLOTS[part] ?? "save"}-${item.dataset.item}`);
}

function say(slot, text) {
  const said = document.createElement("span");
  said.className = "save save--offline";
  said.append(icon("tri"), text);
  slot?.replaceChildren(said);
}

function box(text, again) {
  const alert = document.createElement("div");
  const button = document.createElement("button");
  alert.className = "alert alert--warn";
  button.className = "btn btn--sm";
  button.type = "button";
  button.textContent = word("again");
  button.addEventListener("click", again);
  const words = document.createElement("div");
  words.className = "row";
  words.append(text, " ", button);
  alert.append(icon("offline"), words);
  return alert;
}

// Sends the same once more: what the element holds by then.
function resend({ element, config }) {
  if (!element.isConnected) return;
  const form = element.matches("form") && !element.hasAttribute("hx-trigger");
  if (form) element.requestSubmit();
  else if (element.hasAttribute("hx-post")) element.dispatchEvent(new Event("change", { bubbles: true }));
  else window.htmx.ajax(config.verb, config.path, { source: element, target: config.target, swap: "innerHTML", values: config.values });
}

const retryAll = () => [...unsaved.values()].forEach(resend);

function lost({ detail }, text) {
  const { elt: element, requestConfig } = detail;
  const item = itemOf(element) ?? itemOf(detail.target);
  const config = {
    verb: requestConfig.verb, path: requestConfig.path, target: detail.target,
    values: Object.fromEntries(requestConfig.formData ?? []),
  };
  if (requestConfig.verb === "post") unsaved.set(element, { element, config });
  const slot = item ? byId(`said-${item.dataset.item}`) : null;
  slot?.replaceChildren(box(text, retryAll));
  say(slotFor(element), text);
  if (!slot) announce(text);
}

function onAnswer({ detail }) {
  const { elt: element, xhr } = detail;
  if (detail.requestConfig.verb !== "post" || !xhr.status) return;
  const isRefused = xhr.status >= 400 && xhr.status < 500;
  if (!detail.successful && !isRefused) return;
  const form = formOf(element);
  // A form is sent whole, whichever of its fields asked for it.
  for (const other of unsaved.keys()) if (other === element || (form && formOf(other) === form)) unsaved.delete(other);
  if (isRefused) return say(slotFor(element), word("refused"));
  forget(form, detail.requestConfig.formData);
  calm(itemOf(element) ?? itemOf(detail.target));
  form?.querySelectorAll("[name^=initial-]").forEach((was) => keep(was, detail.requestConfig.formData));
  form?.querySelectorAll("[aria-invalid]").forEach((field) => field.removeAttribute("aria-invalid"));
  form?.querySelectorAll("[id$=_error]").forEach((message) => message.remove());
}

// "Not saved" goes from wherever nothing waits and nothing is refused any more.
function calm(item) {
  const waiting = [...unsaved.keys()].map(slotFor);
  for (const said of item?.querySelectorAll(".save--offline") ?? []) {
    const slot = said.parentElement;
    const form = slot.closest("form");
    if (!waiting.includes(slot) && !form?.querySelector("[aria-invalid=true]")) slot.replaceChildren();
  }
}

// What was saved is how the field is now: the next save is compared with it.
function keep(was, sent) {
  const value = sent?.get(was.name.slice("initial-".length));
  if (value !== null && value !== undefined) was.value = value;
}

// Which items are open, so that their rows come back open; which groups are there, so that others are added.
function onRequest({ detail }) {
  if (detail.verb !== "post") return;
  detail.parameters.open = openSlugs().join(",");
  detail.parameters.groups = [...document.querySelectorAll("[data-group]")].map((each) => each.dataset.group).join(",");
}

// What a reader may not change stays focusable, and stays as it is.
function onClick(event) {
  const control = event.target.closest("[aria-disabled=true]");
  if (!control) return;
  event.preventDefault();
  announce(word("notYours"));
}

export function startSaving() {
  window.htmx.config.timeout = WAIT;
  // What can be seen can be used: a choice made at once must not fall between showing and listening.
  window.htmx.config.defaultSettleDelay = 0;
  document.addEventListener("htmx:configRequest", onRequest);
  document.addEventListener("htmx:sendError", (event) => lost(event, word("lost")));
  document.addEventListener("htmx:timeout", (event) => lost(event, word("lost")));
  document.addEventListener("htmx:responseError", (event) => {
    const { status } = event.detail.xhr;
    lost(event, status === 401 ? word("signedOut") : word("failed", { status }));
  });
  document.addEventListener("htmx:afterRequest", onAnswer);
  document.addEventListener("click", onClick, true);
  window.addEventListener("online", retryAll);
  window.addEventListener("beforeunload", (event) => unsaved.size && event.preventDefault());
}
