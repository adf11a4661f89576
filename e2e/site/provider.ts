// A real provider of identities beside the site: npm's oidc-provider, with a page where anybody signs in by name.
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import Provider from "oidc-provider";
import { isForProSanteConnect, startProSanteConnect } from "./pro-sante-connect.ts";

const SECRET = "a secret of the browser tests, long enough";

/** Two clients of one provider: the site believes the addresses of the first. */
const CLIENTS = [
  { id: "essai", name: "Essai Santé", trusted: true },
  { id: "annuaire", name: "Annuaire", trusted: false },
];

/** `Yann Le Guen` is yann.le.guen@example.bzh. */
function claimsOf(name: string): Record<string, unknown> {
  const email = `${name.toLowerCase().replaceAll(" ", ".")}@example.bzh`;
  return { sub: name, name, email, email_verified: true };
}

const FORM = `<!doctype html><html lang="fr"><title>Fournisseur</title><h1>Fournisseur d’identité</h1>
<form method="post"><label>Nom <input name="name"></label>
<button>S’identifier</button> <button name="refuse" value="1">Refuser</button></form>`;

async function interact(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { prompt, params, session, grantId } = await provider.interactionDetails(request, response);
  const finish = (result: Record<string, unknown>): Promise<void> =>
    provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  if (prompt.name === "consent") {
    const known = grantId === undefined ? undefined : await provider.Grant.find(grantId);
    const grant = known ?? new provider.Grant({ accountId: session?.accountId ?? "", clientId: params.client_id ?? "" });
    grant.addOIDCScope(params.scope ?? "openid");
    return finish({ consent: { grantId: await grant.save() } });
  }
  if (request.method !== "POST") {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(FORM);
    return;
  }
  const fields = new URLSearchParams((await buffer(request)).toString("utf8"));
  if (fields.has("refuse")) return finish({ error: "access_denied", error_description: "refused" });
  return finish({ login: { accountId: fields.get("name") ?? "" } });
}

interface RunningProvider {
  issuer: string;
  settings: Record<string, string>;
  stop: () => void;
}

/** The settings that make the site know it, and how to stop it. */
export async function startProvider(site: string): Promise<RunningProvider> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the provider has no port");
  const issuer = `http://127.0.0.1:${address.port}`;
  const provider = new Provider(issuer, {
    clients: CLIENTS.map(({ id }) => ({
      client_id: id,
      client_secret: SECRET,
      redirect_uris: [`${site}/connexion/avec/${id}/retour`],
      grant_types: ["authorization_code"],
    })),
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    cookies: { keys: ["cookies of the browser tests"] },
    jwks: { keys: [generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" })] },
    ttl: { AccessToken: 300, Grant: 3600, IdToken: 300, Interaction: 600, Session: 3600 },
    features: { devInteractions: { enabled: false } },
    findAccount: (_: unknown, name: string) => ({ accountId: name, claims: () => claimsOf(name) }),
    interactions: { url: (_: unknown, interaction: { uid: string }) => `/interaction/${interaction.uid}` },
  });
  const answer = provider.callback();
  const national = startProSanteConnect(issuer, site);
  server.on("request", (request, response) => {
    if (isForProSanteConnect(request)) {
      national.answer(request, response);
    } else if (request.url?.startsWith("/interaction/")) {
      interact(provider, request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
    } else {
      answer(request, response);
    }
  });
  const settings = CLIENTS.flatMap(({ id, name, trusted }) =>
    Object.entries({ NAME: name, ISSUER: issuer, CLIENT_ID: id, CLIENT_SECRET: SECRET, TRUST_EMAIL: String(trusted) }).map(
      ([key, value]) => [`DOCTONEXT_OIDC__${id.toUpperCase()}__${key}`, value],
    ),
  );
  const stop = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { issuer, settings: { ...(Object.fromEntries(settings) as Record<string, string>), ...national.settings }, stop };
}
