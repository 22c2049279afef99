import { element } from "./page.js";
import type { Theme } from "./style.js";

const KEY = "croft-theme";
const DARK = matchMedia("(prefers-color-scheme: dark)");

/** Light or dark: as the system says until a button says otherwise. */
export class ThemeSwitch {
  private chosen: Theme | null = remembered();

  constructor(private readonly onChange: (theme: Theme) => void) {
    const button = element("theme");
    button.addEventListener("click", () => {
      this.chosen = this.theme() === "dark" ? "light" : "dark";
      remember(this.chosen);
      this.apply();
    });
    DARK.addEventListener("change", () => this.apply());
    this.paint();
  }

  theme(): Theme {
    return this.chosen ?? (DARK.matches ? "dark" : "light");
  }

  private apply(): void {
    this.paint();
    this.onChange(this.theme());
  }

  private paint(): void {
    const theme = this.theme();
    document.documentElement.dataset["theme"] = theme;
    const button = element("theme");
    const label = theme === "dark" ? "Light colours" : "Dark colours";
    button.textContent = theme === "dark" ? "\u2600" : "\u263e";
    button.setAttribute("aria-label", label);
    button.title = label;
  }
}

/** Storage is forbidden in some frames; the choice then lasts as long as the page. */
function remembered(): Theme | null {
  try {
    const theme = localStorage.getItem(KEY);
    return theme === "light" || theme === "dark" ? theme : null;
  } catch {
    return null;
  }
}

function remember(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    return;
  }
}
