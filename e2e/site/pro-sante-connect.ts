// A look-alike of Pro Santé Connect beside the other providers: its addresses, its claims, and professionals made up by
// whoever signs in.
import { generateKeyPairSync } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import Provider from "oidc-provider";

const SECRET = "a secret of the browser tests, long enough";
const BASE = "/auth/realms/esante-wallet";
/** Where people identify themselves; the real one asks for an e-CPS. */
const DESK = "/wallet";

/** Whether a request is for this provider. */
export function isForProSanteConnect(request: IncomingMessage): boolean {
  return [BASE, DESK].some((it) => request.url?.startsWith(`${it}/`));
}

/** A professional is written in the name of the account: number, given name, family name, and whether they practise. */
function claimsOf(account: string): Record<string, unknown> {
  const [number = "", given = "", family = "", practises] = account.split("|");
  const exercice = {
    codeProfession: "10",
    codeCategorieProfessionnelle: "C",
    codeCiviliteDexercice: "DR",
    nomDexercice: family.toUpperCase(),
    prenomDexercice: given.toUpperCase(),
    activities: [{ codeModeExercice: "L", codeSecteurDactivite: "SA07" }],
  };
  return {
    sub: account,
    SubjectNameID: `8${number}`,
    preferred_username: `8${number}`,
    given_name: given,
    family_name: family,
    ...(practises === "1" ? { SubjectRefPro: { codeCivilite: "MME", exercices: [exercice] } } : {}),
  };
}

const FORM = `<!doctype html><html lang="fr"><title>Pro Santé Connect</title><h1>Votre e-CPS</h1>
<form method="post"><label>RPPS <input name="number"></label> <label>Prénom <input name="given"></label>
<label>Nom <input name="family"></label> <label><input type="checkbox" name="practises" value="1" checked> En exercice</label>
<button>S’identifier</button></form>`;

const FAREWELL = (form: string): string => `<!doctype html><html lang="fr"><title>Pro Santé Connect</title>
<h1>Fin de session</h1>${form}<button form="op.logoutForm" name="logout" value="yes">Fermer la session</button>`;

async function interact(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { prompt, params, session, grantId } = await provider.interactionDetails(request, response);
  const finish = (result: Record<string, unknown>): Promise<void> =>
    // Asked to identify anew, the provider wants to see with the agreement that somebody did.
    provider.interactionFinished(request, response, result, { mergeWithLastSubmission: prompt.name === "consent" });
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
  const account = ["number", "given", "family", "practises"].map((it) => fields.get(it) ?? "").join("|");
  return finish({ login: { accountId: account, acr: "eidas1", amr: ["ecps"] } });
}

interface ProSanteConnect {
  settings: Record<string, string>;
  answer: (request: IncomingMessage, response: ServerResponse) => void;
}

/** The settings that make the site know it, and what answers. */
export function startProSanteConnect(origin: string, site: string): ProSanteConnect {
  const issuer = origin + BASE;
  const endpoint = (name: string): string => `/protocol/openid-connect/${name}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: "doctonext",
        client_secret: SECRET,
        redirect_uris: [`${site}/connexion/avec/psc/retour`],
        post_logout_redirect_uris: [`${site}/`],
        token_endpoint_auth_method: "client_secret_post",
        grant_types: ["authorization_code"],
      },
    ],
    scopes: ["openid", "scope_all"],
    claims: { openid: ["sub", "acr"], scope_all: Object.keys(claimsOf("0|a|b|1")) },
    acrValues: ["eidas1"],
    clientAuthMethods: ["client_secret_post"],
    cookies: {
      keys: ["cookies of the browser tests"],
      names: { interaction: "psc_interaction", resume: "psc_resume", session: "psc_session" },
    },
    jwks: { keys: [generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" })] },
    ttl: { AccessToken: 120, Grant: 3600, IdToken: 120, Interaction: 600, Session: 3600 },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx: { body: string }, form: string): void => {
          ctx.body = FAREWELL(form);
        },
      },
    },
    routes: {
      authorization: endpoint("auth"),
      token: endpoint("token"),
      userinfo: endpoint("userinfo"),
      jwks: endpoint("certs"),
      end_session: endpoint("logout"),
    },
    findAccount: (_: unknown, account: string) => ({ accountId: account, claims: () => claimsOf(account) }),
    interactions: { url: (_: unknown, interaction: { uid: string }) => `${DESK}/${interaction.uid}` },
  });
  const callback = provider.callback();
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const url = request.url ?? "";
    if (url.startsWith(`${DESK}/`)) {
      interact(provider, request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
      return;
    }
    const inside = url.slice(BASE.length).replace("/.well-known/wallet-openid-configuration", "/.well-known/openid-configuration");
    callback(Object.assign(request, { url: inside, originalUrl: url, baseUrl: BASE }), response);
  };
  const settings = { KIND: "pro-sante-connect", ISSUER: issuer, CLIENT_ID: "doctonext", CLIENT_SECRET: SECRET };
  const named = Object.entries(settings).map(([key, value]) => [`DOCTONEXT_OIDC__PSC__${key}`, value]);
  return { settings: Object.fromEntries(named) as Record<string, string>, answer };
}
