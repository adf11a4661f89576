// A certificate for `localhost` and the authority that signed it, made on the fly and thrown away with their folder.
import { execFileSync } from "node:child_process";
import path from "node:path";

export function makeCertificate(folder) {
  const file = (name) => path.join(folder, name);
  const openssl = (...words) => execFileSync("openssl", words, { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  const fresh = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  openssl("req", "-x509", ...fresh, "-keyout", "authority.key", "-out", "authority.pem", "-days", "2",
    "-subj", "/CN=Authority of an afternoon");
  openssl("req", "-x509", ...fresh, "-keyout", "mail.key", "-out", "mail.pem", "-days", "2", "-subj", "/CN=localhost",
    "-CA", "authority.pem", "-CAkey", "authority.key", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
    "-addext", "basicConstraints=critical,CA:FALSE");
  return { key: file("mail.key"), cert: file("mail.pem"), ca: file("authority.pem") };
}
