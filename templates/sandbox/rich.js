// Turns a text with Telegram's entities into elements. Offsets count UTF-16 units, as JavaScript does.
import { make } from "./build.js";

const TAGS = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "code", blockquote: "blockquote", expandable_blockquote: "blockquote" };

function wrap(entity, text, children, openLink) {
  const link = (address) => make("a", { href: address, target: "_blank", rel: "noreferrer noopener", on: { click: (event) => openLink(event, address) } }, ...children);
  if (entity.type === "text_link" && /^https?:/.test(entity.url)) return link(entity.url);
  if (entity.type === "url") return link(text);
  if (entity.type === "spoiler") return make("span", { class: "spoiler", tabindex: "0" }, ...children);
  return TAGS[entity.type] ? make(TAGS[entity.type], {}, ...children) : make("span", {}, ...children);
}

export function rich(text, entities, openLink, from = 0, to = text.length) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const out = [];
  let at = from;
  for (let i = 0; i < sorted.length; i++) {
    const one = sorted[i];
    const end = Math.min(one.offset + one.length, to);
    if (one.offset < at) continue;
    if (one.offset > at) out.push(text.slice(at, one.offset));
    const inside = sorted.slice(i + 1).filter((other) => other.offset >= one.offset && other.offset + other.length <= end);
    out.push(wrap(one, text.slice(one.offset, end), rich(text, inside, openLink, one.offset, end), openLink));
    at = end;
  }
  if (at < to) out.push(text.slice(at, to));
  return out;
}
