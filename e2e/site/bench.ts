// The parts of bench/ that the journeys use too: a server of one's own, a mail server that can be killed, a visitor who
// fills in forms.
import { fileURLToPath } from "node:url";

interface Letter {
  id: string;
  to: string;
  at: number;
  secure: boolean;
  source: string;
}

export interface MailServer {
  start(): Promise<void>;
  kill(): Promise<void>;
  readonly address: string;
  readonly accepted: Letter[];
}

export interface Server {
  readonly base: string;
  start(settings: Record<string, string>): Promise<number>;
  stop(): Promise<void>;
  startWorker(settings: Record<string, string>): Promise<void>;
  stopWorker(): Promise<void>;
  sql(text: string): string;
}

export interface Visitor {
  open(path: string): Promise<unknown>;
  post(path: string, fields: Record<string, string>, from?: string): Promise<{ status: number }>;
}

export interface Certificate {
  key: string;
  cert: string;
  ca: string;
}

interface Bench {
  MailServer: new (record: string, certificate: Certificate, how: { security: string }) => MailServer;
  Server: new (folder: string, listings: number) => Server;
  Visitor: new (base: string) => Visitor;
  makeCertificate: (folder: string) => Certificate;
  addressOf: (n: number) => string;
}

/** The binary of the journeys, which bench/ takes from here. */
process.env.DOCTONEXT_BINARY ??= fileURLToPath(new URL("../../target/debug/doctonext", import.meta.url));

/** Where a script of bench/ lies. */
export const scriptOf = (name: string): string => fileURLToPath(new URL(`../../bench/${name}.mjs`, import.meta.url));

export async function bench(): Promise<Bench> {
  const parts = await Promise.all(["mail-server", "server", "visitor", "certificate"].map((name) => import(scriptOf(name))));
  return Object.assign({}, ...parts) as Bench;
}
