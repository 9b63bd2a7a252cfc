/** A failure, told where it happened. It takes the focus, so that nobody overlooks it. */
import { Alert } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useErrorText } from "./toasts.ts";

export function Problem({ error }: { error: unknown }) {
  const text = useErrorText();
  const alert = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (error) alert.current?.focus();
  }, [error]);
  if (!error) return null;
  return (
    <Alert ref={alert} color="red" variant="light" role="alert" tabIndex={-1}>
      {typeof error === "string" ? error : text(error)}
    </Alert>
  );
}
