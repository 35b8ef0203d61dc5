// What the page says about itself: who is here, and which candidate.

import { byId, csrfToken } from "../shared/page.js";

export { announce, byId, counted, icon, isModified, isTyping, minutes, word } from "../shared/page.js";

export const root = byId("scoring");
export const facts = root.dataset;
export const isReadOnly = facts.readonly === "true";
export const owner = `${facts.user}/${facts.workspace}/${facts.candidate}`;

export const escaped = (text) => CSS.escape(text);

const clock = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit", minute: "2-digit", timeZone: facts.timezone || undefined,
});
// The time of day in the workspace's zone, for what only this device knows yet.
export const timeOfDay = (date = new Date()) => clock.format(date);

// X-Person: the server answers 401 when somebody else has signed in on this browser meanwhile.
export const headers = () => ({
  Accept: "text/html, application/problem+json",
  "X-CSRFToken": csrfToken(document.querySelector("meta[name=csrf-token]")?.content),
  "X-Person": facts.user,
});
