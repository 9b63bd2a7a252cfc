/** A small Markdown reader: it makes elements and never HTML, so that a note cannot run code. */
import { Fragment, type ReactNode } from "react";
import styles from "./markdown.module.css";

export function Markdown({ source }: { source: string }) {
  return <div className={styles.markdown}>{blocks(source).map(renderBlock)}</div>;
}

/** The text alone, for cells and previews. */
export function plainText(source: string): string {
  return source
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/^\s*(#{1,6}|[-*+]|\d+\.|>)\s+/gm, "")
    .replace(/[*_`~]{1,3}/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

type Block =
  | { kind: "heading" | "paragraph" | "quote" | "code"; text: string }
  | { kind: "list"; isOrdered: boolean; items: string[] };

const ITEM = /^\s*([-*+]|\d+\.)\s+(.*)$/;

function blocks(source: string): Block[] {
  const result: Block[] = [];
  for (const part of splitBlocks(source)) {
    const lines = part.split("\n");
    const [first = ""] = lines;
    if (first.startsWith("```")) {
      result.push({ kind: "code", text: lines.slice(1).filter((line) => !line.startsWith("```")).join("\n") });
    } else if (/^#{1,6}\s/.test(first)) {
      result.push({ kind: "heading", text: first.replace(/^#+\s+/, "") });
      if (lines.length > 1) result.push(...blocks(lines.slice(1).join("\n")));
    } else if (ITEM.test(first)) {
      const items = lines.map((line) => ITEM.exec(line)?.[2] ?? line.trim());
      result.push({ kind: "list", isOrdered: /^\s*\d/.test(first), items });
    } else if (first.startsWith(">")) {
      result.push({ kind: "quote", text: lines.map((line) => line.replace(/^>\s?/, "")).join("\n") });
    } else {
      result.push({ kind: "paragraph", text: part });
    }
  }
  return result;
}

/** Blocks stand apart by empty lines; a fence keeps its empty lines, and a list starts a block. */
function splitBlocks(source: string): string[] {
  const result: string[] = [];
  let block: string[] = [];
  let isFenced = false;
  const close = () => {
    if (block.length > 0) result.push(block.join("\n"));
    block = [];
  };
  for (const line of source.replace(/\r\n/g, "\n").split("\n")) {
    const isFence = line.startsWith("```");
    if (!isFenced && (line.trim() === "" || isFence || startsList(line, block))) close();
    if (isFenced || line.trim() !== "") block.push(line);
    if (isFence) {
      isFenced = !isFenced;
      if (!isFenced) close();
    }
  }
  close();
  return result;
}

function startsList(line: string, block: string[]): boolean {
  return ITEM.test(line) && block.length > 0 && !ITEM.test(block[0] ?? "");
}

function renderBlock(block: Block, key: number): ReactNode {
  switch (block.kind) {
    case "heading":
      return <p key={key} className={styles.heading}>{inline(block.text)}</p>;
    case "code":
      return <pre key={key}><code>{block.text}</code></pre>;
    case "quote":
      return <blockquote key={key}>{inline(block.text)}</blockquote>;
    case "list": {
      const Tag = block.isOrdered ? "ol" : "ul";
      // oxlint-disable-next-line react/no-array-index-key -- items are plain text without identity
      return <Tag key={key}>{block.items.map((item, at) => <li key={at}>{inline(item)}</li>)}</Tag>;
    }
    default:
      return <p key={key}>{inline(block.text)}</p>;
  }
}

const INLINE = /(\*\*[^*]+\*\*|__[^_]+__|\*[^*\s][^*]*\*|`[^`]+`|~~[^~]+~~|\[[^\]]+\]\(https?:\/\/[^)\s]+\)|https?:\/\/[^\s<>)]+)/g;

function inline(text: string): ReactNode[] {
  return text.split(INLINE).map((part, key) => <Fragment key={key}>{inlinePart(part)}</Fragment>);
}

function inlinePart(part: string): ReactNode {
  if (/^(\*\*|__).+\1$/s.test(part)) return <strong>{part.slice(2, -2)}</strong>;
  if (/^~~.+~~$/s.test(part)) return <del>{part.slice(2, -2)}</del>;
  if (/^`.+`$/s.test(part)) return <code>{part.slice(1, -1)}</code>;
  if (/^\*.+\*$/s.test(part)) return <em>{part.slice(1, -1)}</em>;
  const link = /^\[([^\]]+)\]\((.+)\)$/.exec(part);
  if (link) return <a href={link[2]} target="_blank" rel="noopener noreferrer">{link[1]}</a>;
  if (/^https?:\/\//.test(part)) return <a href={part} target="_blank" rel="noopener noreferrer">{part}</a>;
  return part;
}
