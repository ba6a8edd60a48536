// The foot of a phone: start, keyboard, writing, attachments.
import { button, make } from "./build.js";
import { post } from "./asking.js";
import { say } from "./words.js";

export class Composer {
  constructor(phone) {
    this.phone = phone;
    this.element = make("div", { class: "foot" });
    this.shown = "";
    this.editing = null;
    this.recorder = null;
  }

  show(player, keyboard, commands) {
    const shown = JSON.stringify([player.started, player.blocked, keyboard, commands, this.editing?.id]);
    if (shown === this.shown) return;
    this.shown = shown;
    const kept = this.area?.value ?? "";
    const focused = this.element.contains(document.activeElement);
    this.element.replaceChildren(...this.parts(player, keyboard, commands));
    if (this.area && !this.editing && kept) this.area.value = kept;
    if (focused) (this.area ?? this.element.querySelector("button"))?.focus();
  }

  parts(player, keyboard, commands) {
    this.area = null;
    if (player.blocked) return [make("p", { class: "state" }, say("blocked"), button(say("unblock"), () => this.phone.act("unblock")))];
    if (!player.started) return [make("p", { class: "state" }, say("start_hint")), button(say("start"), () => this.phone.act("start"), { class: "begin" })];
    return [this.editingMark(), this.keyboard(keyboard), this.more(commands), this.form()].filter(Boolean);
  }

  editingMark() {
    if (!this.editing) return null;
    return make("p", { class: "state" }, say("editing"), button(say("cancel"), () => this.edit(null)));
  }

  keyboard(rows) {
    if (!rows?.length) return null;
    return make("div", { class: "keys", role: "group", "aria-label": say("keyboard") },
      rows.map((row) => make("div", {}, row.map((label) => button(label, () => this.phone.act("text", { text: label }))))));
  }

  more(commands) {
    this.menu = make("div", { class: "menu", hidden: true },
      commands.map((one) => button([make("strong", {}, `/${one.command}`), make("span", { class: "quiet" }, one.description)], () => this.phone.act("text", { text: `/${one.command}` }), { class: "command" })),
      button(say("block"), () => this.phone.act("block")));
    this.attachments = make("div", { class: "menu", hidden: true },
      this.picker("photo", "image/*"), this.picker("file", "*/*", "document"), this.recording(), this.picker("voice_file", "audio/*", "voice"), this.place());
    return make("div", {}, this.menu, this.attachments);
  }

  picker(label, accept, act = label) {
    const input = make("input", { type: "file", accept, class: "hidden", tabindex: "-1", "aria-label": say(label), "data-upload": act });
    input.addEventListener("change", () => { if (input.files[0]) this.upload(act, input.files[0], input.files[0].name); input.value = ""; });
    return make("span", {}, input, button(say(label), () => input.click()));
  }

  upload(act, content, name) {
    const form = new FormData();
    form.append("file", content, name);
    if (this.area?.value) { form.append("caption", this.area.value); this.area.value = ""; }
    this.fold();
    return this.phone.act(act, form);
  }

  recording() {
    const key = button(say("voice"), async () => {
      if (this.recorder) { this.recorder.stop(); return; }
      try {
        const sound = await navigator.mediaDevices.getUserMedia({ audio: true });
        const heard = [];
        this.recorder = new MediaRecorder(sound);
        this.recorder.addEventListener("dataavailable", (event) => heard.push(event.data));
        this.recorder.addEventListener("stop", () => {
          sound.getTracks().forEach((track) => track.stop());
          this.recorder = null;
          key.textContent = say("voice");
          this.upload("voice", new Blob(heard, { type: kind }), `voice.${kind.split("/")[1]}`);
        });
        this.recorder.start();
        const kind = this.recorder.mimeType.split(";")[0];
        key.textContent = say("voice_stop");
      } catch { this.phone.toast(say("no_microphone")); }
    });
    return key;
  }

  place() {
    const number = (label, value) => make("label", {}, label, make("input", { type: "number", step: "any", value }));
    const latitude = number(say("latitude"), "49.8209");
    const longitude = number(say("longitude"), "18.2625");
    const read = (label) => Number(label.querySelector("input").value);
    return make("fieldset", {}, make("legend", {}, say("location")), latitude, longitude, button(say("send_location"), () => {
      this.fold();
      this.phone.act("location", { latitude: read(latitude), longitude: read(longitude) });
    }));
  }

  fold(but = null) {
    const isLosing = [this.menu, this.attachments].some((one) => one !== but && one.contains(document.activeElement));
    for (const [key, what] of this.toggles) {
      if (what === but) continue;
      what.hidden = true;
      key.setAttribute("aria-expanded", "false");
    }
    if (isLosing) this.area.focus();
  }

  form() {
    this.toggles = [];
    const toggle = (label, sign, what) => {
      const key = button(sign, () => {
        this.fold(what);
        what.hidden = !what.hidden;
        key.setAttribute("aria-expanded", String(!what.hidden));
      }, { "aria-label": say(label), title: say(label), "aria-expanded": "false" });
      this.toggles.push([key, what]);
      return key;
    };
    this.area = make("textarea", { rows: "1", "aria-label": say("write"), placeholder: say("write") });
    if (this.editing) this.area.value = this.editing.text;
    this.area.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); this.send(); }
      if (event.key === "Escape" && this.editing) this.edit(null);
    });
    this.element.onkeydown = (event) => { if (event.key === "Escape") this.fold(); };
    const form = make("form", {}, toggle("menu", "☰", this.menu), toggle("attach", "+", this.attachments), this.area,
      make("button", { class: "send", type: "submit", "aria-label": say("send"), title: say("send") }, "➤"));
    form.addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
    return form;
  }

  async send() {
    const text = this.area.value.trim();
    if (!text) return;
    const editing = this.editing;
    this.area.value = "";
    if (editing) { this.edit(null); await this.phone.act("edit", { message_id: editing.id, text }); } else await this.phone.act("text", { text });
  }

  edit(message) {
    this.editing = message;
    if (this.area) this.area.value = "";
    this.phone.refresh();
    this.area?.focus();
  }
}

export const send = (person, act, body) => post(`/people/${person}/${act}`, body);
