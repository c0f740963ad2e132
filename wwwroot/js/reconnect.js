// Blazor tries to reconnect by itself. As soon as the server is ready again we ask at once, and when the page's own session is gone
// (the server was restarted), the page loads anew: everything that matters is in its address.
const retryMs = 1000;
const connectMs = 10_000;
const lost = ["components-reconnect-show", "components-reconnect-failed", "components-reconnect-rejected"];
let trying = false;

export function startReconnect() {
  const notice = document.getElementById("components-reconnect-modal");
  if (!notice) return;
  new MutationObserver(() => { if (isLost(notice)) retry(notice); }).observe(notice, { attributes: true, attributeFilter: ["class"] });
  setTimeout(connectAnew, connectMs);
}

// The server went away between the page and its first connection: Blazor does not try that again.
async function connectAnew() {
  while (document.querySelector("fieldset.until-connected[disabled]")) {
    if (await answers()) return location.reload();
    await new Promise(resolve => setTimeout(resolve, retryMs));
  }
}

function isLost(notice) {
  return lost.some(name => notice.classList.contains(name));
}

async function retry(notice) {
  if (trying) return;
  trying = true;
  try {
    while (isLost(notice)) {
      await new Promise(resolve => setTimeout(resolve, retryMs));
      if (!isLost(notice) || !await answers()) continue;
      if (notice.classList.contains("components-reconnect-rejected") || !await resume()) location.reload();
    }
  } finally {
    trying = false;
  }
}

async function answers() {
  try {
    return (await fetch("health/ready", { cache: "no-store" })).ok;
  } catch {
    return false;
  }
}

async function resume() {
  try {
    return await Blazor.reconnect() !== false;
  } catch {
    return true;
  }
}
