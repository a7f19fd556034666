// The path under which the documentation is served, from slash to slash.
const baseUrl = "/";

export default {
  title: "Our documentation",
  url: "https://your.site",
  baseUrl,
  scripts: [{ src: `${baseUrl}lifeline/embed.js`, async: true }],
  presets: [["classic", { docs: { routeBasePath: "/" }, blog: false }]],
  themeConfig: { navbar: { title: "Our documentation" } },
};
