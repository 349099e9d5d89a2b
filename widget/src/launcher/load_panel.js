// The panel's script comes from the server when it is first wanted, one for each language.

const VERSION = PANEL_VERSION; // set by the build: a new panel has a new address

const waiting = {};

/** Resolves to what the panel's script hands to `panelArrived`; rejects when it cannot be had, and may be asked again. */
export function loadPanel(base, language) {
  waiting[language] ||= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `${base}/static/panel.${language}.js?v=${VERSION}`;
    script.onload = () => resolve(panels[language]);
    script.onerror = () => {
      delete waiting[language];
      script.remove();
      reject(new Error(`${script.src} cannot be loaded`));
    };
    document.head.append(script);
  });
  return waiting[language];
}

const panels = {};

export function panelArrived(language, mount) {
  panels[language] = mount;
}
