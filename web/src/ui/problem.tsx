/** A failure, told where it happened. After something one did it takes the focus, so that nobody overlooks it. */
import { Alert } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useErrorText } from "./toasts.ts";

interface Props {
  error: unknown;
  /** Nobody did anything: something could not be read. */
  isPassive?: boolean;
}

export function Problem({ error, isPassive = false }: Props) {
  const text = useErrorText();
  const alert = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (error && !isPassive) alert.current?.focus();
  }, [error, isPassive]);
  if (!error) return null;
  return (
    <Alert ref={alert} color="red" variant="light" role="alert" tabIndex={-1}>
      {typeof error === "string" ? error : text(error)}
    </Alert>
  );
}
