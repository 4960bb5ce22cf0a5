// The configurations in deploy/, run for real: what they send, and whom they let frame the widget.
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync, brotliDecompressSync } from "node:zlib";
import { at, flowOf } from "./desk.mjs";
import { connected, expect, hostPage, pageWith, test } from "./sites.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const text = (path) => readFileSync(join(ROOT, path), "utf8");
// Debian keeps servers where only root looks.
const PATH = `${process.env.PATH}:/usr/sbin`;

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

// What has to be other than in the file: where, and whom.
const swap = (config, pairs) =>
  pairs.reduce((text, [from, to]) => {
    expect(text).toMatch(from);
    return text.replace(from, to);
  }, config);

const SERVERS = {
  nginx(folder, port, host, plain) {
    const site = swap(text("deploy/nginx.conf"), [
      [/listen 80;/, `listen 127.0.0.1:${plain};`],
      [/listen 443 ssl;/, `listen 127.0.0.1:${port};`],
      [/\s*ssl_certificate .*;/, ""],
      [/\s*ssl_certificate_key .*;/, ""],
      [/root .*;/, `root ${folder}/dist;`],
      [/\/var\/log\/nginx\/callflow\.log/, `${folder}/access.log`],
      [/https:\/\/crm\.example/, host],
    ]);
    const main = `daemon off; pid ${folder}/pid; error_log ${folder}/error.log; ${process.getuid?.() === 0 ? "user root;" : ""}
      events {} http { client_body_temp_path ${folder}/b; proxy_temp_path ${folder}/p; fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s; ${site} }`;
    writeFileSync(join(folder, "nginx.conf"), main);
    return ["-p", folder, "-e", join(folder, "error.log"), "-c", join(folder, "nginx.conf")];
  },
  caddy(folder, port, host) {
    const site = swap(text("deploy/Caddyfile"), [
      [/^call\.example \{/m, `http://127.0.0.1:${port} {`],
      [/root \* .*/, `root * ${folder}/dist`],
      [/https:\/\/crm\.example/, host],
    ]);
    writeFileSync(join(folder, "Caddyfile"), `{\n\tadmin off\n\tauto_https off\n}\n${site}`);
    return ["run", "--adapter", "caddyfile", "--config", join(folder, "Caddyfile")];
  },
};

const answers = (origin) => fetch(origin).then(({ status }) => status, () => 0);

// What a deployment edits in place: who may talk with the widget, and a script.
const TITLE = "Edited on the server";
function edit(dist, host) {
  writeFileSync(join(dist, "config.json"), JSON.stringify({ origins: [host] }));
  writeFileSync(join(dist, "flows/en/first-call.json"), JSON.stringify({ ...flowOf("en"), title: TITLE }));
}

// What a server sends to a browser that accepts these encodings, unpacked by the encoding it names. (`fetch` would send its own.)
const DECODERS = { identity: (body) => body, gzip: gunzipSync, br: brotliDecompressSync };
const ask = (address, accepts) =>
  new Promise((resolve, reject) => {
    const headers = accepts === null ? {} : { "accept-encoding": accepts };
    request(address, { headers }, async (response) => {
      const encoding = response.headers["content-encoding"] ?? "identity";
      resolve({ encoding, text: String(DECODERS[encoding](Buffer.concat(await response.toArray()))) });
    })
      .on("error", reject)
      .end();
  });

// Runs a server on the build, edited, while `use` lasts, with the CRM as the page that may embed the widget.
async function serving(program, sites, use) {
  const folder = mkdtempSync(join(tmpdir(), "callflow-deploy-"));
  cpSync(join(ROOT, "dist"), join(folder, "dist"), { recursive: true });
  edit(join(folder, "dist"), sites.crm.origin);
  const [port, plain] = [await freePort(), await freePort()];
  const env = { ...process.env, PATH, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
  const server = spawn(program, SERVERS[program](folder, port, sites.crm.origin, plain), { env });
  let said = "";
  server.stderr.on("data", (data) => (said += data));
  const origin = `http://127.0.0.1:${port}`;
  try {
    await expect.poll(() => (server.exitCode === null ? answers(origin) : said), { timeout: 20_000 }).toBe(200);
    await use(origin, `http://127.0.0.1:${plain}`);
  } finally {
    server.kill();
    if (server.exitCode === null) await new Promise((resolve) => server.once("exit", resolve));
    rmSync(folder, { recursive: true });
  }
}

for (const program of Object.keys(SERVERS)) {
  test(`${program}: types, copies, caching, and a page that may frame the widget`, ({ page, sites }) =>
    serving(program, sites, async (origin) => {
      const index = await (await fetch(`${origin}/`)).text();
      const named = (pattern) => `/${index.match(pattern)[0]}`;
      const files = [
        ["/", "text/html; charset=utf-8", "no-cache"],
        ["/config.json", "application/json", "no-cache", null], // packed or not, as it is short
        ["/sw.js", /^(text|application)\/javascript/, "no-cache"],
        ["/manifest.webmanifest", "application/manifest+json", "no-cache"],
        ["/embed/callflow.js", /^(text|application)\/javascript/, "no-cache"],
        ["/embed/callflow.d.ts", "text/plain; charset=utf-8", "no-cache", []],
        ["/flows/en/first-call.json", "application/json", "no-cache", ["gzip"]],
        [named(/callflow-[0-9a-f]{16}\.js/), /^(text|application)\/javascript/, /immutable/],
        [named(/callflow-[0-9a-f]{16}_bg\.wasm/), "application/wasm", /immutable/],
      ];
      for (const [path, type, cache, encodings = ["br", "gzip"]] of files) {
        for (const encoding of ["br", "gzip", "identity"]) {
          const response = await fetch(origin + path, { headers: { "accept-encoding": encoding } });
          const header = (name) => response.headers.get(name);
          const what = `${path} as ${encoding}`;
          expect(response.status, what).toBe(200);
          if (encodings) expect(header("content-encoding") ?? "identity", what).toBe(encodings.includes(encoding) ? encoding : "identity");
          expect(header("content-type"), what).toMatch(type);
          expect(header("cache-control"), what).toMatch(cache);
          expect(header("vary"), what).toMatch(/accept-encoding/i);
          expect(header("content-security-policy"), what).toBe(`frame-ancestors 'self' ${sites.crm.origin}`);
          expect(header("x-content-type-options"), what).toBe("nosniff");
          expect(header("referrer-policy"), what).toBe("no-referrer");
          expect(header("strict-transport-security"), what).toBe("max-age=31536000");
          expect(header("permissions-policy"), what).toMatch(/microphone=\(self\).*camera=\(\)/);
          expect(header("access-control-allow-origin"), what).toBe("*");
          await response.arrayBuffer();
        }
      }
      for (const path of ["/nothing-here", "/_headers"]) expect((await fetch(origin + path)).status, path).toBe(404);

      await page.goto(pageWith(sites.crm, `<iframe src="${origin}/"></iframe>`));
      await expect(at(page.frameLocator("iframe"), "start-call")).toBeEnabled();
    }));

  test(`${program}: what is edited on the server is what everybody gets`, ({ page, sites }) =>
    serving(program, sites, async (origin) => {
      const all = [null, "identity", "gzip", "br", "gzip, br", "gzip, deflate, br, zstd", "br;q=1.0, gzip;q=0.8, *;q=0.1", "br;q=0, gzip", "*"];
      for (const accepts of all) {
        expect(JSON.parse((await ask(`${origin}/config.json`, accepts)).text), String(accepts)).toEqual({ origins: [sites.crm.origin] });
        expect(JSON.parse((await ask(`${origin}/flows/en/first-call.json`, accepts)).text).title, String(accepts)).toBe(TITLE);
      }
      // What is refused is not sent.
      for (const refused of ["br;q=0", "br; q=0.0, gzip"]) {
        expect((await ask(`${origin}/embed/callflow.js`, refused)).encoding, refused).toBe(refused.includes("gzip") ? "gzip" : "identity");
      }
      expect((await ask(`${origin}/embed/callflow.js`, "gzip;q=0, br;q=0.5")).encoding).toBe("br");

      await page.goto(hostPage({ ...sites, widget: { origin } }, { attributes: 'locale="en"' }));
      await connected(page);
    }));

  test.describe("refused", () => {
    test.use({ expectedErrors: [/frame-ancestors|ERR_BLOCKED_BY_RESPONSE/] });
    test(`${program}: a page of any other origin cannot even show it`, ({ page, sites }) =>
      serving(program, sites, async (origin) => {
        const refused = page.waitForEvent("console", (message) => message.text().includes("frame-ancestors"));
        await page.goto(pageWith(sites.evil, `<iframe src="${origin}/"></iframe>`));
        await refused;
        await expect(at(page.frameLocator("iframe"), "line")).toHaveCount(0);
      }));
  });
}

test("nginx: whoever comes by http is sent on, with what stands in the address", ({ sites }) =>
  serving("nginx", sites, async (_, plain) => {
    const { status, headers } = await fetch(`${plain}/embed/vicidial.html?a=1`, { redirect: "manual" });
    expect([status, headers.get("location")]).toEqual([301, "https://call.example/embed/vicidial.html?a=1"]);
  }));
