// Keys press what is on the page, so that a key does what its button does, and nothing where there is no button.
// Times are those of the presses: a busy page handles them late, and the second later than the first.
const goMs = 1200;
let goUntil = 0;

export function startKeys() {
  document.addEventListener("keydown", onKey);
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.querySelector(".rz-dialog")) {
    if (event.key === "Escape") leaveDialog(event);
    return;
  }
  if (isTyping(event.target)) return;
  if (event.timeStamp < goUntil) {
    goUntil = 0;
    if (press(`[data-key-go="${CSS.escape(event.key)}"]`)) event.preventDefault();
    return;
  }
  if (event.key === "g") goUntil = event.timeStamp + goMs;
  else if (event.key === "/") focus("[data-key-search]", event);
  else if (event.key === "?" || event.key === "p" || event.key === "r" || event.key === "e") {
    if (press(`[data-key="${event.key}"]`)) event.preventDefault();
  }
}

// As soon as a dialog is seen: what would listen for it inside the dialog comes a while later.
function leaveDialog(event) {
  const dialog = [...document.querySelectorAll(".rz-dialog")].at(-1);
  const leave = dialog.querySelector("[data-key-leave]");
  if (!leave || leave.disabled) return;
  event.preventDefault();
  leave.click();
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
