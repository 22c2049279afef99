import type { YearEntry } from "./catalog.js";
import { element } from "./page.js";

/** How many years a key goes on. */
export function stepOf(key: string): -1 | 0 | 1 {
  switch (key) {
    case "[":
    case ",":
      return -1;
    case "]":
    case ".":
      return 1;
    default:
      return 0;
  }
}

/** Whether keys are held that make another one a command. Many keyboards have brackets with AltGr, which is Ctrl and Alt, or with Option. */
export function isShortcut(event: Pick<KeyboardEvent, "ctrlKey" | "metaKey" | "altKey">): boolean {
  return event.metaKey || (event.ctrlKey && !event.altKey);
}

/** Chooses one of several years: by list, by buttons, or by the keys [ and ], or comma and full stop. Hidden where there is one only. */
export class YearSwitch {
  private readonly select = element<HTMLSelectElement>("year");
  private readonly earlier = element<HTMLButtonElement>("earlier");
  private readonly later = element<HTMLButtonElement>("later");
  private place: number;

  /** @param place of the year that is shown first */
  constructor(
    private readonly years: readonly YearEntry[],
    place: number,
    private readonly onChange: (place: number) => void,
  ) {
    this.place = place;
    element("years").hidden = years.length < 2;
    years.forEach((entry, index) => {
      const option = document.createElement("option");
      option.value = String(index);
      option.textContent = String(entry.year ?? index + 1);
      this.select.append(option);
    });
    this.select.addEventListener("change", () => this.go(Number(this.select.value)));
    this.earlier.addEventListener("click", () => this.go(this.place - 1));
    this.later.addEventListener("click", () => this.go(this.place + 1));
    document.addEventListener("keydown", (event) => this.onKey(event));
    this.paint();
  }

  private onKey(event: KeyboardEvent): void {
    const isTyping = event.target instanceof HTMLInputElement;
    if (!isTyping && !isShortcut(event)) {
      this.go(this.place + stepOf(event.key));
    }
  }

  private go(place: number): void {
    if (place >= 0 && place < this.years.length && place !== this.place) {
      this.place = place;
      this.paint();
      this.onChange(place);
    }
  }

  private paint(): void {
    this.select.value = String(this.place);
    this.earlier.disabled = this.place === 0;
    this.later.disabled = this.place === this.years.length - 1;
  }
}
