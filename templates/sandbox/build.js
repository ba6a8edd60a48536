// Makes elements; text is always text, never markup.
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") for (const [event, act] of Object.entries(value)) element.addEventListener(event, act);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

// A button that is not to be pressed now stays where it is, so that whoever uses the keyboard does not lose their place.
export const whenAble = (act) => (event) => {
  if (event.currentTarget.getAttribute("aria-disabled") !== "true") act(event);
};

export function button(label, act, attributes = {}) {
  return make("button", { type: "button", ...attributes, on: { click: whenAble(act) } }, label);
}
