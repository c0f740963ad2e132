// The age of the figures ticks here, so that it grows also while the connection is lost; changed figures fade a tint.
const tickMs = 200;
const staleAfterMs = 3000;
const tintMs = 600;
const tintDistanceMs = 1000;
const tinted = new WeakMap();
const calm = matchMedia("(prefers-reduced-motion: reduce)");
let stamped = { at: 0, age: 0 };

export function startLive() {
  new MutationObserver(onChanges).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-value", "data-stamp"], attributeOldValue: true });
  setInterval(tick, tickMs);
}

let tenths = new Intl.NumberFormat("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
let tenthsOf = "en";

function inTenths(seconds, culture) {
  if (culture && culture !== tenthsOf) {
    tenths = new Intl.NumberFormat(culture, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
    tenthsOf = culture;
  }
  return tenths.format(seconds);
}

export function ageText(ms, culture) {
  const seconds = Math.max(0, ms) / 1000;
  if (seconds < 10) return inTenths(seconds, culture) + " s";
  if (seconds < 60) return Math.floor(seconds) + " s";
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} m ${String(Math.floor(seconds % 60)).padStart(2, "0")} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} m`;
}

function onChanges(records) {
  for (const record of records) {
    if (record.attributeName === "data-stamp") stamp(record.target);
    else if (record.oldValue !== record.target.dataset.value) tint(record.target);
  }
}

function stamp(element) {
  stamped = { at: performance.now(), age: Number(element.dataset.ageMs) || 0, of: element.dataset.stamp };
}

function tick() {
  const live = document.querySelector("[data-stamp]");
  const age = live?.querySelector("[data-age]");
  if (!age?.firstChild || !live.dataset.stamp) {
    document.documentElement.removeAttribute("data-stale");
    return;
  }
  if (live.dataset.stamp !== stamped.of) stamp(live);
  const ms = stamped.age + performance.now() - stamped.at;
  const text = ageText(ms, live.dataset.culture);
  if (age.firstChild.data !== text) age.firstChild.data = text;
  const stale = ms > staleAfterMs && live.dataset.paused !== "true";
  document.documentElement.toggleAttribute("data-stale", stale);
}

function tint(cell) {
  const now = performance.now();
  if (calm.matches || now - (tinted.get(cell) ?? -tintDistanceMs) < tintDistanceMs) return;
  tinted.set(cell, now);
  const colour = getComputedStyle(cell).getPropertyValue("--tint");
  cell.animate([{ backgroundColor: colour }, { backgroundColor: "transparent" }], { duration: tintMs, easing: "ease-out" });
}
