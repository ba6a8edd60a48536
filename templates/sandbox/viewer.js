// Opens documents and pictures over the page.
import { make } from "./build.js";

const dialog = document.getElementById("viewer");
const body = document.getElementById("viewer-body");
const OPENS = /\.(html?|pdf|txt|json|csv|md)$/i;

export function canOpen(name) { return OPENS.test(name); }

export function openFile(address, name, kind = "") {
  document.getElementById("viewer-name").textContent = name;
  const save = document.getElementById("viewer-save");
  save.href = `${address}?save`;
  save.setAttribute("download", name);
  const isPicture = kind === "photo" || /\.(png|jpe?g|webp|gif|svg)$/i.test(name);
  body.replaceChildren(isPicture ? make("img", { src: address, alt: name }) : make("iframe", { src: address, title: name }));
  dialog.showModal();
}

document.getElementById("viewer-close").addEventListener("click", () => dialog.close());
dialog.addEventListener("close", () => body.replaceChildren());
