/** A mail server for the tests: takes every letter and keeps it in a file, where any test finds it. */
import { appendFileSync, readFileSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";

export interface Letter {
  to: string;
  text: string;
}

/** Listens on a free port; answers the port and how to end it. */
export function takeLetters(file: string): Promise<{ port: number; end: () => Promise<void> }> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    speak(socket, (letter) => appendFileSync(file, `${JSON.stringify(letter)}\n`));
  });
  const end = () =>
    new Promise<void>((done) => {
      for (const socket of sockets) socket.destroy();
      server.close(() => done());
    });
  return new Promise((done, fail) => {
    server.once("error", fail);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      done({ port: typeof address === "object" && address ? address.port : 0, end });
    });
  });
}

function speak(socket: Socket, keep: (letter: Letter) => void): void {
  let rest = "";
  let to = "";
  let body: string[] | null = null;
  const answer = (line: string) => {
    if (body) {
      if (line !== ".") return void body.push(line.replace(/^\./, ""));
      keep({ to, text: decoded(body) });
      body = null;
      return void socket.write("250 kept\r\n");
    }
    const [verb = ""] = line.toUpperCase().split(/[ :]/);
    if (verb === "RCPT") to = /<(.+?)>/.exec(line)?.[1] ?? "";
    if (verb === "DATA") body = [];
    if (verb === "QUIT") return void socket.end("221 bye\r\n");
    return void socket.write(verb === "EHLO" ? "250-letters\r\n250 8BITMIME\r\n" : verb === "DATA" ? "354 go on\r\n" : "250 yes\r\n");
  };
  socket.write("220 letters\r\n");
  socket.on("data", (chunk) => {
    const lines = (rest + chunk.toString("utf8")).split("\r\n");
    rest = lines.pop() ?? "";
    for (const line of lines) answer(line);
  });
}

/** Letters travel with soft line breaks and bytes in hexadecimal, or in base64. */
function decoded(lines: string[]): string {
  const text = lines.join("\n");
  const plain = text.replace(/=\n/g, "").replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  const blocks = text.split("\n\n").filter((block) => /^[A-Za-z0-9+/=\n]{40,}$/.test(block.trim()));
  return [plain, ...blocks.map((block) => Buffer.from(block, "base64").toString("utf8"))].join("\n");
}

/** All letters so far to an address, oldest first. */
export function lettersTo(address: string): Letter[] {
  const file = process.env.RAPPORT_TEST_LETTERS;
  if (!file) return [];
  let text = "";
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return [];
  }
  const letters = text.split("\n").filter(Boolean).map((line) => JSON.parse(line) as Letter);
  return letters.filter((letter) => letter.to === address);
}
