// Small helpers. What a person or a paper wrote is only ever set as text; HTML comes from the server, escaped there.
export const $ = (selector, root = document) => root.querySelector(selector);
export const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

export function once(selector, start) {
  const found = $(selector);
  if (found) return start(found);
  const watch = new MutationObserver(() => {
    const element = $(selector);
    if (!element) return;
    watch.disconnect();
    start(element);
  });
  watch.observe(document.documentElement, { childList: true, subtree: true });
}

export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
export const narrow = matchMedia("(max-width: 900px)");

export function say(text) {
  $("#say").textContent = text;
}

export function download({ name, type, text }) {
  const link = make("a", { href: URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

export function opens(button, dialog, before) {
  button.addEventListener("click", () => {
    before?.();
    dialog.showModal();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("[data-close]")) dialog.close();
  });
}
