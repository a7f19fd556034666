// The path under which the documentation is served, from slash to slash.
const base = "/";

export default {
  title: "Our documentation",
  base,
  head: [["script", { src: `${base}lifeline/embed.js`, async: "" }]],
  // Vue would take the element for a component of its own.
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag === "lifeline-diagram" } } },
};
