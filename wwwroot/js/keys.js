// Keys press what is on the page, so that a key does what its button does, and nothing where there is no button.
const goMs = 1200;
let goUntil = 0;

export function startKeys() {
  document.addEventListener("keydown", onKey);
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (document.querySelector(".rz-dialog")) return;
  if (performance.now() < goUntil) {
    goUntil = 0;
    if (press(`[data-key-go="${CSS.escape(event.key)}"]`)) event.preventDefault();
    return;
  }
  if (event.key === "g") goUntil = performance.now() + goMs;
  else if (event.key === "/") focus("[data-key-search]", event);
  else if (event.key === "?" || event.key === "p" || event.key === "r" || event.key === "e") {
    if (press(`[data-key="${event.key}"]`)) event.preventDefault();
  }
}

function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

function press(selector) {
  const element = document.querySelector(selector);
  if (!element || element.disabled) return false;
  element.click();
  return true;
}

function focus(selector, event) {
  const element = document.querySelector(selector);
  if (!element) return;
  event.preventDefault();
  element.focus();
  element.select?.();
}
