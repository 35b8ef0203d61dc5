// The record of a failure: one starts where something is missing.

const PARTS = ["occurred_at", "mitigation", "steps", "expected", "observed"];

function focusFirst(form, isWanted) {
  const fields = PARTS.map((name) => form.elements[name]).filter(Boolean);
  (fields.find(isWanted) ?? fields[0])?.focus();
}

function onSettled() {
  const form = document.querySelector(".failform[data-fresh]");
  if (!form) return;
  form.removeAttribute("data-fresh");
  focusFirst(form, (field) => !field.value);
}

function onAnswer({ detail }) {
  const form = detail.elt;
  if (detail.xhr.status !== 422 || !form.matches(".failform")) return;
  // After the fields with their messages have taken the places of the old ones.
  setTimeout(() => form.querySelector("[aria-invalid=true]")?.focus(), 50);
}

export function startFailures() {
  document.addEventListener("htmx:afterSettle", onSettled);
  document.addEventListener("htmx:afterRequest", onAnswer);
  onSettled();
}
