// Drives the page in a real Chromium, as told by the JSON file named by the first argument; BrowserTest makes it, and module fields for a published page. What a pixel
// looks like is left to that test: the names and places of screenshots are printed as JSON.
import { chromium } from "playwright-core";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const job = JSON.parse(readFileSync(process.argv[2], "utf8"));
const WAIT = { timeout: 30_000 };
/** Less than the mark of a field has on each side of its middle, more than chance would give. */
const MARK_PIXELS = 100;
const foreign = [];
const complaints = [];
const pixels = [];

const context = await chromium.launchPersistentContext(job.profile, {
  executablePath: job.chromium,
  headless: true,
  viewport: { width: 1100, height: 720 },
  colorScheme: "light",
  // Flights are slow where pictures are drawn by software.
  reducedMotion: "reduce",
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
/** Looks at screenshots. */
const sketch = await context.newPage();
await page.bringToFront();
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

/** Gives the window a size, and waits until the page has it. */
async function setWindow(width, height) {
  await page.setViewportSize({ width, height });
  await page.waitForFunction((size) => innerWidth === size.width && innerHeight === size.height, { width, height }, WAIT);
}

/** Gives the window another size, and waits for the map, which takes it only some frames later. */
async function resize(width, height) {
  await setWindow(width, height);
  await page.waitForFunction(() => {
    const map = document.querySelector("#map");
    const canvas = map.querySelector("canvas");
    return canvas.clientHeight === map.clientHeight && canvas.clientWidth === map.clientWidth;
  }, null, WAIT);
  await settle();
}

/** Metres that a pixel stands for, as the scale says; unlike the address, the scale is never late. */
async function metresPerPixel() {
  const scale = page.locator(".maplibregl-ctrl-scale");
  const [, length, unit] = /([\d.]+)\s*(km|m)/.exec(await scale.innerText(WAIT));
  return (Number(length) * (unit === "km" ? 1000 : 1)) / (await scale.evaluate((element) => element.offsetWidth));
}

/** Pixels of a colour on the map, west and east of its middle. What lies over the map is not looked at. */
async function countOnMap(color) {
  const overlays = ".maplibregl-popup, .maplibregl-control-container, #tip { visibility: hidden !important; }";
  const png = (await page.locator("canvas").screenshot({ style: overlays })).toString("base64");
  return sketch.evaluate(async ({ png, color }) => {
    const image = new Image();
    image.src = `data:image/png;base64,${png}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
    canvas.drawImage(image, 0, 0);
    const { data } = canvas.getImageData(0, 0, image.width, image.height);
    const wanted = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
    const counts = { west: 0, east: 0 };
    for (let at = 0; at < data.length; at += 4) {
      if (wanted.every((channel, index) => Math.abs(data[at + index] - channel) <= 2)) {
        counts[(at / 4) % image.width < image.width / 2 ? "west" : "east"]++;
      }
    }
    return counts;
  }, { png, color });
}

/** Waits until the mark of a field is drawn on both sides of the middle of the map, or on none. It comes a frame or more after what causes it. */
async function expectMark(isThere, why) {
  const until = Date.now() + WAIT.timeout;
  let counts;
  do {
    counts = await countOnMap(job.marks.color);
    if (isThere ? counts.west > MARK_PIXELS && counts.east > MARK_PIXELS : counts.west + counts.east === 0) {
      return;
    }
  } while (Date.now() < until);
  assert.fail(`${why}: ${JSON.stringify(counts)} pixels of a mark`);
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

/** The popup and the rows of the legend change while nobody does anything: how often, in a while in which much is drawn. */
async function changesAtRest() {
  return page.evaluate(async () => {
    let changes = 0;
    const observer = new MutationObserver((list) => (changes += list.length));
    observer.observe(document.querySelector(".maplibregl-popup-content"), { childList: true, subtree: true, characterData: true });
    observer.observe(document.querySelector("#legend"), { childList: true });
    for (let frame = 0; frame < 30; frame++) {
      await new Promise(requestAnimationFrame);
    }
    observer.disconnect();
    return changes;
  });
}

/** The tag and class of what has the focus. */
async function focused() {
  return page.evaluate(() => `${document.activeElement.tagName} ${document.activeElement.className}`);
}

/** Answers for the archive of a year out of another file, or as the answer is told. */
async function replaceArchive(year, file, change = (answer) => answer) {
  const bytes = readFileSync(file);
  await page.route(`**/*_${year}_*.pmtiles`, async (route) => {
    const [, from, to] = /bytes=(\d+)-(\d+)/.exec(route.request().headers()["range"]).map(Number);
    const body = Buffer.from(bytes.subarray(from, to + 1));
    const headers = { "content-range": `bytes ${from}-${from + body.length - 1}/${bytes.length}`, etag: '"other"' };
    await route.fulfill(change({ status: 206, headers, body }, from));
  });
}

async function restoreArchive(year) {
  await page.unroute(`**/*_${year}_*.pmtiles`);
}

async function spoken(expected) {
  await page.locator("#spoken", { hasText: expected }).waitFor({ ...WAIT, state: "attached" });
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

  async "leaves a popup alone while nothing changes, with its focus and where it is scrolled to"() {
    await settle();
    await resize(1100, 300);
    const list = page.locator(".details dl");
    await list.evaluate((element) => (element.style.maxHeight = "2rem"));
    await list.evaluate((element) => (element.scrollTop = 20));
    await page.locator(".maplibregl-popup-close-button").focus();
    assert.equal(await changesAtRest(), 0);
    assert.equal(await list.evaluate((element) => element.scrollTop), 20);
    assert.match(await focused(), /popup-close-button/);
    await page.keyboard.press("Escape");
    assert.match(await focused(), /CANVAS/);
    await resize(1100, 720);
    const { x, y } = await middle();
    await page.mouse.click(x, y);
    await popupText();
  },

  async "names the open field to those who do not see it"() {
    await spoken(new RegExp(`^Field ${job.field.id}, ${job.field.last.name}`));
    const popup = page.getByRole("dialog", { name: `Field ${job.field.id}, ${job.field.last.name}` });
    assert.equal(await popup.count(), 1);
  },

  async "takes slow clicks on the legend while a popup is open"() {
    const row = page.locator("#legend .row", { hasText: job.field.last.name });
    await row.hover();
    await page.mouse.down();
    await changesAtRest();
    await page.mouse.up();
    assert.equal(await row.getAttribute("aria-pressed"), "false");
    assert.equal(await page.locator(".maplibregl-popup").count(), 0, "a popup of a field that is hidden");
    await row.click();
    assert.equal(await row.getAttribute("aria-pressed"), "true");
    await settle();
    const { x, y } = await middle();
    await page.mouse.click(x, y);
    await popupText();
  },

  async "shows the crop of another year when the year is switched, also in what is open"() {
    await page.keyboard.press("[");
    await settle();
    assert.equal(await page.locator("#year option:checked").innerText(), "2023");
    const text = await popupText();
    assert.ok(text.includes(job.field.first.name), text);
    await spoken(/^2023: [\d,]+ fields? drawn, .* ha$/);
    await expectMiddle("first-year", job.field.first.color);
    // A keyboard that has brackets with AltGr, which Windows reports as Ctrl and Alt.
    for (const [key, year] of [["]", "2024"], ["[", "2023"]]) {
      await page.evaluate((key) => {
        document.body.dispatchEvent(new KeyboardEvent("keydown", { key, ctrlKey: true, altKey: true, bubbles: true }));
      }, key);
      assert.equal(await page.locator("#year option:checked").innerText(), year);
      await settle();
    }
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
    assert.equal(await page.getAttribute("#status", "data-kind"), "news");
    await search(999999999, new RegExp(`No field 999999999 among all ${job.fieldCount}`));
    assert.equal(await page.getAttribute("#status", "data-kind"), "problem");
    assert.equal(await page.locator(".maplibregl-popup").count(), 0, "a popup beside a search in vain");
    await open(job.address, at(job.field));
  },

  async "searches in view where there is no index"() {
    await page.route("**/manifest.json", async (route) => {
      const json = await (await route.fetch()).json();
      json.archives.forEach((archive) => delete archive.places);
      await route.fulfill({ json });
    });
    await open(job.address, at(job.outside));
    await search(job.field.id, /not in view/);
    await page.unroute("**/manifest.json");
    await open(job.address, at(job.field));
  },

  async "says that a field is not in another year, and shows it again in its own"() {
    await replaceArchive(2023, job.fewer);
    await open(job.address, at(job.field));
    const { x, y } = await middle();
    await page.mouse.click(x, y);
    assert.ok((await popupText()).includes(job.field.last.name));
    await page.mouse.move(x + 1, y + 1);
    await page.keyboard.press("[");
    await settle();
    const text = await popupText();
    assert.ok(text.includes(`Field ${job.field.id} is not drawn here in 2023.`), text);
    assert.ok(!text.includes(job.field.last.name), text);
    assert.ok(await page.locator("#tip").isHidden());
    await page.keyboard.press("]");
    await settle();
    assert.ok((await popupText()).includes(job.field.last.name));
    await restoreArchive(2023);
  },

  async "marks the field that is pointed at, and the open one, in all tiles and years, whatever their ids are"() {
    const { textIds, textIdsByYear, largeIds, id: text, number } = job.marks;
    for (const [address, id] of [[textIds, text], [textIdsByYear, text], [largeIds, number]]) {
      await page.mouse.move(2, 700);
      await open(address, at(job.marks));
      await expectMark(false, "a map that nobody points at");
      const { x, y } = await middle();
      await page.mouse.move(x, y);
      await page.locator("#tip", { hasText: `Field ${id}` }).waitFor(WAIT);
      await expectMark(true, "a field that is pointed at");
      for (const key of ["[", "]"]) {
        await page.keyboard.press(key);
        await settle();
        await expectMark(false, "another year, in which nothing was pointed at yet");
        await page.mouse.move(x, y + (key === "[" ? 5 : 0));
        await expectMark(true, "the field that is pointed at in another year");
      }
      await page.mouse.click(x, y);
      await popupText();
      await page.mouse.move(2, 700);
      await expectMark(true, "an open field");
      await page.keyboard.press("[");
      await settle();
      assert.ok((await popupText()).includes(job.marks.id));
      await expectMark(true, "a field that is open in another year");
      await page.keyboard.press("Escape");
      await expectMark(false, "a field that was closed");
    }
  },

  async "finds a field whose id is text, out of view"() {
    await open(job.marks.textIds, at({ lon: job.marks.lon, lat: job.marks.lat + 1 }));
    await search(job.marks.id, /Found among 2 fields/);
    assert.ok((await popupText()).includes(`id ${job.marks.id}`));
    await expectMark(true, "a field that was searched");
  },

  async "shows other years when the archive of one is missing"() {
    const before = complaints.length;
    await page.route("**/*_2023_*.pmtiles", (route) => route.fulfill({ status: 404 }));
    await open(job.address, at(job.field));
    await page.keyboard.press("[");
    await page.waitForSelector("html[data-state=problem]", WAIT);
    assert.match(await page.locator("#problem").innerText(), /says 404/);
    assert.ok(!(await page.locator("#legend").isVisible()));
    await page.keyboard.press("]");
    await settle();
    assert.ok(!(await page.locator("#problem").isVisible()));
    await expectMiddle("after-a-missing-year", job.field.last.color);
    await page.unroute("**/*_2023_*.pmtiles");
    await page.route("**/*_2024_*.pmtiles", (route) => route.fulfill({ status: 404 }));
    await open(job.address, at(job.field));
    assert.equal(await page.locator("#year option:checked").innerText(), "2023");
    assert.match(await page.locator("#status").innerText(), /2024.*says 404/);
    await page.unroute("**/*_2024_*.pmtiles");
    await page.keyboard.press("]");
    await settle();
    await page.keyboard.press("[");
    await settle();
    await expectMiddle("no-longer-missing", job.field.first.color);
    complaints.splice(before);
  },

  async "says what to do when the server ends, or the archive goes or changes"() {
    const before = complaints.length;
    const archive = "**/*_2024_*.pmtiles";
    for (const [answer, expected] of [
      [(route) => route.abort("connectionrefused"), /cannot be reached\. croft view has ended/],
      [(route) => route.fulfill({ status: 404 }), /the archive is gone/],
      [(route) => route.fulfill({ status: 416 }), /has changed.*Load the page again/],
    ]) {
      await open(job.address);
      await page.route(archive, answer);
      await page.evaluate((hash) => (location.hash = hash), at(job.field));
      await page.locator("#status", { hasText: expected }).waitFor(WAIT);
      await page.unroute(archive);
    }
    await open(job.address);
    await replaceArchive(2024, job.archive);
    await page.evaluate((hash) => (location.hash = hash), at(job.field));
    await page.locator("#status", { hasText: /has changed.*Load the page again/ }).waitFor(WAIT);
    await restoreArchive(2024);
    complaints.splice(before);
  },

  async "opens on the fields when the archive's header does not know where they are"() {
    await open(job.address);
    const stated = await metresPerPixel();
    for (const [west, south, east, north] of [[-180, -85.0511287, 180, 85.0511287], [180, 90, -180, -90]]) {
      await replaceArchive(2024, job.archive, (answer, from) => {
        if (from === 0) {
          // PMTiles 3, chapter 3.2: four numbers of 32 bits from byte 102 on.
          [west, south, east, north].forEach((degrees, index) => {
            if (answer.body.length >= 118) {
              answer.body.writeInt32LE(Math.round(degrees * 1e7), 102 + 4 * index);
            }
          });
        }
        return answer;
      });
      await open(job.address);
      assert.match(await page.locator("#total").innerText(), new RegExp(`^${job.fieldCount} fields drawn`));
      const found = await metresPerPixel();
      assert.ok(found > stated / 2 && found < stated * 2, `opens at ${found} metres a pixel, at ${stated} with a header that knows`);
      await restoreArchive(2024);
    }
  },

  async "goes back to all fields by a button, and by a key"() {
    for (const act of [() => page.click(".all-fields"), () => page.locator("canvas").press("Home")]) {
      await open(job.address, at(job.outside));
      await act();
      await page.locator("#total", { hasText: `${job.fieldCount} fields drawn` }).waitFor(WAIT);
      await settle();
    }
  },

  async "shows a hidden class again when a field of it is searched"() {
    await open(job.address, at(job.field));
    const row = page.locator("#legend .row", { hasText: job.field.last.name });
    await row.click();
    await settle();
    await page.fill("#field", String(job.field.id));
    await page.press("#field", "Enter");
    assert.ok((await popupText()).includes(job.field.last.name));
    assert.equal(await row.getAttribute("aria-pressed"), "true");
    await settle();
    await page.keyboard.press("Escape");
    assert.match(await focused(), /INPUT/);
    await expectMiddle("found-in-hidden", job.field.last.color);
  },

  async "is usable with the keyboard alone"() {
    await page.keyboard.press("Escape");
    await page.locator("canvas").focus();
    await page.keyboard.press("Enter");
    assert.ok((await popupText()).includes(job.field.last.name));
    const { x } = await page.locator(".maplibregl-popup").boundingBox();
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction((x) => document.querySelector(".maplibregl-popup").getBoundingClientRect().x < x - 50, x, WAIT);
    await page.keyboard.press("Escape");
    assert.equal(await page.locator(".maplibregl-popup").count(), 0);
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
    await setWindow(360, 740);
    await open(job.address);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(overflow <= 0, `the page is ${overflow} pixels too wide`);
    const map = await page.locator("#map").boundingBox();
    assert.ok(map.height > 370, `the map has ${map.height} pixels`);
    await page.screenshot({ path: join(job.screenshots, "phone.png") });
    for (const aside of [-150, 0, 150]) {
      // A popup before would have moved the map.
      await open(job.address, at(job.field));
      const { x, y } = await middle();
      await page.mouse.click(x, y + aside);
      await popupText();
      await settle();
      const popup = await page.locator(".maplibregl-popup-content").boundingBox();
      const panel = await page.locator("#panel").boundingBox();
      assert.ok(popup.y >= 0 && popup.y + popup.height <= panel.y, `a popup from ${popup.y}, ${popup.height} high, the panel at ${panel.y}`);
      assert.ok(popup.x >= 0 && popup.x + popup.width <= 360, `a popup from ${popup.x}, ${popup.width} wide`);
    }
    await page.screenshot({ path: join(job.screenshots, "phone-popup.png") });
    await page.click("#sheet");
    assert.ok(!(await page.locator("#legend").isVisible()));
    for (const [width, height, needed] of [[640, 360, ["#field", "#total"]], [320, 256, ["#field"]]]) {
      await setWindow(width, height);
      await open(job.address);
      await page.screenshot({ path: join(job.screenshots, `small-${width}.png`) });
      const cut = await page.evaluate(
        (selectors) => selectors.filter((one) => document.querySelector(one).getBoundingClientRect().bottom > innerHeight),
        needed,
      );
      assert.deepEqual(cut, [], `cut at ${width} by ${height}`);
    }
    await setWindow(1100, 720);
  },

  async "draws a basemap below the fields when one is asked for"() {
    await open(job.basemap.address, at(job.outside));
    await expectMiddle("basemap", job.basemap.color);
    await open(job.address);
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

/** What is asked of a page that somebody published, with {"published": true, "years": [...], "field": id}. */
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
    const [note, source] = await Promise.all(["#note", "#source"].map((one) => page.locator(one).boundingBox()));
    assert.ok(note.y + note.height <= source.y, "a legend that is longer than the window runs into what is below it");
  },

  async "finds a field that is not in view by the index beside the archive"() {
    await open(job.address, "#map=9/0/0");
    await search(job.field, /Found among [\d,]+ fields/);
    assert.ok((await popupText()).includes(`id ${job.field}`));
    await search(999999999, /No field 999999999 among all/);
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
