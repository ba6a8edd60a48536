// One message as a bubble: text, attachment, buttons, marks.
import { button, make } from "./build.js";
import { rich } from "./rich.js";
import { openFile, canOpen } from "./viewer.js";
import { say, sizeOf, when } from "./words.js";

const PAYLOAD = /^(\/start) \S+$/;

function paper(name, size) {
  const kind = name.includes(".") ? name.split(".").at(-1).toUpperCase() : "";
  return [make("span", { class: "sign", "aria-hidden": "true" }, kind), make("span", {}, name, size ? make("small", {}, sizeOf(size)) : null)];
}

function attached(one) {
  const file = one.attachment;
  if (!file) return null;
  if (file.kind === "location") return make("p", { class: "paper" }, `${say("location")}: ${file.place.map((x) => x.toFixed(5)).join(", ")}`);
  const address = `/files/${file.file_id}`;
  if (file.kind === "photo") {
    const picture = make("img", { src: address, alt: one.text || say("photo") });
    return button(picture, () => openFile(address, say("photo"), "photo"), { class: "paper", "aria-label": `${say("open")}: ${say("photo")}` });
  }
  if (file.kind === "voice") return make("audio", { src: address, controls: true, "aria-label": say("voice") });
  const name = file.name ?? say("file");
  if (canOpen(name)) return button(paper(name, file.size), () => openFile(address, name), { class: "paper" });
  return make("a", { class: "paper", href: `${address}?save`, download: name }, paper(name, file.size));
}

function keys(one, phone) {
  if (!one.buttons.length) return null;
  const rows = one.buttons.map((row, r) => make("div", {}, row.map((key, c) =>
    button(key.url ? `${key.text} ↗` : key.text, (event) => phone.tap(event, one, key, r, c), { "data-key": `${one.id}:${r}:${c}` }))));
  return make("div", { class: "keys", role: "group", "aria-label": say("buttons") }, rows);
}

export function bubble(one, phone) {
  const own = !one.by_bot;
  const isStart = own && PAYLOAD.test(one.text);
  const marks = make("footer", {},
    own && !one.attachment && !isStart ? button(say("edit"), () => phone.edit(one)) : null,
    own ? button(say("delete"), () => phone.act("delete", { message_id: one.id })) : null,
    one.edited ? make("span", {}, say("edited")) : null,
    make("time", { datetime: one.at }, when(one.at, "time")));
  const author = make("span", { class: "hidden" }, `${own ? say("you") : one.author}: `);
  // Telegram's apps do not show what a link carried
  const text = one.text ? make("div", { class: "text" }, ...rich(isStart ? PAYLOAD.exec(one.text)[1] : one.text, isStart ? [] : one.entities, phone)) : null;
  return make("article", { class: own ? "mine" : "theirs", "data-message": one.id },
    make("div", { class: "bubble" }, author, attached(one), text, marks), keys(one, phone));
}
