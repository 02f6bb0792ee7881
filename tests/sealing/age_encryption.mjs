// Seals or opens contents with the npm package age-encryption, for test_age_npm.
// usage: node age_encryption.mjs <path of the package's index.js>, one JSON request on standard input.
import { pathToFileURL } from "node:url";

const { Decrypter, Encrypter, generateHybridIdentity, identityToRecipient } = await import(
  pathToFileURL(process.argv[2])
);

const bytes = (text) => new Uint8Array(Buffer.from(text, "base64"));
const text = (data) => Buffer.from(data).toString("base64");

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const request = JSON.parse(Buffer.concat(chunks));

async function seal({ recipients, contents }) {
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return Promise.all(contents.map(async (content) => text(await encrypter.encrypt(bytes(content)))));
}

async function open({ identity, contents }) {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return Promise.all(contents.map(async (content) => text(await decrypter.decrypt(bytes(content)))));
}

async function keys() {
  const identity = await generateHybridIdentity();
  return { identity, recipient: await identityToRecipient(identity) };
}

const answer = await { seal, open, keys }[request.verb](request);
process.stdout.write(JSON.stringify(answer));
