// Files that mean harm, the same for the same seed.
import { deflateRawSync, deflateSync } from "node:zlib";
import { copy, head, photograph } from "./photograph.mjs";

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let turn = 0; turn < 8; turn++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n;
});
const crc32 = (bytes) => (bytes.reduce((crc, byte) => CRC[(crc ^ byte) & 255] ^ (crc >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0;

function chunk(kind, body) {
  const named = Buffer.concat([Buffer.from(kind), body]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(body.length, 0);
  frame.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([frame.subarray(0, 4), named, frame.subarray(4)]);
}

/** A PNG of nothing: `depth` bits and a colour type a pixel. */
function png(width, height, { depth = 1, colour = 0, data, extra = [] } = {}) {
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  size.set([depth, colour, 0, 0, 0], 8);
  const parts = { 0: 1, 2: 3, 4: 2, 6: 4 }[colour];
  const line = Math.ceil((width * depth * parts) / 8) + 1;
  const packed = data ?? deflateSync(Buffer.alloc(Math.min(line * height, 1 << 28)), { level: 9 });
  return Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), chunk("IHDR", size), ...extra, chunk("IDAT", packed), chunk("IEND", Buffer.alloc(0))]);
}

const pdf = (words, stream = "") =>
  Buffer.from(`%PDF-1.7\n1 0 obj <</Type /Catalog /Pages 2 0 R ${words}>> endobj\n${stream}trailer <</Root 1 0 R>>\n%%EOF\n`, "latin1");

function packedPdf(words) {
  const packed = deflateSync(Buffer.from(words));
  return Buffer.concat([Buffer.from("%PDF-1.7\n4 0 obj <</Type /ObjStm /Filter /FlateDecode>> stream\n"), packed, Buffer.from("\nendstream endobj\n%%EOF")]);
}

const PROGRAMS = ["/OpenAction 3 0 R", "/Names <</JavaScript 3 0 R>>", "/J#61vaScript 3 0 R", "/AA<</O 3 0 R>>", "/#4aS (x)", "/EmbeddedFiles 3 0 R",
  "/Encrypt 3 0 R", "/AcroForm <</XFA 3 0 R>>", "/Launch 3 0 R", "/RichMedia 3 0 R"];

/** A JPEG of 40 megapixels in many scans: each asks for the whole picture again. */
function manyScans(width, height, scans) {
  const start = head(width, height, 0xc2);
  const scan = Buffer.from([0xff, 0xda, 0, 8, 1, 1, 0, 1, 5, 0, 0x3f, 0xff, 0]);
  return Buffer.concat([start, ...Array(scans).fill(scan), Buffer.from([0xff, 0xd9])]);
}

/** Whole files of each kind of attack. */
function attacks() {
  const small = photograph(64, 48, 60);
  const zeros = (bytes) => deflateSync(Buffer.alloc(bytes), { level: 9 });
  const text = (kind, packed) => chunk(kind, Buffer.concat([Buffer.from("Comment\0\0"), packed]));
  return [
    png(10_000, 10_000), png(12_000, 12_000), png(100_000, 100_000, { data: zeros(1 << 20) }), png(2 ** 31 - 1, 2 ** 31 - 1, { data: zeros(64) }),
    png(6_000, 6_000, { depth: 16, colour: 6 }), png(6_300, 6_300, { depth: 8, colour: 6, data: zeros(1 << 27) }), png(3_000_000, 4), png(4, 3_000_000),
    png(6_324, 6_324), png(64, 64, { extra: [text("zTXt", zeros(1 << 28))] }), png(64, 64, { extra: [text("iCCP", zeros(1 << 27))] }),
    png(64, 64, { data: zeros(1 << 28) }), head(65_535, 65_535), head(6_300, 6_300), head(12_000, 3_300, 0xc2), manyScans(6_300, 6_300, 20_000),
    manyScans(64, 64, 200_000), Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
    Buffer.from("<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY a 'aaaa'>]><svg>&a;</svg>"), Buffer.from("<!doctype html><script>alert(1)</script>"),
    Buffer.from("GIF89a/*\0*/=1;alert(1)"), Buffer.from("MZ\x90\0".repeat(50), "latin1"), Buffer.from("\x7fELF".repeat(50), "latin1"),
    Buffer.from("PK\x03\x04".repeat(50), "latin1"), Buffer.from("#!/bin/sh\nrm -rf /\n"), Buffer.from("RIFF\xff\xff\xff\xffWEBPVP8 ", "latin1"),
    Buffer.from("RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f\xff\xff\xff\xff\0\0\0\0", "latin1"), Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(0), Buffer.alloc(1),
    Buffer.concat([small, Buffer.from("PK\x03\x04"), deflateRawSync(Buffer.alloc(9999))]), Buffer.concat([small, Buffer.from("<?php system($_GET[0]);?><script>alert(1)</script>")]),
    Buffer.concat([small, pdf("/OpenAction 3 0 R")]), Buffer.concat([Buffer.from("%PDF-1.4\n"), small]), copy(small, "<script>alert(1)</script>"),
    ...PROGRAMS.flatMap((words) => [pdf(words), packedPdf(words)]), packedPdf(" ".repeat(65 << 20)), Buffer.from("%PDF-1.7\n1 0 obj"),
    pdf("", "4 0 obj <</Type /ObjStm /Filter [/ASCII85Decode /FlateDecode]>> stream\nx\nendstream\n"), Buffer.concat([Buffer.from("%PDF-"), Buffer.alloc(16 << 20)]),
    Buffer.concat([small, Buffer.alloc(11 << 20)]),
  ];
}

/** So many files: each attack, then whole files bent and cut at random. `seeds` are pictures to bend. */
export function hostileFiles(count, random, seeds) {
  const files = attacks();
  const whole = [...seeds, png(80, 60, { depth: 8, colour: 2 }), png(80, 60, { depth: 16, colour: 6 })];
  // Papers are sent whole: bent, most of them lose what made them harmful.
  while (files.length < count) {
    const bent = Buffer.from(whole[Math.floor(random() * whole.length)]);
    for (let n = Math.floor(random() * 12); n >= 0; n--) bent[Math.floor(random() ** 2 * bent.length)] = Math.floor(random() * 256);
    const cut = random() < 0.5 ? bent.length : Math.floor(random() * bent.length) + 1;
    files.push(bent.subarray(0, cut));
  }
  return files.slice(0, count);
}
