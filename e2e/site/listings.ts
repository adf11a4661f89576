// What the demonstration holds today, asked from the site's own API: dates and places change from day to day.
import { expect } from "@playwright/test";
import { SITE } from "./test.ts";

/** A listing as /api/v1/listings tells it: the part that the tests use. */
export interface Listing {
  id: string;
  url: string;
  title: string;
  listing_type: string;
  place: { city: string | null; postal_code: string | null; department: string; department_name: string };
  price_euros: number | null;
  turnover_euros: number | null;
  start_date: string | null;
  end_date: string | null;
  confidential: boolean;
}

/** The newest listings that match `query`, written as the API expects it. */
export async function listings(query: string): Promise<Listing[]> {
  const answer = await fetch(`${SITE}/api/v1/listings?limit=100&${query}`);
  expect(answer.status, `listings of ${query}`).toBe(200);
  return ((await answer.json()) as { items: Listing[] }).items;
}

/** The first that `fits`; a demonstration without any is a defect of the demonstration. */
export async function listing(query: string, fits: (it: Listing) => boolean = () => true): Promise<Listing> {
  const found = (await listings(query)).find(fits);
  if (!found) throw new Error(`the demonstration holds no listing like ${query}`);
  return found;
}

/** The address of a listing inside the site. */
export function path({ url }: Listing): string {
  return new URL(url).pathname;
}

/** The id of a listing that its owner or time took away. */
export function hidden(status: "sold" | "expired" | "inactive" | "draft"): string {
  const ids = JSON.parse(process.env.E2E_HIDDEN ?? "{}") as Record<string, string>;
  const id = ids[status];
  if (!id) throw new Error(`the demonstration holds no ${status} listing`);
  return id;
}

/** `YYYY-MM-DD` some days later. */
export function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}
