// What a visitor chose, under console-… for a year.
const year = 365 * 24 * 3600;

export function cookie(name) {
  const found = document.cookie.split("; ").find(pair => pair.startsWith(`console-${name}=`));
  return found ? decodeURIComponent(found.slice(found.indexOf("=") + 1)) : "";
}

export function keep(name, value) {
  document.cookie = `console-${name}=${encodeURIComponent(value)}; path=/; max-age=${value ? year : 0}; samesite=lax`;
}
