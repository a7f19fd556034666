// Gives a page the element <lifeline-diagram>: a run that plays in a frame, with the element's own content in its stead until the
// frame is ready, and for good where it can't be. Works as a module and as a classic script; docs/embedding.md tells the rest.
(() => {
  const NAME = "lifeline-diagram";
  if (customElements.get(NAME)) return;

  // The site lies where this script does. A module has no `currentScript`, and `import.meta` is an error in a classic script.
  const here =
    document.currentScript?.src ||
    /\w+:\/\/\S+?(?=:\d+:\d+)/.exec(new Error().stack)?.[0] ||
    document.querySelector('script[src*="embed.js"]')?.src;

  // Attributes that say nothing of the run: the element's own others, and those that any element can have.
  const OTHERS = `
    theme src height width max-height loading
    accesskey autocapitalize autocorrect autofocus class contenteditable dir draggable enterkeyhint exportparts hidden id inert inputmode is
    itemid itemprop itemref itemscope itemtype lang nonce part popover role slot spellcheck style tabindex title translate
    virtualkeyboardpolicy writingsuggestions
  `.split(/\s+/);
  // No setting has such a name.
  const NO_SETTING = /^(on|data-|aria-)|[^a-z\d-]/;

  const LOOKS = new CSSStyleSheet();
  LOOKS.replaceSync(`
    :host { display: block; position: relative }
    :host([hidden]) { display: none }
    slot { display: block }
    /* Tells in sRGB which colour the page's text has, however the page says it; and the end of a transition, that it is another. */
    iframe { width: 100%; height: 100%; border: 0; outline-color: color-mix(in srgb, currentcolor, currentcolor); transition: color 1ms }
    iframe:not(.ready) { position: absolute; inset: 0; visibility: hidden }
    .ready { display: block }
    .ready + slot { display: none }
    /* On paper a still picture is better than a part of what can be played. */
    @media print {
      .pictured { display: none }
      .pictured + slot { display: block }
    }`);

  // The host's own colours, which its styles give the element.
  const COLOURS = ["ground", "ink", "accent"];
  const PLAIN = JSON.stringify({ ground: null, ink: null, accent: null });

  // In px: higher than any screen, and far from what a browser can't lay out.
  const HIGHEST = 10000;

  // In an attribute nothing is cut off, so the end may be left out.
  const closed = (run) => (/(^|\.)end(\.|$)/.test(run) ? run : run.replace(/[^.]$/, "$&.") + "end");

  class LifelineDiagram extends HTMLElement {
    #root = this.attachShadow({ mode: "open" });
    #fallback = document.createElement("slot");
    // What is wrong, in an element in which nothing else would be seen.
    #words = document.createElement("p");
    #frame;
    #site;
    #heard;
    #ready;
    #patience;
    // What the frame shows.
    #link;
    #theme;
    #dyed;
    // The address of the model's file, where this page has it, and its text that is to come.
    #file;
    #text;

    #near = new IntersectionObserver(
      (records) => {
        // A busy page hands over several at once, the newest last.
        if (records.at(-1).isIntersecting && !this.#frame) this.#load();
        else this.#follow();
      },
      { rootMargin: "50%" },
    );
    #changes = new MutationObserver(() => this.#change());
    #hear = ({ data, origin, source }) => {
      if (!this.#frame || source !== this.#frame.contentWindow || origin !== this.#site.origin) return;
      this.#heard = true;
      const { lifeline: kind, value } = Object(data);
      if (kind === "ready" && this.#file) this.#hand();
      if (kind === "height" && Number.isFinite(value) && value >= 1) this.#show(Math.min(value, HIGHEST));
      if (kind === "change" && typeof value === "string") this.#tell(kind, `${this.#site.href}#${value}`);
      if (kind === "error" && typeof value === "string") this.#tell(kind, value);
    };

    constructor() {
      super();
      this.#root.adoptedStyleSheets = [LOOKS];
      this.#root.append(this.#fallback, this.#words);
    }

    connectedCallback() {
      addEventListener("message", this.#hear);
      this.#reserve(this.#pixels("height", Math.min(400, this.#most)));
      this.#changes.observe(this, { attributes: true });
      this.#near.observe(this);
    }

    disconnectedCallback() {
      removeEventListener("message", this.#hear);
      this.#changes.disconnect();
      this.#near.disconnect();
      this.#unload();
    }

    // Brings the frame, unseen until it is ready.
    #load() {
      this.#unload();
      const address = this.getAttribute("src");
      try {
        this.#site = new URL(address ?? ".", address === null ? here : document.baseURI);
      } catch {
        return this.#tell("error", `There is no such address as ${address}.`);
      }
      // What the frame is to show has that place.
      this.#site.search = this.#site.hash = "";
      if (!/^https?:$/.test(this.#site.protocol)) return this.#tell("error", "The diagram must come from a web server.");
      const frame = (this.#frame = document.createElement("iframe"));
      frame.addEventListener("transitionend", () => this.#follow());
      frame.addEventListener("load", () => {
        // An empty frame counts as loaded, too.
        clearTimeout(this.#patience);
        this.#patience = setTimeout(() => this.#heard || this.#tell("error", "The diagram could not be loaded."), 10000);
      });
      this.#root.prepend(frame);
      this.#link = this.#wanted();
      this.#file = this.#address();
      if (this.#file) this.#fetch();
      this.#theme = this.#scheme();
      frame.title = this.title || "Sequence diagram";
      frame.src = `${this.#site.href}?embed&theme=${this.#theme}${this.#file ? "&own" : ""}#${this.#link}`;
    }

    #unload() {
      clearTimeout(this.#patience);
      this.#frame?.remove();
      this.#words.textContent = "";
      this.#frame = this.#heard = this.#ready = this.#dyed = undefined;
    }

    // The frame is ready, and would be so high.
    #show(height) {
      this.#ready = true;
      this.#words.textContent = "";
      this.#frame.classList.add("ready");
      this.#frame.classList.toggle("pictured", this.childElementCount > 0);
      this.#frame.style.height = `${this.#pixels("height", Math.min(height, this.#most))}px`;
      this.#follow();
    }

    // The attributes are others: the frame shows what they say in place.
    #change() {
      const link = this.#wanted();
      const file = this.#address();
      if (!this.#frame) return;
      if (file !== this.#file || link !== this.#link) {
        if (!this.#ready || !file !== !this.#file) return this.#load();
        this.#link = link;
        if (file === this.#file) this.#say("open", link);
        else {
          this.#file = file;
          this.#fetch();
          this.#hand();
        }
      }
      this.#follow();
    }

    // The file is this page's: it is fetched from here, and its text handed to the frame.
    #fetch() {
      const text = (this.#text = fetch(this.#file)
        .then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)))
        // Some servers answer everything with a page.
        .then((text) => (/^\s*</.test(text) ? Promise.reject("There is a web page.") : text))
        .catch((error) => text === this.#text && this.#tell("error", `The model ${this.#file} could not be loaded. (${error})`)));
    }

    async #hand() {
      const text = this.#text;
      const value = await text;
      if (text !== this.#text || typeof value !== "string") return;
      this.#say("model", value);
      this.#say("open", this.#link);
    }

    // Of a model that is named by its address, and not by its id.
    #address() {
      const { model } = this.#values();
      return /\/|\.lifeline$/.test(model) ? model : "";
    }

    // The theme is perhaps another.
    #follow() {
      if (!this.#ready) return;
      const theme = this.#scheme();
      if (theme !== this.#theme) this.#say("theme", (this.#theme = theme));
      const colours = this.#colours();
      const dyed = JSON.stringify(colours);
      if (dyed === (this.#dyed ?? PLAIN)) return;
      this.#dyed = dyed;
      this.#say("colours", colours);
    }

    #say(lifeline, value) {
      this.#frame.contentWindow.postMessage({ lifeline, value }, this.#site.origin);
    }

    #tell(kind, detail) {
      if (!this.#ready) this.#reserve(0);
      const isError = kind === "error";
      const isUnheard = this.dispatchEvent(new CustomEvent(`lifeline-${kind}`, { detail, bubbles: true, cancelable: isError }));
      if (!isError || !isUnheard) return;
      console.warn(`<${NAME}>: ${detail}`, this);
      if (!this.#ready && !this.childElementCount && !this.textContent.trim()) this.#words.textContent = detail;
    }

    // The link that the attributes stand for.
    #wanted() {
      const { model, scenario, c, at, run, ...settings } = this.#values();
      const pairs = Object.entries({ ...settings, c, at, run: run === undefined ? run : closed(run) });
      const query = pairs.filter(([, value]) => value !== undefined).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
      // A link that names no model is for the one that was handed over.
      const id = this.#address() ? "" : model;
      const path = scenario ? `${id}/${scenario}` : id;
      return query.length ? `${path}?${query.join("&")}` : path;
    }

    #values() {
      const values = { model: "registration" };
      for (const { name, value } of this.attributes) {
        if (!OTHERS.includes(name) && !NO_SETTING.test(name)) values[name] = value;
      }
      return values;
    }

    // The colours that the page's styles give the element.
    #colours() {
      const style = getComputedStyle(this);
      const value = {};
      for (const name of COLOURS) value[name] = style.getPropertyValue(`--lifeline-${name}`).trim() || null;
      return value;
    }

    // Light or dark: as it is asked for, or else dark where the page's text is light.
    #scheme() {
      const theme = this.getAttribute("theme");
      if (theme === "light" || theme === "dark") return theme;
      const [red, green, blue] = getComputedStyle(this.#frame).outlineColor.split(" ").slice(1).map(parseFloat);
      return 0.3 * red + 0.6 * green + 0.1 * blue > 0.5 ? "dark" : "light";
    }

    // Keeps the room that the frame will take.
    #reserve(height) {
      this.#fallback.style.minHeight = `${height}px`;
    }

    #pixels(name, otherwise) {
      const value = parseFloat(this.getAttribute(name));
      return value >= 1 ? Math.min(Math.trunc(value), HIGHEST) : otherwise;
    }

    get #most() {
      return this.#pixels("max-height", 600);
    }
  }

  customElements.define(NAME, LifelineDiagram);
})();
