// Giving many items at once: the bar is there while something is selected.

import { byId, counted } from "../shared/page.js";

const picked = () => [...document.querySelectorAll("input[name=items]:checked")];

function count() {
  const bar = byId("bulk");
  const number = picked().length;
  bar.hidden = number === 0;
  byId("bulk-count").textContent = counted("selected", number);
}

export function startBulk() {
  const bar = byId("bulk");
  if (!bar) return;
  document.addEventListener("change", ({ target }) => target.name === "items" && count());
  // The boxes are empty only after the event.
  bar.addEventListener("reset", () => setTimeout(count));
  bar.addEventListener("htmx:afterRequest", ({ detail }) => {
    // A refusal is shown in the bar, with everything that was chosen.
    if (detail.elt === bar && detail.xhr.status < 400) bar.reset();
  });
  count();
}
