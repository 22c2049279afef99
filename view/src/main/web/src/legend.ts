import type { Classes } from "./classes.js";
import { element, make, swatch } from "./page.js";
import type { Summary } from "./summary.js";
import { countText, hectaresText, shareText } from "./text.js";

/** What stands for a class, and the parts of it that change. */
interface Row {
  readonly item: HTMLElement;
  readonly button: HTMLElement;
  readonly area: HTMLElement;
  readonly share: HTMLElement;
  readonly bar: HTMLElement;
}

/** The list of classes with their area in view. A click on a row hides its fields or shows them again. */
export class LegendView {
  private readonly list = element("legend");
  private readonly hidden = new Set<string>();
  private readonly rows = new Map<string, Row>();

  constructor(
    private readonly classes: Classes,
    private readonly onToggle: (hidden: ReadonlySet<string>) => void,
  ) {}

  /** Shows a summary, and says what it lacks. Classes that are hidden stay, so that they can come back. */
  show(summary: Summary, missing: string): void {
    const absent = [...this.hidden].filter((key) => !summary.classes.some((one) => one.key === key));
    const all = [...summary.classes, ...absent.map((key) => ({ key, hectares: 0 }))];
    const rows = all.map((one) => this.row(one.key, one.hectares, summary));
    // Rows that stay are the same elements: one may have the focus, or a mouse button held down on it.
    if (rows.length !== this.list.children.length || rows.some((row, index) => row !== this.list.children[index])) {
      const focused = document.activeElement as HTMLElement | null;
      this.list.replaceChildren(...rows);
      if (focused !== null && this.list.contains(focused)) {
        focused.focus();
      }
    }
    element("total").textContent = totalText(summary);
    element("missing").textContent = missing;
    element("note").textContent =
      summary.classes.length === 0
        ? "No field is in view."
        : "Area of what is drawn, cut at the edge of the view. Hidden classes count, too.";
  }

  /** Shows a class again that is hidden. */
  reveal(key: string): void {
    if (this.hidden.has(key)) {
      this.toggle(key);
    }
  }

  private row(key: string, hectares: number, summary: Summary): HTMLElement {
    const row = this.rows.get(key) ?? this.newRow(key);
    this.rows.set(key, row);
    const share = summary.hectares > 0 ? hectares / summary.hectares : 0;
    row.area.textContent = hectaresText(hectares);
    row.share.textContent = shareText(share);
    row.bar.style.width = `${share * 100}%`;
    return row.item;
  }

  private newRow(key: string): Row {
    const { name, color } = this.classes.get(key);
    const area = make("span", "area");
    const share = make("span", "share");
    const bar = make("span", "bar");
    const button = make("button", "row", swatch(color), make("span", "name", ...breakable(name)), area, share, bar);
    button.setAttribute("type", "button");
    button.addEventListener("click", () => this.toggle(key));
    const row = { item: make("li", "", button), button, area, share, bar };
    this.paint(key, row);
    return row;
  }

  private toggle(key: string): void {
    if (!this.hidden.delete(key)) {
      this.hidden.add(key);
    }
    const row = this.rows.get(key);
    if (row !== undefined) {
      this.paint(key, row);
    }
    this.onToggle(this.hidden);
  }

  private paint(key: string, { button }: Row): void {
    const isHidden = this.hidden.has(key);
    const { name } = this.classes.get(key);
    button.setAttribute("aria-pressed", String(!isHidden));
    button.title = `${isHidden ? "Show" : "Hide"} ${name}`;
  }
}

/** A name that may go on in the next line after each slash. */
function breakable(name: string): (string | Node)[] {
  return name.split(/(?<=\/)/).flatMap((part, index) => (index === 0 ? [part] : [make("wbr", ""), part]));
}

/** What is in view, in one line; empty where nothing is. */
export function totalText(summary: Summary): string {
  if (summary.classes.length === 0) {
    return "";
  }
  const area = hectaresText(summary.hectares);
  return summary.fieldCount === null ? area : `${countText(summary.fieldCount)} ${summary.fieldCount === 1 ? "field" : "fields"} drawn, ${area}`;
}
