// Every page is valid HTML, by the Nu checker.
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { expect, test } from "@playwright/test";
import { VISITS } from "../site/pages.ts";
import { SITE } from "../site/test.ts";

/** A remark of the checker. */
interface Remark {
  type: string;
  url: string;
  lastLine?: number;
  message: string;
  extract?: string;
}

const CHECKER = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");

/** The checker answers 1 and writes on standard error when it has something to say. */
async function remarks(files: string[]): Promise<Remark[]> {
  return new Promise((done, failed) => {
    execFile("java", ["-jar", CHECKER, "--format", "json", "--exit-zero-always", ...files], { maxBuffer: 32 << 20 }, (error, _, said) => {
      if (error) failed(error);
      else done((JSON.parse(said) as { messages: Remark[] }).messages);
    });
  });
}

test("every page is valid HTML", async () => {
  const folder = mkdtempSync(join(tmpdir(), "doctonext-html-"));
  try {
    const files: string[] = [];
    for (const visit of VISITS) {
      const answer = await fetch(SITE + (await visit.address()));
      const file = join(folder, `${visit.name.replaceAll(/\W+/g, "-")}.html`);
      writeFileSync(file, await answer.text());
      files.push(file);
    }
    const found = (await remarks(files))
      .filter(({ type }) => type !== "info")
      .map(({ url, lastLine, message, extract }) => `${basename(url)}:${lastLine ?? "?"} ${message} — ${extract ?? ""}`);
    expect(found).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
