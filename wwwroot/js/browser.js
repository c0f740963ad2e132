// What only the browser knows.
export function facts() {
  return { timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, language: navigator.language };
}
