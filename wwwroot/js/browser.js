// What only the browser knows, unless the visitor chose otherwise on the settings page.
import { cookie } from "./cookies.js";

export function own() {
  return { timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, language: navigator.language };
}

export function facts() {
  const { timeZone, language } = own();
  return { timeZone: cookie("zone") || timeZone, language: cookie("language") || language };
}
