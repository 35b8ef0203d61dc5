// A form that saves while one writes: says so when it could not, and asks before unsaved words are left.

let isUnsaved = false;

function isOurs(event) {
  const from = event.detail?.elt ?? event.target;
  return from.closest?.("[data-autosave]");
}

function tell(words) {
  const said = document.createElement("span");
  said.className = "save save--offline";
  said.textContent = words;
  document.getElementById("saved-words").replaceChildren(said);
}

// A page that says no would stand in the place of the form's own words.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (!isOurs(event) || ![403, 404].includes(event.detail.xhr.status)) return;
  event.detail.shouldSwap = false;
  isUnsaved = true;
  tell(document.getElementById("saved").dataset.gone);
});

function lost(event) {
  if (!isOurs(event)) return;
  const { lost: words, signedOut } = document.getElementById("saved").dataset;
  tell(event.detail.xhr?.status === 401 ? signedOut : words);
}

document.addEventListener("input", (event) => {
  if (isOurs(event)) isUnsaved = true;
});
// While two texts wait for a choice nothing is sent but the choice: an answer would take its buttons away.
document.addEventListener("htmx:beforeRequest", (event) => {
  if (!isOurs(event)) return;
  const isChosen = event.detail.requestConfig.triggeringEvent?.type === "submit";
  isUnsaved = !isChosen && document.querySelector("#saved [name=overwrites]") !== null;
  if (isUnsaved) event.preventDefault();
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (isOurs(event) && !event.detail.successful) isUnsaved = true;
});
for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) document.addEventListener(name, lost);
window.addEventListener("beforeunload", (event) => isUnsaved && event.preventDefault());
