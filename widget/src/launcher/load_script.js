// The panel's scripts come from the server when they are first wanted, one of each for each language.

const VERSION = PANEL_VERSION; // set by the build: a new panel has a new address

const waiting = {};
const scripts = {};

/** Resolves to what the script of this name hands to `arrived`; rejects when it cannot be had, and may be asked again. */
export function loadScript(base, name) {
  waiting[name] ||= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `${base}/static/${name}.js?v=${VERSION}`;
    script.onload = () => resolve(scripts[name]);
    script.onerror = () => {
      delete waiting[name];
      script.remove();
      reject(new Error(`${script.src} cannot be loaded`));
    };
    document.head.append(script);
  });
  return waiting[name];
}

export function arrived(name, what) {
  scripts[name] = what;
}
