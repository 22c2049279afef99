import type { YearEntry } from "./catalog.js";
import { element } from "./page.js";

/** Chooses one of several years: by list, by buttons, or by the keys [ and ]. Hidden where there is one only. */
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
    if (!isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      if (event.key === "[") {
        this.go(this.place - 1);
      } else if (event.key === "]") {
        this.go(this.place + 1);
      }
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
