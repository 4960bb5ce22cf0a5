// A deployment of the build that a test may edit, replace by another build, and take off the net.
import { createHash } from "node:crypto";
import { appendFileSync, cpSync, mkdtempSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "@playwright/test";

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));
const TYPES = { html: "text/html; charset=utf-8", js: "text/javascript", json: "application/json", wasm: "application/wasm", svg: "image/svg+xml", png: "image/png", txt: "text/plain; charset=utf-8", webmanifest: "application/manifest+json" };
const SECOND = "2222222222222222";
const sum = (data) => `sha384-${createHash("sha384").update(data).digest("base64")}`;

// Serves a copy of the build; `headers` go with every answer.
export async function deploy(headers = {}) {
  const folder = mkdtempSync(join(tmpdir(), "callflow-deployed-"));
  cpSync(DIST, folder, { recursive: true, filter: (file) => !/\.(br|gz)$/.test(file) });
  const file = (path) => join(folder, normalize(path));
  const failing = new Map();
  const asked = [];
  const server = createServer((request, response) => {
    const path = new URL(request.url, "http://here").pathname.slice(1) || "index.html";
    asked.push(path);
    const send = (status, body, type = "text/plain") => response.writeHead(status, { "content-type": type, "cache-control": "no-cache", "access-control-allow-origin": "*", ...headers }).end(body);
    if (failing.has(path)) return send(failing.get(path), "");
    try {
      send(200, readFileSync(file(path)), TYPES[extname(path).slice(1)]);
    } catch {
      send(404, "");
    }
  });
  const listen = (port) => new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  await listen(0);
  const { port } = server.address();
  const stop = () => new Promise((resolve) => server.close(resolve).closeAllConnections());
  return {
    origin: `http://127.0.0.1:${port}`,
    asked,
    headers,
    read: (path) => readFileSync(file(path), "utf8"),
    edit: (path, change) => writeFileSync(file(path), change(readFileSync(file(path), "utf8"))),
    append: (path, bytes) => appendFileSync(file(path), bytes),
    fail: (path, status) => failing.set(path, status),
    mend: () => failing.clear(),
    stop,
    start: () => listen(port),
    replace: () => replace(file),
    async end() {
      if (server.listening) await stop();
      rmSync(folder, { recursive: true });
    },
  };
}

// Another build in the place of the first: its page says so, its rest has another name, and the old one is gone.
function replace(file) {
  const script = readFileSync(file("sw.js"), "utf8");
  const [, version, listed] = script.match(/^const VERSION = "(\w+)";\nconst FILES = (.*);\n/);
  const files = JSON.parse(listed);
  const rest = Object.keys(files).find((path) => path.endsWith("_rest.wasm"));
  const renamed = `callflow-${SECOND}_rest.wasm`;
  renameSync(file(rest), file(renamed));
  const page = readFileSync(file("index.html"), "utf8").replaceAll(version, SECOND).replace(rest, renamed).replace("<html ", "<html data-build=second ");
  writeFileSync(file("index.html"), page);
  files[renamed] = files[rest];
  delete files[rest];
  files[""] = sum(page);
  for (const locale of ["zh-CN", "en"]) {
    const flow = `flows/${locale}/first-call.json`;
    writeFileSync(file(flow), readFileSync(file(flow), "utf8").replace(/"purpose":"/, '"purpose":"2 '));
  }
  writeFileSync(file("sw.js"), script.replace(`"${version}"`, `"${SECOND}"`).replace(listed, JSON.stringify(files)));
  return { rest, remove: (path) => unlinkSync(file(path)) };
}

// The page's browser has the desk whole: of this version, if one is named.
export async function kept(page, version = "") {
  const state = () =>
    page.evaluate(async (version) => {
      const registration = await navigator.serviceWorker.getRegistration();
      const names = await caches.keys();
      return Boolean(navigator.serviceWorker.controller) && !registration.installing && !registration.waiting && names.some((name) => name.endsWith(version));
    }, version);
  await expect.poll(state, { timeout: 20_000 }).toBe(true);
}

// The browser looks whether there is another build, as it does by itself with every page that is opened.
export const lookForAnother = (page) => page.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration()).update()));

export const second = SECOND;
