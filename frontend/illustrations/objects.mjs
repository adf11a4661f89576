// One object per profession, in a box from -50 to 50 that stands on y = 50.
import { C } from "./palette.mjs";
import { circle, ellipse, line, outlined, rect, shape } from "./shapes.mjs";

const heart = (x, y, s, fill) =>
  `<path transform="translate(${x} ${y}) scale(${s})" d="M0 9C-12 0-10-9-5-9-2-9 0-7 0-5 0-7 2-9 5-9 10-9 12 0 0 9Z" fill="${fill}"/>`;

const rib = (y, w) => `M-3 ${y}C-${w} ${y - 8}-${w + 2} ${y + 4}-${w - 3} ${y + 9}M3 ${y}C${w} ${y - 8} ${w + 2} ${y + 4} ${w - 3} ${y + 9}`;

const vertebrae = [[-6, -42], [-10, -26], [-8, -10], [0, 6], [8, 22], [8, 38]];

export const OBJECTS = {
  doctor:
    line("M-24-40v20a22 22 0 0 0 44 0v-20", C.teal, 7) +
    line("M-2 2v16a17 17 0 0 0 34 0v-8", C.teal, 7) +
    circle(-24, -42, 6, C.ink) + circle(20, -42, 6, C.ink) +
    circle(32, 2, 12, C.sun) + circle(32, 2, 5, C.white),
  dentist:
    shape("M-32-24C-32-46-12-46 0-37 12-46 32-46 32-24 32-6 24 4 20 32 17 50 7 48 4 32 3 20-3 20-4 32-7 48-17 50-20 32-24 4-32-6-32-24Z", C.white, outlined(C.teal, 5)) +
    line("M-20-24c0-8 4-11 10-11", C.mist, 6),
  midwife:
    shape("M-27 14C-27-6-14-16 0-16S27-6 27 14C27 38 12 50 0 50S-27 38-27 14Z", C.sun) +
    line("M-22 4C-6 14 6 26 10 48M22 4C14 8 8 13 4 18", C.white, 4) +
    circle(0, -24, 21, C.rose) + shape("M-21-26A21 21 0 0 1 21-26C10-33-10-33-21-26Z", C.sea) +
    circle(-7, -20, 2.4, C.ink) + circle(7, -20, 2.4, C.ink) + line("M-4-13q4 4 8 0", C.ink, 2.2),
  pharmacist:
    line("M6-14 28-44", C.wood, 11) +
    shape("M-36-8H36C36 20 22 34 11 38v6H22v6H-22v-6h11v-6C-22 34-36 20-36-8Z", C.teal) +
    rect(-43, -18, 86, 12, C.sea, 6) +
    shape("M-8-18C-30-20-34-36-30-46-14-44-6-34-8-18Z", C.leaf) + line("M-10-20-24-38", C.white, 2),
  nurse:
    line("M-16-14v-12a8 8 0 0 1 8-8H8a8 8 0 0 1 8 8v12", C.bark, 7) +
    rect(-44, -18, 88, 64, C.brick, 12) + rect(-44, -18, 88, 16, C.rose, 8) +
    circle(0, 18, 18, C.white) + heart(0, 19, 1.15, C.brick),
  physiotherapist:
    line("M-30 12-38 48M30 12 38 48M-34 32H34", C.bark, 6) +
    rect(-48, -2, 96, 16, C.teal, 8) + rect(-48, -14, 30, 13, C.mist, 6) + circle(22, -13, 12, C.sun) + circle(22, -13, 5, C.white),
  podiatrist:
    shape("M-16-6C-20-26 4-34 16-18 24-6 12 6 10 18 8 36 4 50-8 49-22 48-22 32-17 18-14 8-14 4-16-6Z", C.rose) +
    circle(-19, -24, 8, C.rose) + circle(-6, -35, 6.4, C.rose) + circle(8, -38, 5.8, C.rose) + circle(20, -34, 5.2, C.rose) + circle(29, -26, 4.6, C.rose) +
    line("M-8 38c4 3 9 0 10-5", C.brick, 3),
  speech_therapist:
    shape("M-44-38H12a8 8 0 0 1 8 8V-4a8 8 0 0 1-8 8H-18L-32 18V4H-44a8 8 0 0 1-8-8V-30a8 8 0 0 1 8-8Z", C.teal) +
    circle(-32, -17, 4.5, C.white) + circle(-16, -17, 4.5, C.white) + circle(0, -17, 4.5, C.white) +
    shape("M0 12H42a7 7 0 0 1 7 7V34a7 7 0 0 1-7 7H32V52L20 41H0a7 7 0 0 1-7-7V19a7 7 0 0 1 7-7Z", C.sun) + line("M6 22H36M6 31H26", C.white, 4),
  orthoptist:
    shape("M-48 0C-26-36 26-36 48 0 26 36-26 36-48 0Z", C.white, outlined(C.teal, 5)) +
    circle(0, 0, 20, C.sea) + circle(0, 0, 10, C.ink) + circle(7, -7, 4.5, C.white) +
    line("M-30-32-36-42M0-38V-50M30-32 36-42", C.teal, 4),
  psychologist:
    line("M-24 34V48M24 34V48", C.bark, 6) + rect(-31, -42, 62, 66, C.plum, 18) +
    rect(-26, 4, 52, 26, "#a06f90", 9) + rect(-45, -10, 20, 46, C.plum, 10) + rect(25, -10, 20, 46, C.plum, 10),
  occupational_therapist:
    rect(-42, 8, 40, 42, C.teal, 6) + rect(2, 8, 40, 42, C.sun, 6) + rect(-20, -36, 40, 42, C.brick, 6) +
    circle(-22, 29, 10, C.mist) + shape("M22 19 33 39H11Z", C.white) + rect(-9, -24, 18, 18, C.cream, 3),
  dietitian:
    shape("M0-18C14-30 40-24 38 6 36 32 20 50 8 49 3 48-3 48-8 49-20 50-36 32-38 6-40-24-14-30 0-18Z", C.brick) +
    line("M0-18C0-30 3-38 8-44", C.bark, 5) + shape("M4-30C8-46 24-50 36-46 34-32 20-26 4-30Z", C.leaf) + line("M-26 2c0-8 4-13 10-15", C.rose, 6),
  psychomotor_therapist:
    ellipse(-6, -22, 40, 15, "none").replace("/>", ` stroke="${C.sea}" stroke-width="7"/>`) +
    circle(-14, 22, 28, C.sun) + shape("M-42 22C-30 10 2 10 14 22 2 30-30 30-42 22Z", C.white) + line("M-14-6C-2 10-2 34-14 50", C.brick, 5) +
    shape("M30-4 46 44H14Z", C.brick) + rect(8, 42, 44, 8, C.brick, 4) + shape("M26 12H34L38 24H22Z", C.white),
  hearing_aid_specialist:
    shape("M-22-4C-24-38 28-46 32-8 34 14 12 18 11 34 10 52-14 52-18 34Z", C.rose) +
    line("M-10-6C-10-26 18-28 19-8 20 6 2 8 2 22", C.brick, 5) + line("M-34-18C-40-8-40 6-34 16M-45-26C-53-10-53 10-45 24", C.sea, 5) +
    shape("M30-28C46-26 46 6 34 16L28 12C34 4 34-12 27-20Z", C.teal),
  optician:
    circle(-24, 2, 20, C.mist, outlined(C.teal, 6)) + circle(24, 2, 20, C.mist, outlined(C.teal, 6)) +
    line("M-5 0C-3-6 3-6 5 0M-43-4-50-14M43-4 50-14", C.teal, 6) + line("M-34-2 -26-10M14-2 22-10", C.white, 4),
  radiographer:
    rect(-38, -48, 76, 98, C.night, 8) + line("M0-36V40", "#bcd6e2", 6) +
    line([rib(-24, 22), rib(-9, 27), rib(6, 28), rib(21, 25)].join(""), "#9cc0d2", 4.5) + circle(9, -6, 7, C.sun),
  laboratory_technician:
    shape("M-11-40V-14L-36 34C-40 43-35 50-26 50H26C35 50 40 43 36 34L11-14V-40Z", C.white, outlined(C.teal, 5)) +
    shape("M-19 8-32 34C-35 41-31 46-25 46H25C31 46 35 41 32 34L19 8C8 14-8 2-19 8Z", C.sun) +
    rect(-17, -48, 34, 10, C.teal, 5) + circle(-8, 28, 5, C.white) + circle(9, 20, 3.5, C.white) + circle(12, 36, 4, C.white),
  osteopath:
    shape("M-22 30V-4L-37-17C-43-23-35-31-28-26L-20-18V-34a6.5 6.5 0 0 1 13 0V-42a6.5 6.5 0 0 1 13 0V-36a6.5 6.5 0 0 1 13 0V-24a6 6 0 0 1 12 0V6C31 20 26 30 20 32Z", C.rose) +
    line("M-7-32V-8M6-34V-8M19-24V-6", C.brick, 2.5) + rect(-26, 30, 50, 20, C.teal, 6) +
    line("M38-36C46-28 48-16 46-6M-40 6c-4 8-4 16 0 24", C.sea, 4.5),
  chiropractor: vertebrae
    .map(([x, y]) => rect(x - 24, y - 3, 48, 6, C.sun, 3) + rect(x - 13, y - 7, 26, 14, C.teal, 5))
    .join(""),
  psychotherapist:
    rect(-50, -30, 14, 56, C.plum, 7) + rect(-48, 12, 36, 16, C.plum, 7) + line("M-44 26V48M-18 26V48", C.bark, 5) +
    rect(36, -30, 14, 56, C.teal, 7) + rect(12, 12, 36, 16, C.teal, 7) + line("M44 26V48M18 26V48", C.bark, 5) +
    ellipse(0, -36, 20, 13, C.sun) + shape("M-6-26-10-14 4-25Z", C.sun) + heart(0, -35, .8, C.white),
};
