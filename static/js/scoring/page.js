// What the page says about itself: who is here, which candidate, and every word that this code shows.
//
// Words come from `#words` (templates/evaluations/_scoring_words.html) and nowhere else, so that they
// can be translated: `word("saved", {time})` reads data-saved and fills {time} in.

export const root = document.getElementById("scoring");
export const facts = root.dataset;
export const isReadOnly = facts.readonly === "true";
export const owner = `${facts.user}/${facts.workspace}/${facts.candidate}`;

export const byId = (id) => document.getElementById(id);
export const escaped = (text) => CSS.escape(text);

export function word(name, values = {}) {
  const text = byId("words").dataset[name] ?? "";
  return text.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

// "1 change", "3 changes": data-<name>-one and data-<name>-many.
export const counted = (name, count, values = {}) =>
  word(count === 1 ? `${name}One` : `${name}Many`, { count, ...values });

const clock = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit", minute: "2-digit", timeZone: facts.timezone || undefined,
});
// The time of day in the workspace's zone, for what only this device knows yet.
export const timeOfDay = (date = new Date()) => clock.format(date);

export const minutes = (seconds) =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

// Sign-in makes a new token, so the cookie comes before the one this page was made with.
function csrfToken() {
  const cookie = document.cookie.match(/(?:^|; )(?:__Host-csrf|scorecard-csrf)=([^;]+)/);
  return cookie ? decodeURIComponent(cookie[1]) : document.querySelector("meta[name=csrf-token]")?.content ?? "";
}

// X-Person: the server answers 401 when somebody else has signed in on this browser meanwhile.
export const headers = () => ({
  Accept: "text/html, application/problem+json",
  "X-CSRFToken": csrfToken(),
  "X-Person": facts.user,
});

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
