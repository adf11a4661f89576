/** The few colours of every drawing. */
export const C = {
  ink: "#26393d",
  teal: "#0d585c",
  sea: "#5aa39b",
  mist: "#cfe4df",
  white: "#fffdf8",
  cream: "#fbf1e0",
  brick: "#d4704a",
  rose: "#eda58a",
  sun: "#f2b84f",
  wood: "#b97f56",
  bark: "#8a5a3b",
  leaf: "#7f9f5a",
  plum: "#835073",
  night: "#2c4a5e",
};

/** Faces: skin and hair that go together. */
export const FACES = [
  ["#f3cdb0", "#4a3226"], ["#8d5a3c", "#25211f"], ["#dba67c", "#2f2a36"], ["#f0c3a0", "#c9c4ba"],
  ["#b57a52", "#2d2320"], ["#f3cdb0", "#d9a95b"], ["#e7b690", "#a35f2f"], ["#8d5a3c", "#3a2c28"],
];
export const COATS = [C.teal, C.brick, C.plum, C.night, C.sea];
