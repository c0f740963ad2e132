// The choice is kept in a cookie, so that the server sends the next page in the right colours at once.
import { keep } from "./cookies.js";

const systemDark = matchMedia("(prefers-color-scheme: dark)");

export function startTheme() {
  document.addEventListener("click", event => {
    if (event.target.closest?.("[data-theme-toggle]")) setTheme(isDark() ? "light" : "dark");
  });
}

// Empty: as the system has it.
export function setTheme(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  for (const sheet of document.querySelectorAll("link[data-theme-sheet]"))
    sheet.media = media(sheet.dataset.themeSheet, theme);
  keep("theme", theme);
}

function media(sheet, theme) {
  if (!theme) return `(prefers-color-scheme: ${sheet})`;
  return sheet === theme ? "all" : "not all";
}

function isDark() {
  const theme = document.documentElement.dataset.theme;
  return theme ? theme === "dark" : systemDark.matches;
}
