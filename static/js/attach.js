// Evidence: a file that is pasted anywhere on the page, or dropped on the form, goes into the form's file field.
// Text that is pasted stays text; nothing is sent before the form is.

const FORM = "form[data-takes-files]";

function take(form, files) {
  if (!form || !files.length) return false;
  const one = new DataTransfer();
  one.items.add(files[0]);
  const field = form.querySelector("input[type=file]");
  field.files = one.files;
  field.focus();
  return true;
}

document.addEventListener("paste", (event) => {
  if (take(document.querySelector(FORM), event.clipboardData.files)) event.preventDefault();
});

document.addEventListener("dragover", (event) => {
  const form = event.target.closest(FORM);
  if (!form || !event.dataTransfer.types.includes("Files")) return;
  event.preventDefault();
  form.classList.add("is-over");
});

document.addEventListener("dragleave", (event) => {
  const form = event.target.closest(FORM);
  if (form && !form.contains(event.relatedTarget)) form.classList.remove("is-over");
});

document.addEventListener("drop", (event) => {
  const form = event.target.closest(FORM);
  if (!form) return;
  form.classList.remove("is-over");
  if (take(form, event.dataTransfer.files)) event.preventDefault();
});
