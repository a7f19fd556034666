// Starts the app, and says so in the page if it can't be started. Trunk writes the names of the app's two files into
// the page's head as preloads; a script in a file, unlike one in the page, passes the content security policy.
const file = (rel) => document.querySelector(`link[rel="${rel}"]`).href;

try {
  const app = await import(file("modulepreload"));
  await app.default({ module_or_path: file("preload") });
} catch (error) {
  const loading = document.querySelector("[data-loading]");
  if (loading) {
    loading.setAttribute("role", "alert");
    loading.textContent = `Lifeline could not be started. Reload the page, or try a newer browser. (${error})`;
  }
  throw error;
}
