// A table that is wider than its place says so: what goes on beyond the right edge fades there, and the keyboard can scroll it.
const seen = new WeakSet();
const sizes = new ResizeObserver(entries => {
  for (const entry of entries) mark(entry.target.closest(".grid-scroll"));
});

export function startEdges() {
  find();
  new MutationObserver(find).observe(document.body, { subtree: true, childList: true });
  document.addEventListener("scroll", event => {
    if (event.target instanceof Element && event.target.matches(".grid-scroll")) mark(event.target);
  }, { capture: true, passive: true });
}

function find() {
  for (const part of document.querySelectorAll(".grid-scroll, .grid-scroll > table")) {
    if (seen.has(part)) continue;
    seen.add(part);
    sizes.observe(part);
  }
}

function mark(box) {
  if (!box) return;
  const hidden = box.scrollWidth - box.clientWidth;
  box.toggleAttribute("data-more", hidden - box.scrollLeft > 1);
  if (hidden > 1) box.tabIndex = 0;
  else box.removeAttribute("tabindex");
}
