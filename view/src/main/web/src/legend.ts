import type { Classes } from "./classes.js";
import { element, make, swatch } from "./page.js";
import type { Summary } from "./summary.js";
import { countText, hectaresText, shareText } from "./text.js";

/** The list of classes with their area in view. A click on a row hides its fields or shows them again. */
export class LegendView {
  private readonly list = element("legend");
  private readonly hidden = new Set<string>();
  private rows: string[] = [];

  constructor(
    private readonly classes: Classes,
    private readonly onToggle: (hidden: ReadonlySet<string>) => void,
  ) {}

  /** Shows a summary. Classes that are hidden stay, so that they can come back. */
  show(summary: Summary): void {
    const absent = [...this.hidden].filter((key) => !summary.classes.some((one) => one.key === key));
    const all = [...summary.classes, ...absent.map((key) => ({ key, hectares: 0 }))];
    const focused = this.rows.indexOf((document.activeElement as HTMLElement | null)?.dataset["key"] ?? "\0");
    const focusedKey = focused < 0 ? null : this.rows[focused];
    this.rows = all.map((one) => one.key);
    this.list.replaceChildren(...all.map((one) => this.row(one.key, one.hectares, summary)));
    if (focusedKey !== null && focusedKey !== undefined) {
      this.button(focusedKey)?.focus();
    }
    element("total").textContent = totalText(summary);
    element("note").textContent =
      summary.classes.length === 0
        ? "No field is in view."
        : "Area of what is drawn, cut at the edge of the view. Hidden classes count, too.";
  }

  private row(key: string, hectares: number, summary: Summary): HTMLElement {
    const { name, color } = this.classes.get(key);
    const share = summary.hectares > 0 ? hectares / summary.hectares : 0;
    const bar = make("span", "bar");
    bar.style.width = `${share * 100}%`;
    const button = make(
      "button",
      "row",
      swatch(color),
      make("span", "name", name),
      make("span", "area", hectaresText(hectares)),
      make("span", "share", shareText(share)),
      bar,
    );
    button.dataset["key"] = key;
    button.setAttribute("type", "button");
    button.setAttribute("aria-pressed", String(!this.hidden.has(key)));
    button.title = this.hidden.has(key) ? `Show ${name}` : `Hide ${name}`;
    button.addEventListener("click", () => this.toggle(key));
    return make("li", "", button);
  }

  private toggle(key: string): void {
    if (!this.hidden.delete(key)) {
      this.hidden.add(key);
    }
    const { name } = this.classes.get(key);
    const button = this.button(key);
    button?.setAttribute("aria-pressed", String(!this.hidden.has(key)));
    button?.setAttribute("title", this.hidden.has(key) ? `Show ${name}` : `Hide ${name}`);
    this.onToggle(this.hidden);
  }

  private button(key: string): HTMLElement | undefined {
    return [...this.list.querySelectorAll<HTMLElement>("button")].find((one) => one.dataset["key"] === key);
  }
}

function totalText(summary: Summary): string {
  if (summary.classes.length === 0) {
    return "";
  }
  const area = hectaresText(summary.hectares);
  return summary.fieldCount === null ? area : `${countText(summary.fieldCount)} ${summary.fieldCount === 1 ? "field" : "fields"} drawn, ${area}`;
}
