// What no page can do for a test: a line in the directory, a role.
import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const BINARY = resolve(process.env.DOCTONEXT_BINARY ?? fileURLToPath(new URL("../../target/debug/doctonext", import.meta.url)));

/** Runs a statement on the database of the site under test. */
export async function sql(statement: string): Promise<string> {
  const inherited = Object.entries(process.env).filter(([name]) => name !== "DATABASE_URL" && !name.startsWith("DOCTONEXT_"));
  const env = { ...Object.fromEntries(inherited), DOCTONEXT_VAR: process.env.E2E_VAR ?? "", DOCTONEXT_LOG: "warn" };
  const asked = ["database", "psql", "--", "--tuples-only", "--no-align", "--quiet", "--command", statement];
  const { stdout } = await promisify(execFile)(BINARY, asked, { env });
  return stdout.trim();
}
