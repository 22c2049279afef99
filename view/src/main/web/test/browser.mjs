// Drives the page in a real Chromium, as told by the JSON file named by the first argument; BrowserTest makes it, and module fields for a published page. What a pixel
// looks like is left to that test: the names and places of screenshots are printed as JSON.
import { chromium } from "playwright-core";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const job = JSON.parse(readFileSync(process.argv[2], "utf8"));
const WAIT = { timeout: 30_000 };
const foreign = [];
const complaints = [];
const pixels = [];

const context = await chromium.launchPersistentContext(job.profile, {
  executablePath: job.chromium,
  headless: true,
  viewport: { width: 1100, height: 720 },
  colorScheme: "light",
  args: [
    "--headless=new",
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
  ],
});
const page = context.pages()[0];
page.on("request", (request) => {
  const { protocol, hostname } = new URL(request.url());
  if (!["data:", "blob:"].includes(protocol) && hostname !== "127.0.0.1") {
    foreign.push(request.url());
  }
});
page.on("console", (message) => {
  // What a software renderer says of its speed is no fault of the page.
  if (["error", "warning"].includes(message.type()) && !/GPU stall|swiftshader|WebGL/i.test(message.text())) {
    complaints.push(message.text());
  }
});
page.on("pageerror", (error) => complaints.push(String(error)));

/** Opens the page anew, at a place of the map or where it opens by itself. */
async function open(address, hash = "") {
  await page.goto("about:blank");
  await page.goto(address + hash);
  await page.waitForSelector("html[data-state=ready], html[data-state=problem]", WAIT);
}

async function settle() {
  await page.waitForSelector("html[data-state=ready]", WAIT);
}

/** Notes that the middle of the map must have a colour in a screenshot. */
async function expectMiddle(name, color) {
  await page.keyboard.press("Escape");
  // A map that has the focus shows a cross in its middle.
  await page.evaluate(() => document.activeElement?.blur());
  await page.mouse.move(2, 700);
  const file = join(job.screenshots, `${name}.png`);
  await page.screenshot({ path: file });
  pixels.push({ file, ...(await middle()), color });
}

async function middle() {
  const box = await page.locator("#map").boundingBox();
  return { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) };
}

function at(field) {
  return `#map=16/${field.lat}/${field.lon}`;
}

async function popupText() {
  return (await page.locator(".maplibregl-popup-content").innerText(WAIT)).replace(/\s+/g, " ");
}

/** Hectares by class name, as the legend says. */
async function legend() {
  const rows = await page.locator("#legend .row").all();
  const areas = {};
  for (const row of rows) {
    const text = await row.locator(".area").innerText();
    areas[await row.locator(".name").innerText()] = Number(text.replace(/[^\d.]/g, ""));
  }
  return areas;
}

/** Searches a field, and waits until the page says what is expected. */
async function search(id, expected) {
  await page.fill("#field", String(id));
  await page.press("#field", "Enter");
  await page.locator("#status", { hasText: expected }).waitFor(WAIT);
}

