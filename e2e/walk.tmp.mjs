import { chromium } from "@playwright/test";
const base = "http://127.0.0.1:3999";
const day = (n) => new Date(Date.now() + n * 864e5).toISOString().slice(0, 10);
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
for (const js of [true, false]) {
  const c = await b.newContext({ javaScriptEnabled: js, locale: "fr-FR", viewport: { width: 360, height: 800 } });
  const p = await c.newPage(); p.setDefaultTimeout(8000);
  let n = 0, taps = 0;
  const shot = async (name) => { n++; for (const w of [360, 1280]) { await p.setViewportSize({ width: w, height: 800 }); await p.screenshot({ path: `/tmp/shots/${js ? "js" : "no"}-${String(n).padStart(2, "0")}-${name}-${w}.png`, fullPage: true }); } await p.setViewportSize({ width: 360, height: 800 }); };
  const email = `claire.${js ? "a" : "b"}@example.org`;
  await p.goto(base + "/inscription"); await p.getByLabel("Votre adresse e-mail").fill(email);
  await p.getByRole("button", { name: "Recevoir le lien" }).click();
  for (let i = 0; i < 30; i++) { await p.goto(base + "/dev/outbox"); const l = p.getByRole("listitem").filter({ hasText: email }).getByRole("link", { name: /Confirmez/ }).first(); if (await l.count()) { await l.click(); break; } await new Promise(r => setTimeout(r, 300)); }
  await p.locator(".letter-text a").first().click();
  await p.getByLabel("Prénom et nom").fill("Claire Le Guen-O'Brien"); await p.getByLabel("Vous êtes").selectOption({ label: "Praticien" });
  await p.getByLabel("Profession", { exact: true }).selectOption({ label: "Médecin" }); await p.getByLabel("Mot de passe").fill("quatre girafes violettes");
  await p.getByRole("checkbox", { name: /^Je certifie/ }).check(); await p.getByRole("checkbox", { name: /^J’accepte les conditions/ }).check();
  await p.getByRole("button", { name: "Créer mon compte" }).click();
  await p.goto(base + "/espace/annonces"); await shot("empty");
  const t0 = Date.now();
  const tap = async (l) => { taps++; await l.click(); };
  const fill = async (l, v) => { taps++; await l.fill(v); };
  await p.goto(base + "/espace/annonces/nouvelle"); taps++;
  await tap(p.getByRole("button", { name: /^Me faire remplacer/ }));
  const go = () => tap(p.getByRole("button", { name: "Continuer", exact: true }).last());
  await fill(p.getByLabel("Commune", { exact: true }).first(), "Guéret 23000"); await shot("place"); await go();
  await go(); await shot("facts-wrong");
  await fill(p.getByLabel("Du", { exact: true }), day(40)); await fill(p.getByLabel("au", { exact: true }), day(50)); await fill(p.getByLabel("Part des honoraires reversée"), "75");
  await p.getByLabel("Actes par jour").fill("24"); await p.getByLabel("Honoraires par acte").fill("30");
  await go();
  await fill(p.getByLabel("Description"), "Maison de santé récente, équipe soudée. Appelez le 06 12 34 56 78."); if (js) await p.waitForTimeout(2500); await shot("text"); await go();
  await shot("photos"); await tap(p.getByRole("link", { name: "Continuer", exact: true })); await shot("publish");
  await p.getByRole("link", { name: "Voir l’annonce comme les visiteurs" }).click(); await shot("preview"); await p.goBack();
  await tap(p.getByRole("button", { name: "Publier l’annonce" })); await shot("done");
  console.log(js ? "js" : "no js", "taps and fields:", taps, "seconds of the machine:", (Date.now() - t0) / 1000, p.url());
  await c.close();
}
await b.close();
