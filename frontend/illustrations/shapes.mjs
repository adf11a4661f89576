// Words of the drawings: each answers a piece of SVG.

export const rect = (x, y, width, height, fill, rx = 0, more = "") =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}"${rx ? ` rx="${rx}"` : ""} fill="${fill}"${more}/>`;
export const circle = (cx, cy, r, fill, more = "") => `<circle cx="${cx}" cy="${cy}" r="${r}" fill="${fill}"${more}/>`;
export const ellipse = (cx, cy, rx, ry, fill) => `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}" fill="${fill}"/>`;
export const shape = (d, fill, more = "") => `<path d="${d}" fill="${fill}"${more}/>`;
export const line = (d, stroke, width, more = "") =>
  `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"${more}/>`;
export const at = (x, y, scale, content) =>
  `<g transform="translate(${x} ${y})${scale === 1 ? "" : ` scale(${scale})`}">${content}</g>`;
export const outlined = (colour, width) => ` stroke="${colour}" stroke-width="${width}" stroke-linejoin="round"`;
