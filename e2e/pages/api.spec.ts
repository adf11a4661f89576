// The open API is what its own description says.
import { hidden, listing } from "../site/listings.ts";
import { expect, test } from "../site/test.ts";

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  example?: string | number;
}

interface Description {
  openapi: string;
  paths: Record<string, { get?: { parameters?: Parameter[] } }>;
}

test("the description is OpenAPI 3.1, and every address in it answers", async ({ request }) => {
  const described = await request.get("/api/openapi.json");
  const { openapi, paths } = (await described.json()) as Description;
  expect(openapi).toMatch(/^3\.1\./);
  expect(Object.keys(paths).length).toBeGreaterThan(5);
  const { id } = await listing("type=transfer");
  for (const [path, { get }] of Object.entries(paths)) {
    if (!get) continue;
    if (path.startsWith("/api/v1/me/")) {
      // One's own listings open to a token alone.
      expect.soft((await request.get(path.replace("{id}", id))).status(), path).toBe(401);
      continue;
    }
    const query = new URLSearchParams();
    for (const parameter of get.parameters ?? []) {
      if (parameter.in === "query" && parameter.required) query.set(parameter.name, String(parameter.example));
    }
    const answer = await request.get(`${path.replace("{id}", id)}?${query.toString()}`);
    expect.soft(answer.status(), path).toBe(200);
    expect.soft(answer.headers()["content-type"], path).toContain("application/json");
    expect.soft(answer.headers()["access-control-allow-origin"], path).toBe("*");
    expect.soft(answer.headers()["etag"], path).toBeTruthy();
  }
});

test("pages of the API follow each other without a gap or a repetition", async ({ request }) => {
  const seen: string[] = [];
  let address: string | null = "/api/v1/listings?type=transfer&limit=50";
  while (address !== null) {
    const answer: { items: { id: string }[]; next: string | null } = await (await request.get(address)).json();
    seen.push(...answer.items.map(({ id }) => id));
    address = answer.next;
  }
  expect(seen.length).toBeGreaterThan(100);
  expect(new Set(seen).size).toBe(seen.length);
});

test("an error of the API is a problem that a program can read", async ({ request }) => {
  const refused = [
    ["/api/v1/listings/unknown", 404],
    [`/api/v1/listings/${hidden("expired")}`, 410],
    [`/api/v1/listings?q=${"a".repeat(5000)}`, 400],
    ["/api/v1/nothing", 404],
  ] as const;
  for (const [address, status] of refused) {
    const answer = await request.get(address);
    expect.soft(answer.status(), address).toBe(status);
    expect.soft(answer.headers()["content-type"], address).toContain("application/problem+json");
    expect.soft(await answer.json(), address).toMatchObject({ status });
  }
});