const steps = {
  async "opens on all fields of the last year, with the area of each class"() {
    await open(job.address);
    assert.equal(await page.locator("#title").innerText(), "us");
    assert.equal(await page.locator("#year option:checked").innerText(), "2024");
    const areas = await legend();
    assert.deepEqual(Object.keys(areas).sort(), Object.keys(job.areas).sort());
    for (const [name, hectares] of Object.entries(job.areas)) {
      const difference = Math.abs(areas[name] - hectares) / hectares;
      assert.ok(difference < job.areaTolerance, `${name}: ${areas[name]} ha in the legend, ${hectares} ha in the table`);
    }
    assert.match(await page.locator("#total").innerText(), new RegExp(`^${job.fieldCount} fields drawn`));
    await page.screenshot({ path: join(job.screenshots, "opening.png") });
  },

  async "fills a field with the colour of its class, and a click tells its crop"() {
    await open(job.address, at(job.field));
    await expectMiddle("last-year", job.field.last.color);
    const { x, y } = await middle();
    await page.mouse.click(x, y);
    const text = await popupText();
    assert.ok(text.includes(job.field.last.name), text);
    assert.ok(text.includes(`id ${job.field.id}`), text);
    assert.ok(text.includes("area_ha"), text);
  },

  async "shows the crop of another year when the year is switched, also in what is open"() {
    await page.keyboard.press("[");
    await settle();
    assert.equal(await page.locator("#year option:checked").innerText(), "2023");
    const text = await popupText();
    assert.ok(text.includes(job.field.first.name), text);
    await expectMiddle("first-year", job.field.first.color);
    await page.selectOption("#year", { label: "2024" });
    await settle();
    await expectMiddle("last-year-again", job.field.last.color);
  },

  async "hides a class and shows it again"() {
    const row = page.locator("#legend .row", { hasText: job.field.last.name });
    await row.click();
    await settle();
    assert.equal(await row.getAttribute("aria-pressed"), "false");
    await expectMiddle("hidden", job.ground.light);
    await row.press("Enter");
    await settle();
    assert.equal(await row.getAttribute("aria-pressed"), "true");
    await expectMiddle("shown", job.field.last.color);
  },

  async "finds a field by its id, in view"() {
    await page.fill("#field", String(job.field.id));
    await page.press("#field", "Enter");
    assert.ok((await popupText()).includes(`id ${job.field.id}`));
  },

  async "finds a field by its id in all of the archive, and says what was searched"() {
    await open(job.address, at(job.outside));
    await search(job.field.id, new RegExp(`Found among ${job.fieldCount} fields`));
    assert.ok((await popupText()).includes(`id ${job.field.id}`));
    await search(999999999, new RegExp(`No field 999999999 among all ${job.fieldCount}`));
    await open(job.address, at(job.field));
  },

  async "searches in view where only files are served"() {
    await page.route("**/manifest.json", async (route) => {
      const json = await (await route.fetch()).json();
      json.archives.forEach((archive) => delete archive.find);
      await route.fulfill({ json });
    });
    await open(job.address, at(job.outside));
    await search(job.field.id, /not in view/);
    await page.unroute("**/manifest.json");
    await open(job.address, at(job.field));
  },

  async "is usable with the keyboard alone"() {
    await page.keyboard.press("Escape");
    await page.locator("canvas").focus();
    await page.keyboard.press("Enter");
    assert.ok((await popupText()).includes(job.field.last.name));
    await page.keyboard.press("Escape");
    assert.equal(await page.locator(".maplibregl-popup").count(), 0);
    const before = await page.evaluate(() => location.hash);
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction((hash) => location.hash !== hash, before, WAIT);
  },

  async "follows the system's colours, and the button"() {
    await page.emulateMedia({ colorScheme: "dark" });
    await open(job.address, at(job.outside));
    await expectMiddle("dark", job.ground.dark);
    await page.click("#theme");
    await settle();
    await expectMiddle("light", job.ground.light);
    await page.click("#theme");
    await page.emulateMedia({ colorScheme: "light" });
    await page.evaluate(() => localStorage.clear());
  },

  async "text is readable on its ground, light and dark"() {
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await open(job.address);
      for (const selector of ["#title", "#total", "#note", ".row .name", ".row .share", "#search button", "#field"]) {
        const ratio = await page.locator(selector).first().evaluate(contrast);
        assert.ok(ratio >= 4.5, `${selector} has a contrast of ${ratio.toFixed(2)} in ${colorScheme}`);
      }
    }
    await page.emulateMedia({ colorScheme: "light" });
  },

  async "fits a phone"() {
    await page.setViewportSize({ width: 360, height: 740 });
    await open(job.address);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(overflow <= 0, `the page is ${overflow} pixels too wide`);
    const map = await page.locator("#map").boundingBox();
    assert.ok(map.height > 370, `the map has ${map.height} pixels`);
    await page.screenshot({ path: join(job.screenshots, "phone.png") });
    await page.click("#sheet");
    assert.ok(!(await page.locator("#legend").isVisible()));
    await page.setViewportSize({ width: 1100, height: 720 });
  },

  async "tells what is wrong with an archive that was cut"() {
    await expectProblem(job.truncated, /truncated/);
  },

  async "tells of a missing archive"() {
    await expectProblem(job.missing, /says 404.*publish the archive/);
  },

  async "tells of a missing attribute"() {
    await page.route("**/manifest.json", async (route) => {
      const json = await (await route.fetch()).json();
      json.archives.forEach((archive) => (archive.attribute = "soil"));
      await route.fulfill({ json });
    });
    await expectProblem(job.address, /no layer has the attribute "soil".*majority/);
    await page.unroute("**/manifest.json");
  },
};

/** What is asked of a page that somebody published, with {"published": true, "years": [...]}. */
const publishedSteps = {
  async "shows the fields of a bucket, year by year"() {
    await open(job.address);
    assert.equal(await page.evaluate(() => document.documentElement.dataset.state), "ready");
    for (const year of [...job.years].reverse()) {
      assert.equal(await page.locator("#year option:checked").innerText(), String(year));
      assert.match(await page.locator("#total").innerText(), /^[1-9][\d,]* fields? drawn/);
      assert.ok(Object.values(await legend()).some((hectares) => hectares > 0));
      await page.keyboard.press("[");
      await settle();
    }
    await page.screenshot({ path: join(job.screenshots, "published.png") });
  },

  async "says that it searches in view"() {
    await search(999999999, /not in view, and a page in a bucket searches only there/);
  },
};

async function expectProblem(address, expected) {
  const before = complaints.length;
  await open(address);
  assert.equal(await page.evaluate(() => document.documentElement.dataset.state), "problem");
  assert.match(await page.locator("#problem").innerText(), expected);
  // The browser itself complains of answers such as 404.
  complaints.splice(before);
}

/** Ratio of contrast of an element's text (WCAG 2.2, section 1.4.3). Runs in the page. */
function contrast(element) {
  const parse = (color) => (color.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = ([r, g, b]) => {
    const [red, green, blue] = [r, g, b].map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  let ground = element;
  while (parse(getComputedStyle(ground).backgroundColor)[3] === 0) {
    ground = ground.parentElement;
  }
  const one = luminance(parse(getComputedStyle(element).color));
  const other = luminance(parse(getComputedStyle(ground).backgroundColor));
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

try {
  for (const [name, step] of Object.entries(job.published ? publishedSteps : steps)) {
    try {
      await step();
    } catch (e) {
      await page.screenshot({ path: join(job.screenshots, "failed.png") });
      throw new Error(`The page ${name}: ${e.message}\nThe browser said: ${complaints.join("; ")}`, { cause: e });
    }
  }
  assert.deepEqual(foreign, [], "requests that leave the machine");
  assert.deepEqual(complaints, [], "complaints on the console");
  console.log(JSON.stringify(pixels));
} finally {
  await context.close();
}
