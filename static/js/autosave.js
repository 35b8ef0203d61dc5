// A form that saves while one writes: says so when the server cannot be reached.

document.addEventListener("htmx:sendError", (event) => {
  if (!event.target.closest?.("[data-autosave]")) return;
  const said = document.getElementById("saved");
  const words = document.createElement("span");
  words.className = "save save--offline";
  words.textContent = said.dataset.lost;
  document.getElementById("saved-words").replaceChildren(words);
});
