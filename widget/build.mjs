// Builds web/chat/static: widget.js, the panel and what few want of it in each language, the fonts. With --check:
// builds nothing, and fails unless what is there is what the source builds.

import { readFile, writeFile, mkdir } from "node:fs/promises";
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { fileURLToPath } from "node:url";
import babel from "@babel/core";
import htmPlugin from "babel-plugin-htm";
import { build, transform } from "esbuild";
import { minify } from "terser";

const MAX_GZIPPED_BYTES = 22 * 1024; // of what an open widget has fetched: the launcher and a panel
const LANGUAGES = ["ar", "en", "fr"];
const STATIC = new URL("../web/chat/static/", import.meta.url);
const FONTS = new URL("node_modules/@fontsource/ibm-plex-sans-arabic/", import.meta.url);
const BANNER = "/*! Daleel's chat widget, with Preact (MIT, Jason Miller). */";
const TARGET = ["chrome111", "firefox113", "safari16.4"];

/** Style sheets as strings, minified. */
const styles = {
  name: "styles",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, "utf8"), { loader: "css", minify: true, target: TARGET });
      return { contents: code.trim(), loader: "text" };
    });
  },
};

/** Templates as calls of h, so that nothing is parsed in the browser. */
const templates = {
  name: "templates",
  setup({ onLoad }) {
    onLoad({ filter: /(panel.(components.[a-z]+|panel)|more.(reasons|section|sheets))\.js$/ }, async ({ path }) => {
      const { code } = await babel.transformAsync(await readFile(path, "utf8"), {
        configFile: false,
        babelrc: false,
        plugins: [[htmPlugin, { pragma: "h", useBuiltIns: true, useNativeSpread: true }]],
      });
      return { contents: `import { h } from "preact";${code}`, loader: "js" };
    });
  },
};

/** "#strings" is the file of one language. */
const inLanguage = (language) => ({
  name: "language",
  setup({ onResolve }) {
    onResolve({ filter: /^#strings$/ }, () => ({ path: fileURLToPath(new URL(`src/strings/${language}.js`, import.meta.url)) }));
  },
});

/** What is fetched later draws with the Preact that the panel lends it. */
const lentPreact = {
  name: "lent Preact",
  setup({ onResolve }) {
    onResolve({ filter: /^preact$/ }, () => ({ path: fileURLToPath(new URL("src/more/preact.js", import.meta.url)) }));
  },
};

async function bundle(entry, { language = "ar", define, plugins = [] } = {}) {
  const { outputFiles } = await build({
    absWorkingDir: fileURLToPath(new URL(".", import.meta.url)),
    entryPoints: [entry],
    bundle: true,
    charset: "utf8",
    format: "iife",
    target: TARGET,
    legalComments: "none",
    define,
    plugins: [inLanguage(language), styles, templates, ...plugins],
    write: false,
  });
  const { code } = await minify(outputFiles[0].text, {
    ecma: 2022,
    toplevel: true,
    compress: { passes: 5, unsafe: true, unsafe_arrows: true, unsafe_methods: true, pure_getters: true, reduce_funcs: false },
    format: { preamble: BANNER },
  });
  return Buffer.from(`${code}\n`);
}

async function outputs() {
  const files = { "fonts/OFL.txt": await readFile(new URL("LICENSE", FONTS)) };
  const hash = createHash("sha256");
  for (const language of LANGUAGES) {
    hash.update((files[`panel.${language}.js`] = await bundle("src/panel/panel.js", { language })));
    const more = await bundle("src/more/more.js", { language, plugins: [lentPreact] });
    hash.update((files[`more.${language}.js`] = more));
  }
  const version = JSON.stringify(hash.digest("hex").slice(0, 10));
  files["widget.js"] = await bundle("src/launcher/widget.js", { define: { PANEL_VERSION: version } });
  for (const weight of [400, 600]) {
    for (const script of ["arabic", "latin"]) {
      const name = `files/ibm-plex-sans-arabic-${script}-${weight}-normal.woff2`;
      files[`fonts/plex-${script}-${weight}.woff2`] = await readFile(new URL(name, FONTS));
    }
  }
  return files;
}

async function check(files) {
  for (const [name, built] of Object.entries(files)) {
    const kept = await readFile(new URL(name, STATIC)).catch(() => Buffer.alloc(0));
    if (!kept.equals(built)) throw new Error(`web/chat/static/${name} is not what the source builds; run 'npm run build' in widget/`);
  }
}

/** Sizes as they travel; an error names the language whose open widget is too large. */
function weigh(files) {
  const scripts = Object.keys(files).filter((name) => name.endsWith(".js"));
  const gzipped = Object.fromEntries(scripts.map((name) => [name, gzipSync(files[name], { level: 9 }).length]));
  for (const name of scripts) console.log(`${name}: ${files[name].length} bytes, ${gzipped[name]} gzipped`);
  for (const language of LANGUAGES) {
    const open = gzipped["widget.js"] + gzipped[`panel.${language}.js`];
    console.log(`opened in ${language}: ${open} gzipped (at most ${MAX_GZIPPED_BYTES})`);
    if (open > MAX_GZIPPED_BYTES) throw new Error(`the widget opened in ${language} is ${open - MAX_GZIPPED_BYTES} bytes too large gzipped`);
  }
}

const files = await outputs();
if (process.argv.includes("--check")) {
  await check(files);
} else {
  await mkdir(new URL("fonts/", STATIC), { recursive: true });
  for (const [name, contents] of Object.entries(files)) await writeFile(new URL(name, STATIC), contents);
}
weigh(files);
