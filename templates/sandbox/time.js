// The round's time: the clock, how far it can be moved, and the strip of what has been and what will be sent.
import { make } from "./build.js";
import { ends, say, when } from "./words.js";

const byId = (id) => document.getElementById(id);
let read = { at: 0, now: 0, rate: 0 };

function tick() {
  if (!read.now) return;
  const now = read.now + (performance.now() - read.at) * read.rate;
  byId("clock").textContent = when(now, "clock");
  byId("clock").setAttribute("datetime", new Date(now).toISOString());
}

export function setNow(now, rate = read.rate) {
  read = { at: performance.now(), now: Date.parse(now), rate };
  tick();
}

function happening(one) {
  const told = [one.people ? say("to_people", { n: one.people }) : "", one.calls ? say("to_call", { n: one.calls }) : ""].filter(Boolean);
  return make("li", { class: `${one.past ? "past" : "ahead"} ${one.act}`, "data-act": one.act },
    make("strong", {}, say(`act_${one.act}`)), make("span", { class: "hidden" }, ` ${say(one.past ? "gone" : "coming")} `),
    make("span", {}, ends(one.at)), make("span", {}, told.join(", ")));
}

export function showTime({ time, now }, isBusy) {
  for (const key of document.querySelectorAll("[data-skip]")) {
    const goal = time.skips[key.dataset.skip];
    key.setAttribute("aria-disabled", String(!goal || isBusy));
    key.querySelector("small").textContent = goal ? ends(goal) : say("gone");
  }
  const mark = make("li", { class: "now", "aria-current": "date" }, make("strong", {}, say("today")), make("span", {}, when(now, "moment")));
  const items = time.strip.map(happening);
  const at = time.strip.findIndex((one) => Date.parse(one.at) > Date.parse(now));
  items.splice(at < 0 ? items.length : at, 0, mark);
  byId("strip").replaceChildren(...items);
  byId("strip").scrollLeft = mark.offsetLeft - byId("strip").clientWidth / 2;
}

setInterval(tick, 1000);
