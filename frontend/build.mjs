// Builds the page scripts into the Python package, each with its compressed neighbours.
//
//   node build.mjs OUTPUT_FOLDER
//
// Called by hatch_build.py; whoever installs Landsea's wheel needs neither Node nor this file.
import { copyFile, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { build } from "esbuild";
import { buildLand } from "./src/map/build-land.js";

const COMPRESSION_LEVEL = 9;
const here = fileURLToPath(new URL(".", import.meta.url));
const output = process.argv[2];
if (!output) {
  console.error("usage: node build.mjs OUTPUT_FOLDER");
  process.exit(2);
}

const common = {
  absWorkingDir: here,
  outdir: output,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  // The licences of what is bundled travel with it, in a file beside each script.
  legalComments: "linked",
  logLevel: "warning",
};

await rm(output, { recursive: true, force: true });
await build({ ...common, entryPoints: ["src/app.js", "src/chart.js", "src/gate.js"] });
// In two parts: what draws a map is large, and fetched only when one comes into view.
await build({
  ...common,
  entryPoints: {
    map: "src/map.js",
    // MapLibre's own worker, which a page under our policy may start from our own address only.
    "map-worker": "node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs",
  },
  splitting: true,
  chunkNames: "map-[name]-[hash]",
});
// Their banners name their licences only; these are the texts.
for (const name of ["maplibre-gl/LICENSE.txt", "world-atlas/LICENSE"]) {
  const [folder] = name.split("/");
  await copyFile(join(here, "node_modules", name), join(output, `${folder}.LICENSE.txt`));
}
await writeFile(join(output, "land.json"), JSON.stringify(await buildLand()));

for (const name of await readdir(output)) {
  const path = join(output, name);
  const content = await readFile(path);
  const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: COMPRESSION_LEVEL } };
  await writeFile(`${path}.br`, await promisify(brotliCompress)(content, brotli));
  await writeFile(`${path}.gz`, await promisify(gzip)(content, { level: COMPRESSION_LEVEL }));
}
