// Bundles the page into the folder named by the first argument. Names of scripts and styles end in a digest of their content, so
// that they may be cached for ever; index.html is the one name that stays.
import { build } from "esbuild";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
// With --tests the page's tests are bundled instead, for node --test.
const isForTests = process.argv[2] === "--tests";
const out = resolve(process.argv[isForTests ? 3 : 2] ?? "dist");

const common = {
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2022"],
  outdir: out,
  entryNames: "[name]-[hash]",
  legalComments: "none",
  metafile: true,
  absWorkingDir: here,
  logLevel: "warning",
};

/** Name of the output of an entry. */
function output(result, entry) {
  return Object.keys(result.metafile.outputs).map((path) => basename(path)).find((name) => name.startsWith(`${entry}-`));
}

/** The licences of the packages that went into a bundle, by name. */
async function licences(...results) {
  const inputs = results.flatMap((result) => Object.keys(result.metafile.inputs));
  const names = inputs.map((input) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1]);
  const texts = [];
  for (const name of [...new Set(names)].filter((one) => one !== undefined).sort()) {
    const folder = join(here, "node_modules", name);
    const { version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    const text = await licenceText(folder, name);
    texts.push(`${name} ${version}, ${license}\n\n${text.trim()}\n`);
  }
  return texts.join(`\n${"-".repeat(80)}\n\n`);
}

/** The licence that a package brings, or the one kept here of a package that brings none. */
async function licenceText(folder, name) {
  const places = ["LICENSE.txt", "LICENSE", "LICENSE.md"].map((file) => join(folder, file));
  for (const place of [...places, join(here, "licenses", `${name.replace("/", "-")}.txt`)]) {
    try {
      return await readFile(place, "utf8");
    } catch (e) {
      if (e.code !== "ENOENT") {
        throw e;
      }
    }
  }
  throw new Error(`${folder} has no licence`);
}

async function bundleTests() {
  const names = (await readdir(join(here, "test"))).filter((name) => name.endsWith(".test.ts"));
  await build({
    ...common,
    platform: "node",
    minify: false,
    entryNames: "[name]",
    outExtension: { ".js": ".mjs" },
    entryPoints: names.map((name) => join(here, "test", name)),
  });
}

async function bundlePage() {
  const worker = await build({
    ...common,
    entryPoints: { worker: join(here, "node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs") },
  });
  const app = await build({
    ...common,
    entryPoints: {
      app: join(here, "src/app.ts"),
      style: join(here, "src/style.css"),
      map: join(here, "node_modules/maplibre-gl/dist/maplibre-gl.css"),
    },
    define: { WORKER_FILE: JSON.stringify(`./${output(worker, "worker")}`) },
  });
  const page = (await readFile(join(here, "index.html"), "utf8"))
    .replace("MAP_CSS", output(app, "map"))
    .replace("APP_CSS", output(app, "style"))
    .replace("APP_JS", output(app, "app"));
  await writeFile(join(out, "index.html"), page);
  await writeFile(join(out, "licenses.txt"), await licences(worker, app));
}

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await (isForTests ? bundleTests() : bundlePage());
