// Everybody in the plan: how they behave, letting them answer, showing their phones.
import { button, make } from "./build.js";
import { say } from "./words.js";

const MANNERS = ["diligent", "slow", "silent", "blocked", "contradictory"];
const list = document.getElementById("people");
let shown = "";

function manner(one, order) {
  const select = make("select", { "aria-label": `${say("manner")}: ${one.name}`, "data-focus": `m${one.id}` },
    MANNERS.map((each) => make("option", { value: each, selected: each === one.manner }, say(`manner_${each}`))));
  select.addEventListener("change", () => order(`/people/${one.id}`, { manner: select.value }));
  return select;
}

function person(one, isBusy, order) {
  const answer = button(say("let_answer"), () => order("/answer", { person: one.id }),
    { "aria-disabled": String(isBusy), "data-focus": `a${one.id}`, "aria-label": `${say("let_answer")}: ${one.name}` });
  const show = button(say("phone"), () => order(`/people/${one.id}`, { open: !one.open }),
    { "aria-pressed": String(one.open), "data-focus": `s${one.id}`, "aria-label": `${say("phone")}: ${one.name}`, title: say(one.open ? "hide_phone" : "show_phone") });
  const doing = one.doing === "nothing" && !one.started ? "absent" : one.doing;
  const who = [say(`role_${one.role}`), one.title].filter(Boolean).join(" · ");
  return make("li", { "data-player": one.id },
    make("span", { class: "doing" }, say(`doing_${doing}`)), make("strong", {}, one.name), make("span", { class: "who", title: who }, who),
    make("div", { class: "row" }, ...(one.can_answer ? [manner(one, order), answer] : [make("small", {}, say("by_hand"))]), show));
}

export function showPeople(players, isBusy, order) {
  const sign = JSON.stringify([players, isBusy]);
  if (sign === shown) return;
  shown = sign;
  const focused = document.activeElement?.dataset?.focus;
  list.replaceChildren(...players.map((one) => person(one, isBusy, order)));
  if (focused) document.querySelector(`[data-focus="${focused}"]`)?.focus();
}
