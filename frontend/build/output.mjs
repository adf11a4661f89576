import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { extname } from "node:path";

/** The folder dist/assets and the list of what lies in it. */
export class Output {
  #dist;
  #addresses = {};
  #folders = {};

  constructor(dist) {
    this.#dist = dist;
  }

  /** Writes a file under a name that changes with its content; answers its address. */
  async add(name, content) {
    const bytes = Buffer.from(content);
    const digest = createHash("sha256").update(bytes).digest("hex").slice(0, 10);
    const extension = extname(name);
    const hashed = `${name.slice(0, -extension.length)}-${digest}${extension}`;
    await writeFile(`${this.#dist}/assets/${hashed}`, bytes);
    this.#addresses[name] = `/assets/${hashed}`;
    return this.#addresses[name];
  }

  /** Address of a file that was added before. */
  address(name) {
    const found = this.#addresses[name];
    if (!found) throw new Error(`${name} is not built yet`);
    return found;
  }

  /** Notes what a folder of unhashed files holds: the compiler looks at the manifest only, so it must change too. */
  note(folder, contents) {
    this.#folders[folder] = createHash("sha256").update(contents.join("\n")).digest("hex").slice(0, 10);
  }

  /** manifest.json: readable name to address, sorted so that two builds are the same. */
  async writeManifest() {
    const addresses = Object.fromEntries(Object.entries(this.#addresses).sort());
    const manifest = { addresses, folders: this.#folders };
    await writeFile(`${this.#dist}/manifest.json`, `${JSON.stringify(manifest, null, 2)}\n`);
  }
}
