/** An element of index.html. */
export function element<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (found === null) {
    throw new Error(`index.html has no #${id}`);
  }
  return found as T;
}

/** A new element that holds text or other elements; text is never taken as HTML. */
export function make(tag: string, className: string, ...content: (string | Node)[]): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...content);
  return made;
}

/** A square of a colour. */
export function swatch(color: string): HTMLElement {
  const square = make("span", "swatch");
  square.style.backgroundColor = color;
  return square;
}

/** What the page is doing, for the style sheet and for whoever waits for it. A message stays until it is taken away. */
export function setState(state: "loading" | "moving" | "ready"): void {
  if (element("problem").hidden) {
    document.documentElement.dataset["state"] = state;
  }
}

/** Tells those who hear the page what others see. */
export function speak(text: string): void {
  element("spoken").textContent = text;
}

/** Shows a message instead of the map. */
export function showProblem(message: string): void {
  const box = element("problem");
  box.querySelector("p")!.textContent = message;
  box.hidden = false;
  document.documentElement.dataset["state"] = "problem";
}

/** Takes the message away. */
export function clearProblem(): void {
  element("problem").hidden = true;
}
