// Makes the page one that can be installed and opens without a network, but only where it stands by itself: in another page
// it is a guest. Brought by `boot.js` once the page can be used.
if (top === self && !/[?&]embed\b/.test(location.search)) {
  document.head.append(Object.assign(document.createElement("link"), { rel: "manifest", href: "manifest.json" }));
  // Where the browser keeps nothing, as where the page comes without encryption, it is used as ever.
  navigator.serviceWorker?.register("offline.js").catch(() => {});
}
