// Bundles the page into the folder named by the first argument. Names of scripts and styles end in a digest of their content, so
// that they may be cached for ever; index.html is the one name that stays.
import { build } from "esbuild";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, "dist");

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

/** Name of the output with an ending. */
function output(result, ending) {
  return basename(Object.keys(result.metafile.outputs).find((name) => name.endsWith(ending)));
}

/** The licences of the packages that went into a bundle, by name. */
async function licences(...results) {
  const inputs = results.flatMap((result) => Object.keys(result.metafile.inputs));
  const names = inputs.map((input) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1]);
  const texts = [];
  for (const name of [...new Set(names)].filter((one) => one !== undefined).sort()) {
    const folder = join(here, "node_modules", name);
    const { version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    const text = await licenceText(folder);
    texts.push(`${name} ${version}, ${license}\n\n${text.trim()}\n`);
  }
  return texts.join(`\n${"-".repeat(80)}\n\n`);
}

async function licenceText(folder) {
  for (const name of ["LICENSE.txt", "LICENSE", "LICENSE.md"]) {
    try {
      return await readFile(join(folder, name), "utf8");
    } catch (e) {
      if (e.code !== "ENOENT") {
        throw e;
      }
    }
  }
  return "";
}

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
const worker = await build({
  ...common,
  entryPoints: { worker: join(here, "node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs") },
});
const app = await build({
  ...common,
  entryPoints: { app: join(here, "src/app.ts"), style: join(here, "src/style.css"), map: join(here, "node_modules/maplibre-gl/dist/maplibre-gl.css") },
  define: { WORKER_FILE: JSON.stringify(`./${output(worker, ".js")}`) },
});
const page = await readFile(join(here, "index.html"), "utf8");
const css = Object.keys(app.metafile.outputs).filter((name) => name.endsWith(".css")).map((name) => basename(name));
const [map, style] = [css.find((name) => name.startsWith("map-")), css.find((name) => name.startsWith("style-"))];
await writeFile(
  join(out, "index.html"),
  page.replace("MAP_CSS", map).replace("APP_CSS", style).replace("APP_JS", output(app, ".js")),
);
await writeFile(join(out, "licenses.txt"), await licences(worker, app));
