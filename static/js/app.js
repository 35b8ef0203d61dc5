// Every page: expanders, and errors that htmx would swallow.

// A button with aria-expanded and aria-controls shows and hides what it controls.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[aria-expanded][aria-controls]");
  if (!button) return;
  const open = button.getAttribute("aria-expanded") !== "true";
  button.setAttribute("aria-expanded", String(open));
  document.getElementById(button.getAttribute("aria-controls")).hidden = !open;
});

// htmx 2 drops 4xx answers; ours carry the fragment with the message.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { status } = event.detail.xhr;
  if ([403, 404, 409, 413, 422, 423].includes(status)) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

// A button with data-copy="ID" copies that field's text and says so beside it.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  const said = document.getElementById(`${button.dataset.copy}-copied`);
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    said.textContent = button.dataset.copied;
  } catch {
    // No clipboard without TLS or permission: the text stays marked for the keyboard.
    said.textContent = button.dataset.marked;
  }
});

// A button with data-print prints the page; without a script it is not offered.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// In a narrow window the main navigation scrolls: to where one is.
document.querySelector(".app-nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
