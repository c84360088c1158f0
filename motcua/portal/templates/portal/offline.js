// Keeps one page without anybody's data, and shows it where a page cannot be fetched. Nothing else is kept or answered.
"use strict";
const KEPT = "offline-{{ edition }}", PAGE = "{% url "portal:offline" %}";
addEventListener("install", (event) => {
  const page = new Request(PAGE, { cache: "reload", credentials: "omit" });
  event.waitUntil(caches.open(KEPT).then((kept) => kept.add(page)).then(() => skipWaiting()));
});
addEventListener("activate", (event) => {
  const older = caches.keys().then((names) => Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name))));
  const preload = registration.navigationPreload && registration.navigationPreload.enable();
  event.waitUntil(Promise.all([older, preload]));
});
addEventListener("fetch", (event) => {
  if (event.request.mode !== "navigate" || event.request.method !== "GET") { return; }
  event.respondWith(
    Promise.resolve(event.preloadResponse)
      .then((early) => early || fetch(event.request))
      .catch(() => caches.match(PAGE).then((page) => page || Response.error()))
  );
});
