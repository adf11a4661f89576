// Photographs without a camera: a baseline JPEG encoder (ITU-T T.81, tables of annex K), so that the measure needs no package.
import { chance } from "./chance.mjs";

const ZIGZAG = [
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28, 35, 42, 49, 56,
  57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
];
const DC_COUNTS = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0];
const DC_SYMBOLS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
const AC_COUNTS = [0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 0x7d];
const AC_SYMBOLS = Buffer.from(
  "01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282090a161718191a25262728292a3435363738393a434445464748494a" +
    "535455565758595a636465666768696a737475767778797a838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6" +
    "c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9fa", "hex");
/** One step for all frequencies: what a camera calls « fine ». */
const STEP = 6;

function codes(counts, symbols) {
  const found = [];
  let code = 0;
  let at = 0;
  counts.forEach((count, length) => {
    for (let n = 0; n < count; n++) found[symbols[at++]] = [code++, length + 1];
    code <<= 1;
  });
  return found;
}
const DC = codes(DC_COUNTS, DC_SYMBOLS);
const AC = codes(AC_COUNTS, AC_SYMBOLS);

const COSINES = Array.from({ length: 8 }, (_, u) =>
  Float64Array.from({ length: 8 }, (_, x) => (u ? 0.5 : Math.SQRT1_2 / 2) * Math.cos(((2 * x + 1) * u * Math.PI) / 16)));

class Bits {
  constructor(bytes) {
    this.bytes = Buffer.alloc(bytes);
    this.at = 0;
    this.held = 0;
    this.count = 0;
  }

  put(value, length) {
    for (let n = length - 1; n >= 0; n--) {
      this.held = (this.held << 1) | ((value >> n) & 1);
      if (++this.count === 8) {
        this.bytes[this.at++] = this.held;
        if (this.held === 0xff) this.bytes[this.at++] = 0;
        this.held = this.count = 0;
      }
    }
  }
}

const segment = (marker, body) => Buffer.concat([Buffer.from([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255]), body]);

/** The head of a JPEG that promises this size. */
export function head(width, height, kind = 0xc0) {
  const table = (id, counts, symbols) => Buffer.from([id, ...counts, ...symbols]);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, Buffer.from("4a46494600010100000100010000", "hex")),
    segment(0xdb, Buffer.from([0, ...Array(64).fill(STEP)])),
    segment(kind, Buffer.from([8, height >> 8, height & 255, width >> 8, width & 255, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0])),
    segment(0xc4, Buffer.concat([table(0, DC_COUNTS, DC_SYMBOLS), table(0x10, AC_COUNTS, AC_SYMBOLS)])),
    segment(0xda, Buffer.from([3, 1, 0, 2, 0, 3, 0, 0, 63, 0])),
  ]);
}

/** Slow gradients with a grain on them: `grain` decides how many bytes it takes. */
export function photograph(width, height, grain, seed = 1) {
  const random = chance(seed);
  const bits = new Bits(width * height * 3 + 1024);
  const pixels = new Float64Array(64);
  const rows = new Float64Array(64);
  const before = [0, 0, 0];
  for (let top = 0; top < height; top += 8) {
    for (let left = 0; left < width; left += 8) {
      for (let part = 0; part < 3; part++) {
        const amount = part ? 0 : grain;
        for (let n = 0; n < 64; n++) {
          const [x, y] = [left + (n & 7), top + (n >> 3)];
          pixels[n] = 90 * Math.sin(x / (300 + 90 * part)) * Math.cos(y / 410) + (amount ? (random() - 0.5) * amount : 0);
        }
        block(bits, pixels, rows, before, part);
      }
    }
  }
  bits.put(0x7f, 7);
  return Buffer.concat([head(width, height), bits.bytes.subarray(0, bits.at), Buffer.from([0xff, 0xd9])]);
}

function block(bits, pixels, rows, before, part) {
  for (let y = 0; y < 8; y++) {
    for (let u = 0; u < 8; u++) {
      let sum = 0;
      for (let x = 0; x < 8; x++) sum += pixels[y * 8 + x] * COSINES[u][x];
      rows[y * 8 + u] = sum;
    }
  }
  const level = (n) => {
    const [v, u] = [n >> 3, n & 7];
    let sum = 0;
    for (let y = 0; y < 8; y++) sum += rows[y * 8 + u] * COSINES[v][y];
    return Math.round(sum / STEP);
  };
  const number = (value, size) => bits.put(value < 0 ? value + (1 << size) - 1 : value, size);
  const sizeOf = (value) => 32 - Math.clz32(Math.abs(value));
  const first = level(0);
  const change = first - before[part];
  before[part] = first;
  bits.put(...DC[sizeOf(change)]);
  number(change, sizeOf(change));
  let zeros = 0;
  for (let n = 1; n < 64; n++) {
    const value = level(ZIGZAG[n]);
    if (!value) {
      zeros++;
      continue;
    }
    for (; zeros > 15; zeros -= 16) bits.put(...AC[0xf0]);
    bits.put(...AC[(zeros << 4) | sizeOf(value)]);
    number(value, sizeOf(value));
    zeros = 0;
  }
  if (zeros) bits.put(...AC[0]);
}

/** The same picture as another file. */
export const copy = (jpeg, n) => Buffer.concat([jpeg.subarray(0, 2), segment(0xfe, Buffer.from(`copy ${n}`)), jpeg.subarray(2)]);
