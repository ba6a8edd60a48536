// Turns a text with Telegram's entities into elements. Offsets count UTF-16 units, as JavaScript does.
import { button, make } from "./build.js";
import { say } from "./words.js";

const TAGS = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "code", blockquote: "blockquote" };
const COMMAND = /(?<![\w/])\/[a-z_]{2,32}(?![\w/])/g;
const FOLDED_FROM = 110;

function folded(text, children) {
  const inner = make("span", {}, ...children);
  if (text.length < FOLDED_FROM && text.split("\n").length <= 3) return make("blockquote", {}, inner);
  const whole = make("blockquote", { class: "folded" }, inner);
  const key = button("⌄", () => {
    const isFolded = whole.classList.toggle("folded");
    key.setAttribute("aria-expanded", String(!isFolded));
    key.textContent = isFolded ? "⌄" : "⌃";
  }, { class: "unfold", "aria-label": say("unfold"), "aria-expanded": "false" });
  whole.append(key);
  return whole;
}

function wrap(entity, text, children, does) {
  const link = (address) => make("a", { href: address, target: "_blank", rel: "noreferrer noopener", on: { click: (event) => does.openLink(event, address) } }, ...children);
  if (entity.type === "text_link" && /^https?:/.test(entity.url)) return link(entity.url);
  if (entity.type === "url") return link(text);
  if (entity.type === "expandable_blockquote") return folded(text, children);
  if (entity.type === "spoiler") return make("span", { class: "spoiler", tabindex: "0" }, ...children);
  return TAGS[entity.type] ? make(TAGS[entity.type], {}, ...children) : make("span", {}, ...children);
}

// Telegram's apps make every /command in a text a link that sends it.
function plain(text, does) {
  const out = [];
  let at = 0;
  for (const found of text.matchAll(COMMAND)) {
    out.push(text.slice(at, found.index), button(found[0], () => does.says(found[0]), { class: "command" }));
    at = found.index + found[0].length;
  }
  return [...out, text.slice(at)];
}

export function rich(text, entities, does, from = 0, to = text.length) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const out = [];
  let at = from;
  for (let i = 0; i < sorted.length; i++) {
    const one = sorted[i];
    const end = Math.min(one.offset + one.length, to);
    if (one.offset < at) continue;
    if (one.offset > at) out.push(...plain(text.slice(at, one.offset), does));
    const inside = sorted.slice(i + 1).filter((other) => other.offset >= one.offset && other.offset + other.length <= end);
    out.push(wrap(one, text.slice(one.offset, end), rich(text, inside, does, one.offset, end), does));
    at = end;
  }
  if (at < to) out.push(...plain(text.slice(at, to), does));
  return out;
}
