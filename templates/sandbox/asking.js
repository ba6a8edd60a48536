// Sends what somebody does to the server; a refusal becomes a sentence.
import { knows, say } from "./words.js";

export class Refused extends Error {}

export async function post(address, body) {
  const isForm = body instanceof FormData;
  const headers = { "X-Plneni": "page", ...(isForm ? {} : { "Content-Type": "application/json" }) };
  const answer = await fetch(address, { method: "POST", headers, body: isForm ? body : JSON.stringify(body ?? {}) });
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    throw new Refused(knows(`refused_${told.error}`) ? say(`refused_${told.error}`) : say("refused"));
  }
  return told;
}
