// What the scripts of several pages need: the page's words, announcements, and who is typing.
//
// Words come from `#words` of the page and nowhere else, so that they can be translated: `word("saved", {time})`
// reads data-saved and fills {time} in.

export const byId = (id) => document.getElementById(id);

export function word(name, values = {}) {
  const text = byId("words").dataset[name] ?? "";
  return text.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

// "1 change", "3 changes": data-<name>-one and data-<name>-many.
export const counted = (name, count, values = {}) =>
  word(count === 1 ? `${name}One` : `${name}Many`, { count, ...values });

export const minutes = (seconds) =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

// Sign-in makes a new token, so the cookie comes before the one this page was made with.
export function csrfToken(otherwise = "") {
  const cookie = document.cookie.match(/(?:^|; )(?:__Host-csrf|scorecard-csrf)=([^;]+)/);
  return cookie ? decodeURIComponent(cookie[1]) : otherwise;
}

const SVG = "http://www.w3.org/2000/svg";
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  svg.setAttribute("class", "i");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

export function announce(text) {
  byId("announce").textContent = text;
}

// Typing means: characters go into this element. Radios and checkboxes take keys, but no text.
export const isTyping = (element) =>
  Boolean(element?.matches?.("textarea, select, [contenteditable], input:not([type=radio], [type=checkbox], [type=button], [type=file])"));

// AltGr is how some keyboards write [ and ]: there it is no modifier.
export const isModified = (event) =>
  event.metaKey || ((event.ctrlKey || event.altKey) && !event.getModifierState("AltGraph"));
