// The page: follows the stream of events and shows phones, time, people and reports.
import { button, whenAble } from "./build.js";
import { post } from "./asking.js";
import { showPeople } from "./people.js";
import { Phone } from "./phone.js";
import { showReports } from "./reports.js";
import { setNow, showTime } from "./time.js";
import { language, say, useZone } from "./words.js";

const byId = (id) => document.getElementById(id);
const phones = new Map();
let state = null;
let front = null;
let waiting = [];

async function order(address, body) {
  try { await post(address, body); } catch (error) { byId("news").textContent = error.message; }
}

function showNews(before) {
  const { busy, failed, reports } = state;
  const isNew = before?.run === state.run && reports.length > before.reports.length;
  if (busy || failed || isNew || before?.busy) byId("news").textContent = busy ? say(`busy_${busy}`) : failed ? say("failed") : isNew ? say("report_ready") : "";
}

function showTabs() {
  const shown = [...phones.values()];
  if (!phones.has(front)) front = shown[0]?.person ?? null;
  const focused = byId("tabs").contains(document.activeElement);
  byId("tabs").replaceChildren(...shown.map((phone) =>
    button(phone.unread ? `${phone.player.name} (${phone.unread})` : phone.player.name, () => { front = phone.person; phone.read(); showTabs(); phone.toEnd(); },
      { "aria-pressed": String(phone.person === front) })));
  if (focused) byId("tabs").querySelector("[aria-pressed=true]")?.focus();
  for (const phone of shown) phone.element.classList.toggle("front", phone.person === front);
}

function showPhones() {
  const wanted = state.players.filter((one) => one.open);
  for (const [person, phone] of phones) {
    if (!wanted.some((one) => one.id === person)) { phone.element.remove(); phones.delete(person); }
  }
  wanted.forEach((one, at) => {
    const isNew = !phones.has(one.id);
    if (isNew) phones.set(one.id, new Phone(one, showTabs));
    const phone = phones.get(one.id);
    phone.update(one, state.commands[one.language] ?? state.commands[""] ?? [], state.bot);
    if (byId("phones").children[at] !== phone.element) byId("phones").insertBefore(phone.element, byId("phones").children[at] ?? null);
    if (isNew && document.body.dataset.run === String(state.run)) { front = one.id; phone.element.scrollIntoView({ block: "nearest" }); }
  });
  showTabs();
}

function onState(event) {
  const told = JSON.parse(event.data);
  if (state && state.run !== told.run) { for (const phone of phones.values()) phone.element.remove(); phones.clear(); }
  const before = state;
  state = told;
  useZone(state.zone);
  byId("plan").textContent = `${state.plan} · ${state.round}`;
  setNow(state.now, state.rate);
  showTime(state, state.busy !== "");
  byId("answer-all").setAttribute("aria-disabled", String(state.busy !== ""));
  showNews(before);
  showPeople(state.players, state.busy !== "", order);
  showReports(state.reports);
  showPhones();
  document.body.dataset.run = state.run;
  document.body.dataset.language = state.language;
  document.body.dataset.busy = state.busy;
  document.body.dataset.works = state.works;
  const due = waiting;
  waiting = [];
  due.forEach(onChat);
  if (!before) speakAsThePage();
}

// Nothing was done yet: the phones may as well speak the language in which the page is read.
function speakAsThePage() {
  if (state.language !== language && state.players.every((one) => !one.started)) order("/again", { language });
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
  stream.addEventListener("open", () => { if (byId("news").textContent === say("lost")) byId("news").textContent = ""; });
  stream.addEventListener("error", () => { byId("news").textContent = say("lost"); });
}

for (const key of document.querySelectorAll("[data-skip]")) key.addEventListener("click", whenAble(() => order("/time", { to: key.dataset.skip })));
byId("answer-all").addEventListener("click", whenAble(() => order("/answer", {})));
byId("again").addEventListener("click", () => { if (window.confirm(say("start_again_sure"))) order("/again", { language }); });
follow();
