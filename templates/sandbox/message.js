// One message as a bubble: text, attachment, buttons, marks.
import { button, make } from "./build.js";
import { rich } from "./rich.js";
import { openFile, canOpen } from "./viewer.js";
import { say, when } from "./words.js";

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
  const size = file.size ? ` (${Math.max(1, Math.round(file.size / 1024))} kB)` : "";
  if (canOpen(name)) return button(`${name}${size}`, () => openFile(address, name), { class: "paper" });
  return make("a", { class: "paper", href: `${address}?save`, download: name }, `${name}${size}`);
}

function keys(one, phone) {
  if (!one.buttons.length) return null;
  const rows = one.buttons.map((row, r) => make("div", {}, row.map((key, c) =>
    button(key.url ? `${key.text} ↗` : key.text, (event) => phone.tap(event, one, key, r, c), { "data-key": `${one.id}:${r}:${c}` }))));
  return make("div", { class: "keys", role: "group", "aria-label": say("buttons") }, rows);
}

export function bubble(one, phone) {
  const own = !one.by_bot;
  const marks = make("footer", {},
    own && !one.attachment ? button(say("edit"), () => phone.edit(one)) : null,
    own ? button(say("delete"), () => phone.act("delete", { message_id: one.id })) : null,
    one.edited ? make("span", {}, say("edited")) : null,
    make("time", { datetime: one.at }, when(one.at, "time")));
  const author = make("span", { class: "hidden" }, `${own ? say("you") : one.author}: `);
  const text = one.text ? make("div", { class: "text" }, ...rich(one.text, one.entities, phone.openLink)) : null;
  return make("article", { class: own ? "mine" : "theirs", "data-message": one.id },
    make("div", { class: "bubble" }, author, attached(one), text, marks), keys(one, phone));
}
