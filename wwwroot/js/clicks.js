// The second click of a double click on a button is nobody's wish: it would start twice, or confirm what has just appeared under it.
export function startClicks() {
  window.addEventListener("click", onClick, true);
}

function onClick(event) {
  if (event.detail > 1 && event.target instanceof Element && event.target.closest("button")) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}
