import styles from "./person-avatar.module.css";

/** A person's initials. The name stands beside it, so it says nothing to a screen reader. */
export function PersonAvatar({ name, isLarge = false }: { name: string; isLarge?: boolean }) {
  return (
    <span className={styles.avatar} data-large={isLarge || undefined} aria-hidden="true">
      {initials(name)}
    </span>
  );
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined];
  return letters.map((word) => word?.charAt(0) ?? "").join("").toUpperCase();
}
