// Somebody from the waist up: the head is about 50 wide, the waist lies at y = 130.
import { C } from "./palette.mjs";
import { circle, ellipse, line, rect, shape } from "./shapes.mjs";

const BACK_HAIR = {
  long: (hair) => shape("M-29 0C-32-36 32-36 29 0 29 22 36 40 28 48H-28C-36 40-29 22-29 0Z", hair),
  bun: (hair) => circle(0, -34, 13, hair),
  short: () => "",
  curly: (hair) => circle(0, -9, 34, hair) + circle(-25, 8, 13, hair) + circle(25, 8, 13, hair),
};

const TOP_HAIR = {
  long: "M-26 2C-28-24-14-32 0-32S28-24 26 2C22-6 18-12 8-18-2-12-18-10-26 2Z",
  bun: "M-26-2C-26-24-14-31 0-31S26-24 26-2C20-14 10-18 0-18S-20-14-26-2Z",
  short: "M-26-4C-30-26-12-34 4-32 20-31 29-20 26-2 24-8 22-12 18-15 6-12-10-14-18-16-22-13-24-9-26-4Z",
  curly: "M-26 0C-27-22-14-30 0-30S27-22 26 0C23-10 18-13 12-13 6-18-4-18-10-14-18-15-23-8-26 0Z",
};

export function person({ skin, hair, style, coat, glasses }) {
  const face =
    circle(-9, 2, 2.4, C.ink) + circle(9, 2, 2.4, C.ink) + line("M-7 12q7 6 14 0", C.ink, 2.4) +
    (glasses ? line("M-16 2a7 7 0 1 0 14 0 7 7 0 1 0-14 0M2 2a7 7 0 1 0 14 0 7 7 0 1 0-14 0M-2 1h4", C.ink, 2) : "");
  return (
    BACK_HAIR[style](hair) +
    rect(-10, 16, 20, 30, skin, 8) + ellipse(0, 28, 10, 6, "#00000014") +
    shape("M-64 132C-66 76-52 52-16 44H16C52 52 66 76 64 132Z", coat) +
    shape("M-15 43 0 74 15 43C10 50-10 50-15 43Z", skin) +
    shape("M-17 43-32 50-8 104 0 74ZM17 43 32 50 8 104 0 74Z", C.white, ' opacity=".92"') +
    line("M-44 132V100M44 132V100", "#00000026", 3) +
    ellipse(0, 0, 25, 28, skin) + shape(TOP_HAIR[style], hair) + face
  );
}
