// Three sites for the tests of embedding: the widget, a CRM it allows, and one it does not. The first two are of different
// sites to the browser (`127.0.0.1` and `localhost`), so storage in the frame is cut off from that of a tab.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test as base } from "./fixtures.mjs";
import { browser } from "./playwright.config.mjs";

export { expect };

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const TYPES = { html: "text/html", js: "text/javascript", mjs: "text/javascript", css: "text/css", json: "application/json", wasm: "application/wasm", svg: "image/svg+xml" };

// Serves pages given by path, and behind them the files of these folders of the repository, by the first part of a path.
export async function site(host, folders = {}) {
  const pages = new Map();
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const send = (status, body, type, headers = {}) =>
      response.writeHead(status, { "content-type": type === TYPES.wasm ? type : `${type ?? "text/plain"}; charset=utf-8`, "cache-control": "no-store", "access-control-allow-origin": "*", ...headers }).end(body);
    if (pathname === "/favicon.ico") return response.writeHead(204).end();
    const page = pages.get(pathname);
    if (page) return send(200, page.body, page.type ?? "text/html", page.headers);
    const [prefix, folder] = Object.entries(folders).find(([prefix]) => pathname.startsWith(prefix)) ?? [];
    const file = folder && join(ROOT, folder, normalize(pathname.slice(prefix.length) || "index.html"));
    const body = file && (await readFile(file).catch(() => null));
    if (!body) return send(404, "not here");
    send(200, body, TYPES[extname(file).slice(1)]);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://${host}:${server.address().port}`;
  const put = (path, body, more = {}) => {
    pages.set(path, { body, ...more });
    return origin + path;
  };
  return { origin, put, close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()) };
}

export const test = base.extend({
  sites: [
    async ({}, use) => {
      const [widget, crm, evil] = await Promise.all([
        site("127.0.0.1", { "/embed/": "embed/", "/": "dist/" }),
        site("localhost", { "/demo/": "embed/demo/", "/sdk/": "tests/e2e/node_modules/@hubspot/calling-extensions-sdk/dist/" }),
        site("localhost"),
      ]);
      widget.put("/config.json", JSON.stringify({ origins: [crm.origin] }), { type: "application/json" });
      await use({ widget, crm, evil });
      await Promise.all([widget, crm, evil].map((it) => it.close()));
    },
    { scope: "worker" },
  ],
});

// The same with storage apart, as people have it. The driver turns that off, and with it all storage in frames of other sites;
// the list here takes the place of its own.
export const partitioned = test.extend({
  launchOptions: [async ({}, use) => use({ ...browser, args: [...browser.args, "--disable-features=PaintHolding"] }), { scope: "worker" }],
});

let pages = 0;
// A page with these things in it, at an address of its own.
export const pageWith = (at, body, more) => at.put(`/page-${(pages += 1)}`, `<!doctype html><html lang="en"><meta charset="utf-8"><title>CRM</title><body><main><h1>CRM</h1></main>${body}`, more);

// A page with the widget in it that writes down all it is told.
export const hostPage = (sites, { attributes = "", at = sites.crm } = {}) =>
  pageWith(
    at,
    `<call-flow src="${sites.widget.origin}/" ${attributes}></call-flow>
    <script type="module">
      window.told = [];
      const types = ["ready","dial","started","lead","stage","captured","appointment","follow-up","hung-up","resumed","ended","reopened","taken-back","resize","error","keep","unanswered"];
      for (const type of types) addEventListener("callflow-" + type, (event) => told.push(event.detail));
    </script>
    <script type="module" src="${sites.widget.origin}/embed/callflow.js"></script>`,
  );

// What the page was told, of one kind.
export const told = (page, type) => page.evaluate((type) => window.told.filter((it) => it.type === type), type);

// The widget inside the page, once the page may talk with it.
export async function connected(page) {
  await expect.poll(() => told(page, "ready"), { timeout: 30_000 }).not.toEqual([]);
  return page.frameLocator("call-flow iframe");
}
