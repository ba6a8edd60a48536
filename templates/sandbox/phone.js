// One phone: its chat as Telegram shows it, unread marks, toasts.
import { button, make } from "./build.js";
import { Composer, send } from "./composer.js";
import { post } from "./asking.js";
import { bubble } from "./message.js";
import { language, say, when } from "./words.js";

const TYPING_MS = 5000;
const TOAST_MS = 4500;
const START_LINK = /^https?:\/\/t\.me\/[^/?]+\?start=([A-Za-z0-9_-]{1,64})$/;

export class Phone {
  constructor(player, changed) {
    this.person = player.id;
    this.player = player;
    this.changed = changed;
    this.messages = new Map();
    this.toasted = 0;
    this.typed = 0;
    this.unread = 0;
    this.firstUnread = null;
    this.openLink = this.openLink.bind(this);
    this.composer = new Composer(this);
    this.build();
  }

  build() {
    this.name = make("h3", { id: `name-${this.person}` });
    this.title = make("p", {});
    this.badge = make("span", { class: "badge" });
    this.bot = make("strong", {});
    this.face = make("span", { class: "face", "aria-hidden": "true" });
    this.typing = make("p", {});
    this.log = make("div", { class: "log", role: "log", "aria-live": "polite", "aria-label": say("conversation"), tabindex: "0" });
    this.newest = button("↓", () => this.toEnd(), { class: "newest", "aria-label": say("to_newest"), title: say("to_newest"), hidden: true });
    this.told = make("div", { class: "toast", role: "status" });
    const hide = button("✕", () => post(`/people/${this.person}`, { open: false }), { "aria-label": say("hide_phone"), title: say("hide_phone") });
    this.element = make("section", { class: "phone", "aria-labelledby": this.name.id, "data-person": this.person },
      make("div", { class: "owner" }, make("div", {}, this.name, this.title), this.badge, hide),
      make("div", { class: "frame" },
        make("div", { class: "bar-of-chat" }, this.face, make("div", {}, this.bot, this.typing)),
        make("div", { class: "middle" }, this.log, this.newest), this.told, this.composer.element));
    for (const event of ["focusin", "pointerdown", "wheel"]) this.element.addEventListener(event, () => this.read(), { passive: true });
    this.log.addEventListener("scroll", () => this.scrolled());
    new ResizeObserver(() => { if (this.isAtEnd) this.toEnd(); }).observe(this.log);
    this.isAtEnd = true;
    this.showTyping(false);
  }

  scrolled() {
    this.isAtEnd = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 60;
    this.newest.hidden = this.isAtEnd;
  }

  toEnd() {
    this.log.scrollTop = this.log.scrollHeight;
    this.scrolled();
  }

  update(player, commands, bot) {
    this.player = player;
    this.commands = commands;
    this.name.textContent = player.name;
    this.title.textContent = [say(`role_${player.role}`), player.title].filter(Boolean).join(" · ");
    this.title.title = this.title.textContent;
    this.bot.textContent = bot;
    this.face.textContent = bot.slice(0, 1);
    this.element.dataset.role = player.role;
    this.draw();
    this.refresh();
  }

  refresh() {
    this.composer.show(this.player, this.keyboard(), this.commands ?? []);
  }

  keyboard() {
    const all = [...this.messages.values()].filter((one) => !one.deleted && one.keyboard);
    return all.length ? all.sort((a, b) => b.id - a.id)[0].keyboard : null;
  }

  take(chat) {
    if (chat.whole) this.messages.clear();
    const isHere = this.element.contains(document.activeElement) || chat.whole;
    for (const one of chat.messages) {
      const isNew = !this.messages.has(one.id);
      this.messages.set(one.id, one);
      if (isNew && one.by_bot && !isHere) this.count(one);
    }
    this.draw();
    this.showToasts(chat.toasts);
    if (chat.typing > this.typed && !chat.whole) this.showTyping(true);
    this.typed = chat.typing;
    if (chat.messages.some((one) => one.by_bot)) this.showTyping(false);
    this.refresh();
  }

