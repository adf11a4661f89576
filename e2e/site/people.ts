// People with accounts, and what they have in their hands: letters, an application of codes, a device with passkeys.
import { createHmac, randomUUID } from "node:crypto";
import { expect, type Locator, type Page } from "./test.ts";

/** Somebody who has never been here. */
export interface Person {
  name: string;
  email: string;
  password: string;
}

export function newcomer(name = "Claire Moreau"): Person {
  const [first = ""] = name.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase().split(" ");
  return { name, email: `${first}.${randomUUID().slice(0, 8)}@example.org`, password: "quatre girafes violettes" };
}

/** Opens the latest letter of this subject to a person, as soon as it has left. */
export async function openLetter(page: Page, to: Person, subject: RegExp): Promise<void> {
  const listed = page.getByRole("listitem").filter({ hasText: to.email }).getByRole("link", { name: subject }).first();
  await expect(async () => {
    await page.goto("/dev/outbox");
    await expect(listed).toBeVisible({ timeout: 300 });
  }).toPass({ timeout: 20_000 });
  await listed.click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(subject);
}

/** The address to click in a letter: the first one in its text. */
export function linkOf(letter: Page): Locator {
  return letter.locator(".letter-text a").first();
}

/** The second page of sign-up. */
export async function introduce(page: Page, person: Person): Promise<void> {
  await page.getByLabel("Prénom et nom").fill(person.name);
  await page.getByLabel("Vous êtes").selectOption({ label: "Praticien" });
  await page.getByLabel("Profession", { exact: true }).selectOption({ label: "Médecin" });
  await page.getByLabel("Mot de passe").fill(person.password);
  await page.getByRole("checkbox", { name: /^Je certifie/ }).check();
  await page.getByRole("checkbox", { name: /^J’accepte les conditions/ }).check();
}

/** Whether the door opened: a page of this path, not one that asks to come back to it. */
export async function expectIn(page: Page, path = "/espace"): Promise<void> {
  await expect(page).toHaveURL((url) => url.pathname === path);
}

/** From nothing to an account whose owner is signed in. */
export async function signUp(page: Page, person = newcomer()): Promise<Person> {
  await page.goto("/inscription");
  await page.getByLabel("Votre adresse e-mail").fill(person.email);
  await page.getByRole("button", { name: "Recevoir le lien" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Consultez votre messagerie");
  await openLetter(page, person, /^Confirmez votre adresse/);
  await linkOf(page).click();
  await introduce(page, person);
  await page.getByRole("button", { name: "Créer mon compte" }).click();
  await expectIn(page);
  return person;
}

export async function signOut(page: Page): Promise<void> {
  const menu = page.getByRole("banner");
  const button = menu.getByRole("button", { name: "Se déconnecter" });
  if (!(await button.isVisible())) await menu.locator("summary").filter({ hasText: /./ }).last().click();
  await button.click();
  await expect(page.getByText("Vous êtes déconnecté.")).toBeVisible();
}

/** Gives address and password on `/connexion`. */
export async function givePassword(page: Page, person: Person): Promise<void> {
  await page.goto("/connexion");
  await page.getByLabel("Adresse e-mail").fill(person.email);
  await page.getByLabel("Mot de passe").fill(person.password);
  await page.getByRole("button", { name: "Se connecter", exact: true }).click();
}

/** What an application of codes shows (RFC 6238: SHA-1, 30 s, 6 digits) for the key that the page prints. */
export function codeOf(key: string, at = Date.now()): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...key.replaceAll(/\s/g, "")].map((it) => letters.indexOf(it).toString(2).padStart(5, "0")).join("");
  const secret = Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
  const step = new DataView(new ArrayBuffer(8));
  step.setBigUint64(0, BigInt(Math.floor(at / 30_000)));
  const digest = createHmac("sha1", secret).update(step).digest();
  const offset = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** A device that keeps passkeys and verifies its user: Chromium's own, without a finger to press. */
export class Device {
  private constructor(
    private readonly session: Awaited<ReturnType<ReturnType<Page["context"]>["newCDPSession"]>>,
    private readonly id: string,
  ) {}

  /** Puts a device into the computer of a page. */
  static async in(page: Page): Promise<Device> {
    const session = await page.context().newCDPSession(page);
    await session.send("WebAuthn.enable");
    const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    return new Device(session, authenticatorId);
  }

  /**
   * Keeps the field of the address from offering the key. People choose it there; the device of a test answers by itself,
   * as soon as the page is open.
   */
  static async waitsForTheButton(page: Page): Promise<void> {
    await page.addInitScript(() => {
      PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false);
    });
  }

  /** Whether its user is there and proves to be who they are. */
  async verifies(yes: boolean): Promise<void> {
    await this.session.send("WebAuthn.setUserVerified", { authenticatorId: this.id, isUserVerified: yes });
  }
}
