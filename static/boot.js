// Asks for the model, starts the app, brings its later part, and says so in the page if the app can't be started or has stopped.
// Trunk writes the names of the app's files into the page's head as preloads; a script in a file passes the content security policy.
const file = (rel) => document.querySelector(`link[rel="${rel}"]`).href;

const say = (words) => {
  const place = document.querySelector("[data-loading]") ?? document.body.appendChild(document.createElement("p"));
  place.setAttribute("role", "alert");
  place.textContent = words;
  // Where this page is shown in another one, which can then say so, too.
  if (parent !== window) parent.postMessage({ lifeline: "error", value: words }, "*");
};
const stop = (error) => say(`Lifeline has stopped. Reload the page: the run is in its address. (${error})`);

// A mistake of ours in the app.
addEventListener("error", ({ error }) => error instanceof WebAssembly.RuntimeError && stop(error));

try {
  // The model that the address names comes while the app is compiled, and the app finds it there. One of the reader's own is no file of
  // the site: this window keeps it, or the page around this one has it. What ids there are, and which is the first, `src/opening.rs`
  // says; what such a model is kept under, `src/app/own.rs`.
  const [, id = "registration"] = /^#([a-z\d-]{1,40})(?![^/?])/.exec(location.hash) ?? [];
  const asked = `models/${id}.model`;
  const isOwn = () => /[?&]own\b/.test(location.search) || (top === self && sessionStorage.getItem("lifeline-model"));
  const ask = async () => !isOwn() && fetch(asked).then((it) => it.ok && it.arrayBuffer());
  const model = ask().catch(() => {});
  const app = await import(file("modulepreload"));
  const first = file("preload");
  const later = first.replace("_bg", "_later");
  // Just as the page's head asks for it: Safari takes a file for another one, and loads it twice, where one request names its
  // origin and the other doesn't, as a preload with `crossorigin` and a fetch without all this.
  const get = (url) => fetch(url, { mode: "no-cors", credentials: "include" });
  // Where a server has no name for this kind of file, the browser doesn't compile it while it comes.
  const compile = (url) =>
    WebAssembly.compileStreaming(get(url)).catch(async () => WebAssembly.compile(await (await get(url)).arrayBuffer()));
  const given = app.imports();
  let instance;
  let joined;
  let styled;
  // The looks of what is not there at first: a browser with scripts takes what is in there for text, and doesn't fetch it.
  const looks = () =>
    (styled ??= new Promise((there) => {
      document.head.insertAdjacentHTML("beforeend", document.querySelector("noscript").textContent);
      // The last of them: those before it are only names.
      const link = document.head.lastElementChild;
      link.onload = link.onerror = there;
    }));
  const tell = () => looks().then(() => dispatchEvent(new Event("later")));
  const join = (part) => joined ??= (tell(), new WebAssembly.Instance(part, { ...given, $: instance.exports }));
  const bring = () => compile(later).then((part) => () => join(part), () => () => {});
  const framed = /[?&]embed\b/.test(location.search);
  if (framed) document.documentElement.dataset.framed = "";
  // How the page looks inside another one is among what others need later.
  const dressed = framed && looks();
  // A request that can't wait gets nothing of what the browser keeps for when there is no network; so this comes first there.
  // Shown in another page, the app needs both at once, and what can't wait would be asked for a second time.
  const early = (framed || (top === self && navigator.serviceWorker?.controller)) && bring();
  const part = await compile(first);
  // If it takes a second more than the app, the page begins without it, and the app asks for it.
  const came = await Promise.race([model, new Promise((go) => setTimeout(go, 1000))]);
  globalThis.lifelineGiven = (path) => path === asked && came;
  const kept = await early;
  await dressed;
  // The app calls this where it needs its later part before it has come. It can't wait, so this request doesn't let it.
  globalThis.lifelineLater = () => {
    if (kept) kept();
    if (joined) return;
    const request = new XMLHttpRequest();
    request.open("GET", later, false);
    request.overrideMimeType("text/plain; charset=x-user-defined");
    try {
      request.send();
      join(new WebAssembly.Module(Uint8Array.from(request.response, (letter) => letter.charCodeAt())));
    } catch (error) {
      stop(error);
      throw error;
    }
  };
  // The program that reads models is only loaded for one of the reader's own.
  globalThis.lifelineReader = () => import(file("reader"));
  instance = await WebAssembly.instantiate(part, given);
  app.start(instance, part);
  looks();
  // Only a page built for release is in two parts.
  if (instance.exports.t$)
    setTimeout(async () => {
      if (!joined) (await (kept || bring()))();
      if (document.querySelector("[data-offline]")) import("./install.js");
    });
  else tell();
} catch (error) {
  say(`Lifeline could not be started. Reload the page, or try a newer browser. (${error})`);
  throw error;
}
