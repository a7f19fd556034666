// Starts the app, and says in the page why it can't be started or has stopped.
//
// A script file, since the page's policy forbids one inside the page, and no module, since browsers load none for a page that
// was opened as a file. Trunk writes the addresses of the app's two files into the page's head as preloads.
const isEmbedded = /[?&]embed\b/.test(location.search);
// The host page hands the model over.
const isHanded = /[?&]own\b/.test(location.search);

const say = (words) => {
  const place = document.querySelector("[data-loading]") ?? document.body.appendChild(document.createElement("p"));
  place.setAttribute("role", "alert");
  place.textContent = words;
  // A page around this one can then say so, too.
  if (parent !== window) parent.postMessage({ lifeline: "error", value: words }, "*");
};

const addToHead = (link) => document.head.append(Object.assign(document.createElement("link"), link));

// The model's text comes beside the program, not after it: that of the model in the link, or of the page's first. Whoever loads the
// page again may have a model of their own, which no server hears of.
const preloadModel = () => {
  const isNew = performance.getEntriesByType("navigation")[0]?.type === "navigate";
  const id = location.hash ? /^#(?!gallery$)([a-z0-9-]+)(?=[/?]|$)/.exec(location.hash)?.[1] : "registration";
  if (id && isNew && !isHanded) addToHead({ rel: "preload", as: "fetch", crossOrigin: "", href: `models/${id}.lifeline` });
};

const start = async () => {
  if (location.protocol === "file:")
    return say("This page was opened as a file. It must be served: run “cargo xtask serve”, or put its folder on any web server.");
  if (!globalThis.WebAssembly)
    return say("Lifeline needs WebAssembly, which is switched off here: by a browser's lockdown or strict mode, by a policy of " +
      "your organisation, or by an add-on. Allow it for this page, or open the page in another browser.");
  addEventListener("error", ({ error }) => {
    if (error instanceof WebAssembly.RuntimeError)
      say(`Lifeline has stopped. Reload the page: the run is in its address. (${error})`);
  });
  const address = (rel) => document.querySelector(`link[rel="${rel}"]`).href;
  try {
    const program = address("preload");
    preloadModel();
    const app = await import(address("modulepreload"));
    await app.default({ module_or_path: program });
  } catch (error) {
    if (self.origin === "null")
      return say("This frame is shut off from its own site: its attribute “sandbox” needs “allow-scripts allow-same-origin”.");
    say("Lifeline could not be started: a part of it did not come, or belongs to another version. Reload the page; if that " +
      `does not help, try a newer browser. (${error})`);
    throw error;
  }
  // By itself the page can be installed; in another page it is a guest.
  if (top !== self || isEmbedded) return;
  addToHead({ rel: "manifest", href: "manifest.json" });
};

document.documentElement.toggleAttribute("data-framed", isEmbedded);
start();