  count(one) {
    if (!this.unread) this.firstUnread = one.id;
    this.unread += 1;
    this.showUnread();
  }

  read() {
    if (!this.unread) return;
    this.unread = 0;
    this.showUnread();
  }

  showUnread() {
    this.badge.replaceChildren(...(this.unread ? [make("span", { "aria-hidden": "true" }, String(this.unread)), make("span", { class: "hidden" }, say("unread", { n: this.unread }))] : []));
    this.changed();
  }

  draw() {
    const key = document.activeElement?.dataset?.key;
    const isInLog = this.log.contains(document.activeElement);
    const stays = this.isAtEnd;
    const living = [...this.messages.values()].filter((one) => !one.deleted).sort((a, b) => a.id - b.id);
    const there = new Map([...this.log.children].map((child) => [child.dataset.sign, child]));
    const wanted = [];
    let day = "";
    if (!this.player.started) wanted.push(this.kept(there, "empty", () => make("p", { class: "empty" }, say(`empty_${this.player.role}`))));
    for (const one of living) {
      const today = when(one.at, "day");
      if (today !== day) wanted.push(this.kept(there, `day:${today}`, () => make("div", { class: "day" }, today)));
      day = today;
      if (one.id === this.firstUnread) wanted.push(this.kept(there, `unread:${one.id}`, () => make("div", { class: "unread" }, say("new_messages"))));
      wanted.push(this.kept(there, `${one.id}:${one.edited}:${JSON.stringify([one.text, one.buttons])}`, () => bubble(one, this)));
    }
    this.place(wanted);
    if (isInLog && !this.log.contains(document.activeElement)) this.refocus(key);
    if (stays) this.toEnd();
  }

  kept(there, sign, makeIt) {
    const element = there.get(sign) ?? makeIt();
    element.dataset.sign = sign;
    return element;
  }

  place(wanted) {
    const stays = new Set(wanted);
    for (const child of [...this.log.children]) if (!stays.has(child)) child.remove();
    wanted.forEach((element, at) => { if (this.log.children[at] !== element) this.log.insertBefore(element, this.log.children[at] ?? null); });
  }

  refocus(key) {
    const same = key && this.log.querySelector(`[data-key="${key}"]`);
    const newest = [...this.log.querySelectorAll("[data-key]")].at(-1);
    (same || (newest && this.log.querySelector(`[data-key="${newest.dataset.key.split(":")[0]}:0:0"]`)) || this.log).focus();
  }

  showToasts(toasts) {
    const shown = toasts.filter((one) => one.version > this.toasted && one.text && one.user_id === this.person);
    this.toasted = Math.max(this.toasted, ...toasts.map((one) => one.version));
    if (shown.length) this.toast(shown.at(-1).text);
  }

  toast(text) {
    this.told.textContent = text;
    clearTimeout(this.toastTimer);
    this.toastTimer = setTimeout(() => { this.told.textContent = ""; }, TOAST_MS);
  }

  showTyping(isTyping) {
    this.typing.textContent = say(isTyping ? "typing" : "bot");
    this.typing.classList.toggle("typing", isTyping);
    clearTimeout(this.typingTimer);
    if (isTyping) this.typingTimer = setTimeout(() => this.showTyping(false), TYPING_MS);
  }

  async act(act, body = {}) {
    this.read();
    this.firstUnread = null;
    this.isAtEnd = true;
    try {
      return await send(this.person, act, body);
    } catch (error) {
      this.toast(error.message);
      return null;
    }
  }

  tap(event, one, key, row, column) {
    if (key.url) { this.openLink(event, key.url); return; }
    this.act("tap", { message_id: one.id, row, column });
  }

  says(text) { this.act("text", { text }); }

  edit(one) { this.composer.edit(one); }

  openLink(event, address) {
    const start = START_LINK.exec(address);
    if (start) {
      event.preventDefault();
      post("/guests", { payload: start[1], language }).catch((error) => this.toast(error.message));
    } else if (event.currentTarget.tagName !== "A") window.open(address, "_blank", "noopener,noreferrer");
  }
}
