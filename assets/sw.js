// The desk without a network: a service worker that keeps everything the desk is made of, and answers from that.
//
// The build puts two values before this script (xtask/src/offline.rs): VERSION, which names the build, and FILES, the checksum
// of each of its files by path. What a deployment may edit in place, scripts and `config.json`, has no checksum.
//
// A version is kept whole or not at all: one cache, filled before this worker is installed, every file checked. Each page gets
// the files of the version it was opened with, also when the server has forgotten them. A page is opened with this version,
// unless a call is live: then with the version of the page that has the call.

// Caches belong to the whole origin; other desks may live on it, under other paths.
const PREFIX = `callflow ${registration.scope} `;
const cacheOf = (version) => caches.open(PREFIX + version);
// Which version each page was opened with: the page's id as a path, the version as the text.
const pages = () => cacheOf("pages");

const SCOPE = new URL(registration.scope);
const address = (path) => new URL(path, SCOPE).href;
// Servers answer by encoding, which is nothing to choose by here.
const ANY = { ignoreVary: true };
// A name that carries a checksum means one thing, in whatever version.
const LASTING = /-[0-9a-f]{16}(_bg|_rest)?\.\w+$/;
// Locks of pages: one that is in a call, and one of each page that says its version.
const LIVE_CALL = "callflow:call:";
const PAGE_OF = "callflow:version:";
// A page that is being opened is not among the clients yet: for this many milliseconds it counts all the same.
const OPENING = 60_000;

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));
addEventListener("fetch", (event) => {
  const path = pathOf(event.request);
  if (path === undefined) return;
  if (event.request.mode === "navigate") event.respondWith(openPage(event, path));
  else if (path === "config.json") event.respondWith(latest(event.request, path));
  else event.respondWith(part(event, path));
});

// The path below the scope, if the request is for a file of the desk.
function pathOf({ method, url }) {
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== SCOPE.origin || !pathname.startsWith(SCOPE.pathname)) return undefined;
  const path = pathname.slice(SCOPE.pathname.length).replace(/^index\.html$/, "");
  return Object.hasOwn(FILES, path) || LASTING.test(path) ? path : undefined;
}

async function install() {
  await fill();
  // Pages that are open keep what they have, so nothing has to wait for them.
  await skipWaiting();
}

async function fill() {
  const cache = await cacheOf(VERSION);
  await Promise.all(Object.keys(FILES).map(async (path) => cache.put(address(path), await load(path))));
}

// A file from the server, whole and as it was built; what may be edited has at least to be JSON.
async function load(path) {
  const integrity = FILES[path];
  const response = await fetch(address(path), { cache: "no-cache", integrity });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  if (!integrity) await response.clone().json();
  // A page cannot be opened with an answer that was redirected.
  return response.redirected ? new Response(response.body, response) : response;
}

async function activate() {
  for (const { id } of await clients.matchAll({ includeUncontrolled: true })) {
    if (!(await versionOf(id))) await note(id, VERSION);
  }
  await clients.claim();
  await tidy();
}

async function openPage(event, path) {
  const version = (await versionOfLiveCall()) ?? VERSION;
  const kept = await (await cacheOf(version)).match(address(path), ANY);
  const noted = note(event.resultingClientId, version);
  // A browser may throw away what it keeps: then everything is asked for anew. What fails is tried again at the next start.
  event.waitUntil(noted.then(kept ? refresh : fill).then(tidy).catch(() => {}));
  // This version is taken for granted, another one is not.
  if (version !== VERSION) await noted;
  return kept ?? fetch(event.request);
}

// The page that goes away in a reload still has its call while the next one is asked for.
async function versionOfLiveCall() {
  const { held } = await navigator.locks.query();
  const live = held.find(({ name }) => name.startsWith(LIVE_CALL));
  const page = held.find(({ name, clientId }) => name.startsWith(PAGE_OF) && clientId === live?.clientId);
  return page?.name.slice(PAGE_OF.length).split(":")[0];
}

async function part(event, path) {
  const version = (await versionOf(event.clientId)) ?? VERSION;
  const kept = await (await cacheOf(version)).match(address(path), ANY);
  const elsewhere = kept ?? (LASTING.test(path) ? await caches.match(address(path), ANY) : undefined);
  return elsewhere ?? fetch(event.request);
}

// What the server says now; what it said last, if it cannot be reached or fails.
async function latest(request, path) {
  const cache = await cacheOf(VERSION);
  const response = await fetch(request).catch(() => undefined);
  if (!response || response.status >= 500) return (await cache.match(address(path), ANY)) ?? response ?? Response.error();
  if (response.ok) await cache.put(address(path), response.clone());
  return response;
}

// What a deployment edits in place is taken up for the next start, and so are the headers of pages: they say who may frame them.
async function refresh() {
  const paths = Object.keys(FILES).filter((path) => !FILES[path] || /(^|\.html)$/.test(path));
  const loaded = await Promise.allSettled(paths.map(async (path) => [path, await load(path)]));
  // A server that has another version by now has the files of that one.
  const news = await registration.update().then(() => registration.installing ?? registration.waiting, () => true);
  if (news) return;
  const cache = await cacheOf(VERSION);
  for (const { value } of loaded.filter(({ status }) => status === "fulfilled")) await cache.put(address(value[0]), value[1]);
}

async function note(client, version) {
  const headers = { "x-noted": Date.now() };
  if (client) await (await pages()).put(address(client), new Response(version, { headers }));
}

async function versionOf(client) {
  return client && (await (await pages()).match(address(client)))?.text();
}

// Versions that no page has any more go; not while another one is on its way.
async function tidy() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  if (registration.installing || registration.waiting || self.serviceWorker?.state === "redundant") return;
  const notes = await pages();
  const open = new Set((await clients.matchAll({ includeUncontrolled: true })).map(({ id }) => address(id)));
  const used = new Set([VERSION, "pages"]);
  for (const request of await notes.keys()) {
    const noted = await notes.match(request);
    if (!noted) continue;
    const fresh = Date.now() - Number(noted.headers.get("x-noted")) < OPENING;
    if (open.has(request.url) || fresh) used.add(await noted.text());
    else await notes.delete(request);
  }
  await Promise.all(names.filter((name) => !used.has(name.slice(PREFIX.length))).map((name) => caches.delete(name)));
}
