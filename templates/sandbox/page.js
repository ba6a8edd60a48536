// The page: follows the stream of events and shows phones, time, people and reports.
import { button, make } from "./build.js";
import { post } from "./asking.js";
import { Phone } from "./phone.js";
import { canOpen, openFile } from "./viewer.js";
import { language, say, useZone, when } from "./words.js";

const MANNERS = ["diligent", "slow", "silent", "blocked", "contradictory"];
const byId = (id) => document.getElementById(id);
const phones = new Map();
let state = null;
let read = { at: 0, now: 0 };
let front = null;

async function order(address, body) {
  try { await post(address, body); } catch (error) { byId("news").textContent = error.message; }
}

function tick() {
  if (!state) return;
  const now = read.now + (performance.now() - read.at) * state.rate;
  byId("clock").textContent = when(now, "clock");
  byId("clock").setAttribute("datetime", new Date(now).toISOString());
}

function setNow(now) { read = { at: performance.now(), now: Date.parse(now) }; tick(); }

function showTime() {
  const { time, busy, failed } = state;
  for (const key of document.querySelectorAll("[data-skip]")) {
    const goal = time.skips[key.dataset.skip];
    key.disabled = !goal || busy !== "";
    key.querySelector("small").textContent = goal ? when(goal, "moment") : say("gone");
  }
  byId("answer-all").disabled = busy !== "";
  byId("news").textContent = busy ? say(`busy_${busy}`) : failed ? say("failed") : "";
  const now = Date.parse(state.now);
  const marks = time.strip.map((one) => {
    const told = [one.people ? say("to_people", { n: one.people }) : "", one.calls ? say("to_call", { n: one.calls }) : ""].filter(Boolean);
    return [Date.parse(one.at), make("li", { class: `${one.past ? "past" : "ahead"} ${one.act}`, "data-act": one.act },
      make("strong", {}, say(`act_${one.act}`)), make("span", { class: "hidden" }, ` ${say(one.past ? "gone" : "coming")} `),
      make("span", {}, when(one.at, "moment")), make("span", {}, told.join(", ")))];
  });
  const mark = make("li", { class: "now", "aria-current": "date" }, make("strong", {}, say("today")), make("span", {}, when(now, "moment")));
  const at = marks.findIndex(([moment]) => moment > now);
  const items = marks.map(([, element]) => element);
  items.splice(at < 0 ? items.length : at, 0, mark);
  byId("strip").replaceChildren(...items);
  byId("strip").scrollLeft = mark.offsetLeft - byId("strip").clientWidth / 2;
}

function showPeople() {
  const focused = document.activeElement?.dataset?.focus;
  byId("people").replaceChildren(...state.players.map((one) => {
    const select = make("select", { "aria-label": `${say("manner")}: ${one.name}`, "data-focus": `m${one.id}` },
      MANNERS.map((manner) => make("option", { value: manner, selected: manner === one.manner }, say(`manner_${manner}`))));
    select.addEventListener("change", () => order(`/people/${one.id}`, { manner: select.value }));
    const answer = button(say("let_answer"), () => order("/answer", { person: one.id }), { disabled: state.busy !== "", "data-focus": `a${one.id}`, "aria-label": `${say("let_answer")}: ${one.name}` });
    const show = button(say(one.open ? "hide_phone" : "show_phone"), () => order(`/people/${one.id}`, { open: !one.open }), { "data-focus": `s${one.id}`, "aria-label": `${say(one.open ? "hide_phone" : "show_phone")}: ${one.name}` });
    const who = [say(`role_${one.role}`), one.title].filter(Boolean).join(" · ");
    return make("li", { "data-player": one.id },
      make("div", {}, make("strong", {}, one.name), ` ${who} `, make("span", { class: "doing" }, say(`doing_${one.doing}`))),
      make("div", { class: "row" }, ...(one.can_answer ? [select, answer] : [make("small", {}, say("by_hand"))]), show));
  }));
  if (focused) document.querySelector(`[data-focus="${focused}"]`)?.focus();
}

function showReports() {
  if (!state.reports.length) { byId("reports").replaceChildren(make("p", { class: "quiet" }, say("no_reports"))); return; }
  const rows = state.reports.map((one) => {
    const address = `/reports/${encodeURIComponent(one.name)}`;
    return make("li", {}, make("div", { class: "row" }, make("strong", {}, one.name),
      canOpen(one.name) ? button(say("open"), () => openFile(address, one.name), { "aria-label": `${say("open")}: ${one.name}` }) : null,
      make("a", { href: `${address}?save`, download: one.name, "aria-label": `${say("save")}: ${one.name}` }, say("save")),
      make("small", {}, `${Math.max(1, Math.round(one.size / 1024))} kB`)));
  });
  byId("reports").replaceChildren(make("ul", { class: "files" }, rows));
}

function showTabs() {
  const shown = [...phones.values()];
  if (!phones.has(front)) front = shown[0]?.person ?? null;
  byId("tabs").replaceChildren(...shown.map((phone) =>
    button(phone.unread ? `${phone.player.name} (${phone.unread})` : phone.player.name, () => { front = phone.person; phone.read(); showTabs(); },
      { "aria-pressed": String(phone.person === front) })));
  for (const phone of shown) phone.element.classList.toggle("front", phone.person === front);
}

function showPhones() {
  const wanted = state.players.filter((one) => one.open);
  for (const [person, phone] of phones) {
    if (!wanted.some((one) => one.id === person)) { phone.element.remove(); phones.delete(person); }
  }
  for (const one of wanted) {
    const phone = phoneOf(one);
    phone.update(one, state.commands[one.language] ?? state.commands[""] ?? []);
  }
  wanted.forEach((one, at) => {
    const { element } = phones.get(one.id);
    if (byId("phones").children[at] !== element) byId("phones").insertBefore(element, byId("phones").children[at] ?? null);
  });
  showTabs();
}

function phoneOf(player) {
  if (!phones.has(player.id)) phones.set(player.id, new Phone(player, showTabs));
  return phones.get(player.id);
}

let waiting = [];

function onState(event) {
  const told = JSON.parse(event.data);
  if (state && state.run !== told.run) { for (const phone of phones.values()) phone.element.remove(); phones.clear(); }
  state = told;
  useZone(state.zone);
  byId("plan").textContent = `${state.plan} · ${state.round}`;
  setNow(state.now);
  showTime();
  showPeople();
  showReports();
  showPhones();
  document.body.dataset.run = state.run;
  document.body.dataset.busy = state.busy;
  const due = waiting;
  waiting = [];
  due.forEach(onChat);
}

function onChat(chat) {
  if (state && chat.run < state.run) return;
  if (!state || state.run !== chat.run || !phones.has(chat.person)) { waiting.push(chat); return; }
  setNow(chat.now);
  phones.get(chat.person).take(chat);
}

function follow() {
  const stream = new EventSource("/stream");
  stream.addEventListener("state", onState);
  stream.addEventListener("chat", (event) => onChat(JSON.parse(event.data)));
  stream.addEventListener("error", () => { byId("news").textContent = say("lost"); });
}

for (const key of document.querySelectorAll("[data-skip]")) key.addEventListener("click", () => order("/time", { to: key.dataset.skip }));
byId("answer-all").addEventListener("click", () => order("/answer", {}));
byId("again").addEventListener("click", () => { if (window.confirm(say("start_again_sure"))) order("/again", { language }); });
setInterval(tick, 1000);
follow();
