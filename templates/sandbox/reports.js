// The reports made so far, each version with its files: opened here where a browser can, else saved.
import { button, make } from "./build.js";
import { canOpen, openFile } from "./viewer.js";
import { knows, say, sizeOf } from "./words.js";

const NAME = /^(.+?-(draft|edition)-(\d+))(-.+?)?\.([a-z]+)$/;
const ORDER = ["html", "pdf", "docx", "xlsx", "json"];
const list = document.getElementById("reports");
let shown = "";

function read(one) {
  const [, version = one.name, state = "", number = "", part = "", ending = one.name.split(".").at(-1)] = NAME.exec(one.name) ?? [];
  return { ...one, stem: version + part, title: state ? say(part ? `report_${state}_part` : `report_${state}`, { n: number }) : one.name, part, ending };
}

function file(one) {
  const address = `/reports/${encodeURIComponent(one.name)}`;
  const kind = knows(`kind_${one.ending}`) ? say(`kind_${one.ending}`) : one.ending;
  const label = { "aria-label": `${kind}: ${one.name}`, title: `${one.name}, ${sizeOf(one.size)}` };
  if (canOpen(one.name) && one.ending !== "json") return button(kind, () => openFile(address, one.name), label);
  return make("a", { ...label, href: `${address}?save`, download: one.name }, `↓ ${kind}`);
}

export function showReports(reports) {
  const sign = JSON.stringify(reports);
  if (sign === shown) return;
  shown = sign;
  if (!reports.length) { list.replaceChildren(make("p", { class: "quiet" }, say("no_reports"))); return; }
  const stems = new Map();
  for (const one of reports.map(read)) stems.set(one.stem, [...(stems.get(one.stem) ?? []), one]);
  // versions come newest first; within one the whole before its parts
  const versions = [...stems.values()].sort(([a], [b]) => (b.stem.startsWith(a.stem) ? -1 : a.stem.startsWith(b.stem) ? 1 : 0));
  list.replaceChildren(make("ul", { class: "files" }, versions.map((files) => make("li", {}, make("strong", {}, files[0].title),
    make("div", { class: "row" }, ...files.sort((a, b) => ORDER.indexOf(a.ending) - ORDER.indexOf(b.ending)).map(file))))));
}
