// Newer fragments in place of older ones: every element of an answer takes the place of the one with its id.
//
// Focus stays where it was, what is open stays open, what this code wrote into the page goes along, and a fragment
// that holds the text being typed is left alone until its turn.

import { isTyping } from "./page.js";

// Written by this code, empty when they come from the server.
const OURS = ".save[id], [id^=conflict-], .uploads[id]";

export const parse = (html) => [...new DOMParser().parseFromString(html, "text/html").body.children];

// How to find the focused element again in the newer fragment.
function trail(element) {
  if (element.id) return (root) => root.querySelector(`#${CSS.escape(element.id)}`) ?? (root.id === element.id ? root : null);
  const { tagName } = element;
  const wanted = [...element.attributes].filter(({ name }) => /^(name|value|href|data-(?!version|value))/.test(name));
  return (root) => [...root.querySelectorAll(tagName)]
    .find((other) => wanted.every(({ name, value }) => other.getAttribute(name) === value));
}

export function replace(current, next) {
  const active = document.activeElement;
  const isInside = current.contains(active) && active !== document.body;
  if (isInside && isTyping(active)) return false;
  const find = isInside ? trail(active) : null;
  const fresh = document.adoptNode(next);
  keepOpen(current, fresh);
  keepOurs(current, fresh);
  for (const name of ["is-current"]) fresh.classList.toggle(name, current.classList.contains(name));
  if (current.hidden) fresh.hidden = true;
  current.replaceWith(fresh);
  window.htmx?.process(fresh);
  if (find) find(fresh)?.focus({ preventScroll: true });
  return true;
}

function keepOpen(current, fresh) {
  const open = [...fresh.querySelectorAll("details")];
  [...current.querySelectorAll("details")].forEach((details, index) => {
    if (open[index]) open[index].open = details.open;
  });
}

function keepOurs(current, fresh) {
  for (const ours of current.querySelectorAll(OURS)) {
    fresh.querySelector(`#${CSS.escape(ours.id)}`)?.replaceWith(ours);
  }
}
