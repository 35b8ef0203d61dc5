// The comparison keeps its state in the address: opened rows and "differences only".
const keepInAddress = () => {
  const address = new URL(location.href);
  const open = [...document.querySelectorAll(".dimbtn[aria-expanded=true]")].map((button) => button.dataset.dimension);
  const set = (name, value) => (value ? address.searchParams.set(name, value) : address.searchParams.delete(name));
  set("open", open.join(","));
  set("diff", document.getElementById("diff").checked ? "1" : "");
  history.replaceState(null, "", address);
};

document.addEventListener("click", (event) => {
  // After the expander of app.js has turned the button.
  if (event.target.closest(".dimbtn")) queueMicrotask(keepInAddress);
});
document.addEventListener("change", (event) => {
  if (event.target.id === "diff") keepInAddress();
});
