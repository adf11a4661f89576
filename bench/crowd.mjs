// A crowd that signs in, in a process of its own: each member sends a form, waits for the answer, sends the next.
// Says « ready » when every member holds a form, begins at the first byte on its input, prints what came back.
import http from "node:http";
import { parseArgs } from "node:util";
import { PASSWORD } from "./accounts.mjs";
import { quantile } from "./figures.mjs";
import { Visitor, addressOf } from "./visitor.mjs";

const { values } = parseArgs({
  options: { base: { type: "string" }, members: { type: "string" }, seconds: { type: "string" }, people: { type: "string" }, addresses: { type: "string" } },
});
const members = Number(values.members);
const people = Number(values.people);
const statuses = {};
const took = [];
let tries = 0;

/** Half know their password, half try addresses that have no account. */
async function signInAgainAndAgain(visitor, until) {
  while (performance.now() < until) {
    const n = tries++;
    const form = n % 2
      ? { email: `person-${(n >> 1) % people}@example.org`, mot_de_passe: PASSWORD }
      : { email: `nobody-${n}@example.org`, mot_de_passe: "une autre phrase" };
    const answer = await visitor.post("/connexion", form, addressOf(n % Number(values.addresses)));
    // A new session would sign the next form in already.
    visitor.cookies.delete("doctonext_session");
    statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
    took.push(answer.took);
  }
}

const crowd = Array.from({ length: members }, () => new Visitor(values.base, new http.Agent({ keepAlive: true, maxSockets: 1 })));
for (const visitor of crowd) await visitor.open("/connexion");
process.stdout.write("ready\n");
await new Promise((resolve) => process.stdin.once("data", resolve));
const begin = performance.now();
await Promise.all(crowd.map((visitor) => signInAgainAndAgain(visitor, begin + Number(values.seconds) * 1000)));
const seconds = (performance.now() - begin) / 1000;
console.log(JSON.stringify({ statuses, perSecond: took.length / seconds, p50: quantile(took, 0.5), p99: quantile(took, 0.99), seconds }));
process.exit(0);
