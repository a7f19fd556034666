// Keeps the whole site on the reader's machine, so that the page opens without a network, and a tab that was open before an
// update goes on with the files it began with. `cargo xtask build` writes all files of the site into the next line; without
// them nothing is kept, and what was kept before goes.
const site = { version: "", files: [] };

const PAGE = "index.html";
// Such a name carries a hash of what is in the file (up to sixteen digits: Trunk leaves out zeros at the front): what was once
// kept under it is what every server gives.
const hashed = (name) => /^[\w-]+-[0-9a-f]{12,16}[\w.]*$/.test(name);

// All sites of an origin share its caches, so a name says whose it is.
const own = `lifeline ${registration.scope} `;
const cacheNames = async () => (await caches.keys()).filter((name) => name.startsWith(own));

// The newest that is kept. Caches are listed in the order in which they were made.
const kept = async (name) => {
  for (const cacheName of (await cacheNames()).reverse()) {
    const response = await caches.match(name, { cacheName });
    if (response) return response;
  }
};

const get = async (name) => {
  const lasts = hashed(name);
  const response = (lasts && (await kept(name))) || (await fetch(name, { cache: lasts ? "default" : "no-cache" }));
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return response;
};

// A copy that may answer for any address of the page: one that came by way of a redirection may not. A site that is just
// being replaced may give the page of another version; then nothing is kept, and the browser tries again at the next visit.
const page = async (response) => {
  const text = await response.text();
  const other = text.match(/[\w-]+-[0-9a-f]{12,16}[\w.]*/g)?.find((name) => !site.files.includes(name));
  if (other) throw new Error(`${PAGE} is of another version: it names ${other}`);
  return new Response(text, { headers: response.headers });
};

const keep = async () => {
  if (site.files.length === 0) return skipWaiting();
  // Nothing is kept before everything has come.
  const responses = await Promise.all(site.files.map(async (name) => (name === PAGE ? page(await get(name)) : get(name))));
  const cache = await caches.open(own + site.version);
  await Promise.all(site.files.map((name, i) => cache.put(name, responses[i])));
};

// The browser lets this take over only when no tab is open any more that the worker before it has served; until then that
// one goes on, and finds what this one keeps, too. So here nobody needs the older caches any more.
const takeOver = async () => {
  for (const name of await cacheNames()) if (name !== own + site.version) await caches.delete(name);
  if (site.files.length === 0) return registration.unregister();
  // A tab of the first visit, too, is served from now on, and counted.
  await clients.claim();
};

const fromNetwork = async (request, name) => {
  try {
    return await fetch(request);
  } catch (error) {
    const response = await kept(name);
    if (response) return response;
    throw error;
  }
};

addEventListener("install", (event) => event.waitUntil(keep()));
addEventListener("activate", (event) => event.waitUntil(takeOver()));
addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname, search } = new URL(request.url);
  if (request.method !== "GET" || !(origin + pathname).startsWith(registration.scope)) return;
  // The view for other people's pages is theirs to load.
  if (request.mode === "navigate" && /[?&]embed\b/.test(search)) return;
  const name = (origin + pathname).slice(registration.scope.length) || PAGE;
  if (hashed(name)) event.respondWith(kept(name).then((response) => response ?? fetch(request)));
  // The rest has the same name in every version: the server's is asked for first, so that an update is seen at once.
  else if (site.files.includes(name)) event.respondWith(fromNetwork(request, name));
});
