// Choices of a visitor; each is kept in a cookie, so that the next page comes from the server as it is wished. Empty: as the browser says.
import { setTheme } from "./theme.js";
import { cookie, keep } from "./cookies.js";
import { own } from "./browser.js";

export function chosen() {
  return { theme: cookie("theme"), language: cookie("language"), timeZone: cookie("zone") };
}

export function browser() {
  return own();
}

export function choose(name, value) {
  if (name === "theme") setTheme(value);
  else keep(name, value);
}
