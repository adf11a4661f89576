// A visitor who fills in forms: keeps the cookies, sends the form's token, comes from the address that it is told to.
import http from "node:http";

export class Visitor {
  constructor(base, agent = new http.Agent({ keepAlive: true })) {
    this.base = base;
    this.agent = agent;
    this.cookies = new Map();
  }

  /** Opens a page with a form, for its token. */
  async open(path) {
    const page = await this.ask("GET", path);
    this.token = /name="jeton" value="([^"]+)"/.exec(page.body)?.[1];
    if (!this.token) throw new Error(`${path} answered ${page.status} without a form`);
    return page;
  }

  /** Sends a form. Gives status, headers, body and the milliseconds until the last byte. */
  post(path, fields, from) {
    return this.ask("POST", path, new URLSearchParams({ jeton: this.token, ...fields }).toString(), from);
  }

  ask(method, path, body, from) {
    const headers = { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ") };
    if (from) headers["x-forwarded-for"] = from;
    if (body !== undefined) headers["content-type"] = "application/x-www-form-urlencoded";
    const begin = performance.now();
    return new Promise((resolve, reject) => {
      const request = http.request(this.base + path, { method, headers, agent: this.agent }, (answer) => {
        const parts = [];
        answer.on("data", (part) => parts.push(part));
        answer.on("error", reject);
        answer.on("end", () => {
          const took = performance.now() - begin;
          this.keep(answer.headers["set-cookie"] ?? []);
          const text = Buffer.concat(parts).toString("utf8");
          resolve({ status: answer.statusCode, headers: answer.headers, names: answer.rawHeaders.filter((_, n) => n % 2 === 0), body: text, took });
        });
      });
      request.on("error", reject);
      request.end(body);
    });
  }

  keep(lines) {
    for (const line of lines) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      if (/max-age=0(;|$)/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }
}

/** The n-th address of a network that nobody has (RFC 2544): the server believes it as it would its proxy. */
export const addressOf = (n) => `198.${18 + ((n >> 16) & 1)}.${(n >> 8) & 255}.${n & 255}`;
