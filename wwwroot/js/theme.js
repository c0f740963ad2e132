// The choice is kept in a cookie, so that the server sends the next page in the right colours at once.
const year = 365 * 24 * 3600;
const systemDark = matchMedia("(prefers-color-scheme: dark)");

export function startTheme() {
  document.addEventListener("click", event => {
    if (event.target.closest?.("[data-theme-toggle]")) set(isDark() ? "light" : "dark");
  });
}

function isDark() {
  const theme = document.documentElement.dataset.theme;
  return theme ? theme === "dark" : systemDark.matches;
}

function set(theme) {
  document.documentElement.dataset.theme = theme;
  for (const sheet of document.querySelectorAll("link[data-theme-sheet]"))
    sheet.media = sheet.dataset.themeSheet === theme ? "all" : "not all";
  document.cookie = `console-theme=${theme}; path=/; max-age=${year}; samesite=lax`;
}
