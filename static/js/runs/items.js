// The items of the page: which one is meant, stepping through them, opening and closing.

import { byId } from "../shared/page.js";

const all = () => [...document.querySelectorAll("li[data-item]")];

// Where the focus is, else where it was last.
export function current() {
  const focused = document.activeElement?.closest("li[data-item]");
  return focused ?? document.querySelector("li[data-item].is-current");
}

export const itemAt = (slug) => byId(`item-${slug}`);
export const row = (item) => item.querySelector(".item");
export const isOpen = (item) => item.classList.contains("item-open");
export const openSlugs = () => all().filter(isOpen).map((item) => item.dataset.item);

export function mark(item) {
  document.querySelector("li[data-item].is-current")?.classList.remove("is-current");
  item?.classList.add("is-current");
}

export function focusOn(item) {
  mark(item);
  item.querySelector(".item__t").focus({ preventScroll: true });
  item.scrollIntoView({ block: "nearest" });
}

export function step(by) {
  const items = all();
  const place = items.indexOf(current());
  const next = place < 0 ? items[by > 0 ? 0 : items.length - 1] : items[place + by];
  if (next) focusOn(next);
}

// Opens an item, with a result chosen but not saved; answers the item as it is then.
export async function open(item, result = "") {
  const slug = item.dataset.item;
  const address = item.querySelector(".item__t").getAttribute("hx-get").split("?")[0];
  const query = result ? `?result=${encodeURIComponent(result)}` : "";
  await window.htmx.ajax("GET", `${address}${query}`, { source: item, target: `#item-${slug}`, swap: "outerHTML" });
  const opened = itemAt(slug);
  mark(opened);
  return opened;
}

export const toggle = (item) => item.querySelector(".item__go").click();
