// What the page says, and how it writes times; both in the page's language.
const words = JSON.parse(document.getElementById("words").textContent);
export const language = document.documentElement.lang;

export function say(key, data = {}) {
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => String(data[name]));
}

export const knows = (key) => key in words;

const styles = {
  clock: { weekday: "short", day: "numeric", month: "numeric", year: "numeric", hour: "2-digit", minute: "2-digit" },
  moment: { weekday: "short", day: "numeric", month: "numeric", hour: "2-digit", minute: "2-digit" },
  date: { weekday: "short", day: "numeric", month: "numeric" },
  day: { weekday: "long", day: "numeric", month: "long" },
  time: { hour: "2-digit", minute: "2-digit" },
};
let made = new Map();
let zone = "";

export function useZone(name) {
  if (name !== zone) { zone = name; made = new Map(); }
}

export function when(instant, style) {
  if (!made.has(style)) made.set(style, new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { ...styles[style], timeZone: zone }));
  return made.get(style).format(new Date(instant));
}

// What ends at midnight ends with the day before: nobody calls that the next day's 00:00.
export function ends(instant) {
  const at = Date.parse(instant);
  return new Date(at).toLocaleTimeString("en-GB", { timeZone: zone }) === "00:00:00" ? say("end_of", { day: when(at - 1000, "date") }) : when(at, "moment");
}

export const sizeOf = (bytes) => `${Math.max(1, Math.round(bytes / 1024))} kB`;
