// Ids and offsets copy on click, digits as they are stored.
export function startCopy() {
  document.addEventListener("click", async event => {
    const cell = event.target.closest?.("[data-copy]");
    if (!cell || !navigator.clipboard || String(getSelection())) return;
    const text = cell.dataset.copy || cell.dataset.value;
    if (!text) return;
    try {
      await navigator.clipboard.writeText(text);
      say(cell, document.body.dataset.copied.replace("{0}", () => text));
    } catch {
      say(cell, document.body.dataset.copyRefused);
    }
  });
}

function say(cell, text) {
  const box = cell.getBoundingClientRect();
  const note = document.createElement("div");
  note.className = "copied";
  note.setAttribute("role", "status");
  note.textContent = text;
  note.style.left = `${Math.max(8, Math.min(box.left, innerWidth - 180))}px`;
  note.style.top = `${Math.max(8, box.top - 30)}px`;
  document.body.append(note);
  setTimeout(() => note.remove(), 1400);
}
