// A draft to hang photographs on, and photographs that no camera took.
import { randomUUID } from "node:crypto";
import { scriptOf } from "./bench.ts";
import { sql } from "./database.ts";
import type { Person } from "./people.ts";

interface Camera {
  photograph: (width: number, height: number, grain: number, seed: number) => Buffer;
}

/** A file to choose. */
interface Chosen {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** A draft of somebody's; gives the address of its photographs. */
export async function draftOf(person: Person): Promise<string> {
  const id = randomUUID();
  await sql(`insert into listings (id, user_id, title, listing_type, status, created_at, updated_at)
    select '${id}', id, 'Mon cabinet', 'transfer', 'draft', now(), now() from users where email = '${person.email}'`);
  return `/espace/annonces/${id}/photos`;
}

/** A photograph, another one for another seed. */
export async function photograph(name: string, seed: number): Promise<Chosen> {
  const { photograph: taken } = (await import(scriptOf("photograph"))) as Camera;
  return { name, mimeType: "image/jpeg", buffer: taken(640, 480, 12, seed) };
}

/** A paper of one line. */
export function paper(name: string, catalogue = ""): Chosen {
  const text = `%PDF-1.7\n1 0 obj <</Type /Catalog /Pages 2 0 R ${catalogue}>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n`;
  return { name, mimeType: "application/pdf", buffer: Buffer.from(text) };
}
