// Wakes up what a page asks for. Every page works without.
import { offerAroundMe } from "./around-me.ts";
import { CommuneSuggestions } from "./commune-suggestions.ts";
import { DraftForm } from "./draft.ts";
import { MediaUpload } from "./media-upload.ts";
import { PasskeyForm } from "./passkeys.ts";
import { ProofOfWork } from "./proof-of-work.ts";
import { offerCopies } from "./recovery-codes.ts";
import { Shortcuts } from "./shortcuts.ts";
import { shortenAddresses, submitOnChange, openFiltersOnWideScreens } from "./filters.ts";

for (const field of document.querySelectorAll<HTMLElement>("[data-commune-suggestions]")) {
  new CommuneSuggestions(field).start();
}
for (const button of document.querySelectorAll<HTMLButtonElement>("[data-around-me]")) offerAroundMe(button);
for (const form of document.querySelectorAll<HTMLFormElement>("[data-search-form]")) shortenAddresses(form);
for (const select of document.querySelectorAll<HTMLSelectElement>("[data-submit-on-change]")) submitOnChange(select);
for (const details of document.querySelectorAll<HTMLDetailsElement>("[data-filters]")) openFiltersOnWideScreens(details);

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) new PasskeyForm(form).start();
for (const form of document.querySelectorAll<HTMLFormElement>("form[data-draft]")) new DraftForm(form).start();
for (const root of document.querySelectorAll<HTMLElement>("[data-shortcuts]")) new Shortcuts(root).start();
for (const codes of document.querySelectorAll<HTMLElement>("[data-recovery-codes]")) offerCopies(codes);
for (const form of document.querySelectorAll<HTMLFormElement>("form[data-media-upload]")) new MediaUpload(form).start();

// On a phone the tab shown may lie beyond the edge.
document.querySelector(".tabs [aria-current], .space__nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

const work = document.querySelector<HTMLInputElement>("input[data-proof-of-work]");
if (work) void new ProofOfWork(work, document.querySelector("[data-proof-of-work-status]")).start();
